//! DICOM images, of every transfer syntax.
#![no_main]

use neuron_vision::medical_imaging::dicom::DicomFile;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("image");
    std::fs::write(&file, bytes).expect("the file is written");
    let Ok(opened) = DicomFile::open(&file) else { return };
    for frame in 0..opened.attributes().frames.min(4) {
        if let Ok(frame) = opened.frame(frame) {
            assert_eq!(frame.values.len(), frame.rows * frame.columns * frame.samples);
        }
    }
});
