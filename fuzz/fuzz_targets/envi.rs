//! Headers of ENVI, beside data of 4 KiB.
#![no_main]

use neuron_raster::envi::Envi;
use neuron_raster::{Limits, Window};

libfuzzer_sys::fuzz_target!(|header: &[u8]| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = folder.path().join("image");
    std::fs::write(&data, [1_u8; 4096]).expect("the data are written");
    std::fs::write(folder.path().join("image.hdr"), header).expect("the header is written");
    let limits = Limits { pixel_bytes: 1 << 24, metadata_bytes: 1 << 20 };
    let Ok(file) = Envi::open(&data, limits) else { return };
    let bands: Vec<usize> = (0..file.bands()).collect();
    let whole = Window::whole(file.width(), file.height());
    if let Ok(raster) = file.read(whole, &bands) {
        let bytes = raster.values().len() * raster.sample_type().bytes();
        assert!(bytes <= 4096, "{bytes} bytes of pixels from 4096");
    }
});
