//! GeoTIFF.
#![no_main]

use neuron_raster::geotiff::GeoTiff;
use neuron_raster::{Limits, Window};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("image");
    std::fs::write(&path, bytes).expect("the file is written");
    let limits = Limits { pixel_bytes: 1 << 24, metadata_bytes: 1 << 20 };
    let Ok(file) = GeoTiff::open(&path, limits) else { return };
    let (width, height) = (file.width(), file.height());
    let bands: Vec<usize> = (0..file.bands().min(8)).collect();
    let corner = Window::new(width / 2, height / 2, width.div_ceil(2).min(64), 1);
    let whole = file.read(Window::whole(width, height), &bands);
    if let (Ok(whole), Ok(corner_read)) = (whole, file.read(corner, &bands)) {
        assert!(whole.values().len() * whole.sample_type().bytes() <= 1 << 24);
        let cropped = whole.crop(corner).expect("it lies inside");
        // By their bits, which NaN has too.
        for band in 0..bands.len() {
            let bits = |raster: &neuron_raster::Raster| -> Vec<u64> {
                let values = raster.band_f64(band).expect("it is there");
                values.into_iter().map(f64::to_bits).collect()
            };
            assert_eq!(bits(&cropped), bits(&corner_read));
        }
    }
    for (level, (width, height)) in file.overviews().into_iter().enumerate() {
        let _either = file.read_overview(level, Window::whole(width, height), &[0]);
    }
});
