//! NIfTI volumes, compressed or not.
#![no_main]

use neuron_vision::medical_imaging::nifti::NiftiFile;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("volume");
    std::fs::write(&file, bytes).expect("the file is written");
    let Ok(opened) = NiftiFile::open(&file) else { return };
    if let Ok(volume) = opened.volume(0) {
        assert_eq!(volume.values.len(), volume.extent.iter().product::<usize>());
        let [slices, rows, columns] = volume.extent;
        let last = opened.slice(0, slices as u64 - 1).expect("a slice of a volume that was read");
        let part = &volume.values[(slices - 1) * rows * columns..];
        assert!(last.values.iter().map(|v| v.to_bits()).eq(part.iter().map(|v| v.to_bits())));
    }
});
