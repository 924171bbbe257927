//! Images: PNG, JPEG and TIFF.
#![no_main]

use neuron_vision::image_io::read;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("image");
    std::fs::write(&file, bytes).expect("the file is written");
    if let Ok(image) = read(&file) {
        assert_eq!(image.values.len(), image.bands * image.height * image.width);
    }
});
