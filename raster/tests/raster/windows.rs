//! A window that is read is the same part of the whole.

use crate::fixture::opened;
use neuron_raster::Window;
use proptest::prelude::*;

const FILES: [&str; 12] = [
    "strips_u16.tif",
    "strips_planes_u16.tif",
    "strips_big_endian_u16.tif",
    "strips_lzw_i16.tif",
    "strips_predicted_f64.tif",
    "tiles_u16.tif",
    "tiles_zstd_u16.tif",
    "tiles_big_endian_f32.tif",
    "tiles_predicted_i32.tif",
    "envi_bsq.img",
    "envi_bil.img",
    "envi_bip.img",
];

proptest! {
    #[test]
    fn a_window_is_a_crop_of_the_whole(
        name in prop::sample::select(&FILES[..]),
        (x, width) in (0_usize..21).prop_flat_map(|x| (Just(x), 1..=21 - x)),
        (y, height) in (0_usize..19).prop_flat_map(|y| (Just(y), 1..=19 - y)),
        bands in prop::collection::vec(0_usize..3, 1..5),
    ) {
        let file = opened(name);
        let window = Window::new(x, y, width, height);
        let whole = file.read(Window::whole(21, 19), &bands).unwrap();
        prop_assert_eq!(file.read(window, &bands).unwrap(), whole.crop(window).unwrap());
    }
}

#[test]
fn windows_and_bands_outside_are_refused() {
    for name in ["strips_u16.tif", "envi_bip.img"] {
        let file = opened(name);
        let error = file.read(Window::new(20, 0, 2, 1), &[0]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a window of 2×1 pixels at column 20, row 0 does not lie in an image of 21×19 pixels"
        );
        assert!(file.read(Window::new(0, usize::MAX, 1, 2), &[0]).is_err());
        assert!(file.read(Window::new(0, 0, 0, 1), &[0]).is_err());
        assert!(file.read(Window::whole(1, 1), &[]).is_err());
        let error = file.read(Window::whole(1, 1), &[3]).unwrap_err();
        assert_eq!(error.to_string(), "band 3 was asked for, expected one of 0 to 2");
    }
}
