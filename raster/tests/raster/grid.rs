//! Tiles, blending, mosaics, resampling.

use crate::fixture::{PLACE, opened};
use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::grid::{Blend, Grid, Resampling, Tiles, mosaic, resample};
use neuron_raster::{Limits, Raster, RasterError, Window};
use proptest::prelude::*;

proptest! {
    #[test]
    fn tiles_cover_an_image_and_blend_to_it(
        width in 1_usize..70,
        height in 1_usize..50,
        (size, overlap) in (1_usize..30).prop_flat_map(|size| (Just(size), 0..size)),
    ) {
        let tiles = Tiles::new(width, height, size, overlap).unwrap();
        prop_assert_eq!(tiles.len(), tiles.iter().count());
        let image = |band: usize, row: usize, column: usize| {
            (band * 500 + row * 31 + column * 7 % 13) as f32
        };
        let mut blend = Blend::new(2, height, width).unwrap();
        for window in tiles.iter() {
            prop_assert_eq!((window.width, window.height), (size.min(width), size.min(height)));
            let mut values = Vec::new();
            for band in 0..2 {
                for row in window.y..window.bottom() {
                    values.extend((window.x..window.right()).map(|column| image(band, row, column)));
                }
            }
            blend.add(window, &values).unwrap();
        }
        // NaN, where no tile was, is within nothing.
        for (index, value) in blend.finish().into_iter().enumerate() {
            let (band, place) = (index / (width * height), index % (width * height));
            let expected = image(band, place / width, place % width);
            prop_assert!((value - expected).abs() <= 1e-4 * expected.max(1.0));
        }
    }
}

#[test]
fn neighbouring_tiles_share_their_overlap() {
    let tiles = Tiles::new(100, 10, 40, 10).unwrap();
    let lefts: Vec<usize> = tiles.iter().map(|window| window.x).collect();
    assert_eq!(lefts, [0, 30, 60]);
    let tiles = Tiles::new(101, 10, 40, 10).unwrap();
    let lefts: Vec<usize> = tiles.iter().map(|window| window.x).collect();
    assert_eq!(lefts, [0, 30, 60, 61]);
    let error = Tiles::new(9, 9, 4, 4).unwrap_err().to_string();
    assert_eq!(error, "`overlap` has to be less than the size of a tile, found 4");
}

/// Weights of four columns: 1 2 2 1; where two tiles share two columns, 2 and 1 against 1 and 2.
#[test]
fn seams_are_weighed_by_the_distance_to_the_edge() {
    let mut blend = Blend::new(1, 1, 6).unwrap();
    blend.add(Window::new(0, 0, 4, 1), &[0.0; 4]).unwrap();
    blend.add(Window::new(2, 0, 4, 1), &[3.0; 4]).unwrap();
    assert_eq!(blend.finish(), [0.0, 0.0, 1.0, 2.0, 3.0, 3.0]);
}

fn placed(left: f64, top: f64, values: [i16; 4], nodata: Option<f64>) -> Raster {
    let place = GeoReference::north_up(Some(Crs::projected(32618)), left, top, (10.0, 10.0));
    let raster = Raster::new(2, 2, vec!["a".into()], values.to_vec()).unwrap();
    raster.with_georeference(Some(place)).with_nodata(nodata)
}

#[test]
fn a_mosaic_takes_the_first_value_that_is_there() {
    let one = placed(100.0, 100.0, [1, 2, -1, 4], Some(-1.0));
    let two = placed(90.0, 90.0, [5, 6, 7, 8], None);
    let joined = mosaic(&[&one, &two], Limits::default()).unwrap();
    assert_eq!((joined.width(), joined.height()), (3, 3));
    assert_eq!(joined.band::<i16>(0).unwrap(), [-1, 1, 2, 5, 6, 4, 7, 8, -1]);
    assert_eq!(joined.georeference().unwrap().transform, [90.0, 10.0, 0.0, 100.0, 0.0, -10.0]);
    let window = opened("strips_u16.tif").read(Window::new(0, 0, 9, 19), &[0, 1]).unwrap();
    let other = opened("strips_u16.tif").read(Window::new(7, 0, 14, 19), &[0, 1]).unwrap();
    let whole = opened("strips_u16.tif").read(Window::whole(21, 19), &[0, 1]).unwrap();
    assert_eq!(mosaic(&[&other, &window], Limits::default()).unwrap(), whole);
}

#[test]
fn rasters_that_do_not_fit_are_named() {
    let one = placed(100.0, 100.0, [1, 2, 3, 4], None);
    let between = placed(104.0, 100.0, [1, 2, 3, 4], None);
    let error = mosaic(&[&one, &between], Limits::default()).unwrap_err().to_string();
    assert_eq!(
        error,
        "raster 1 does not fit the others: its corner is at (0.400, 0.000) of the first, \
         expected whole pixels"
    );
    let far = placed(1e9, 100.0, [1, 2, 3, 4], None);
    let error = mosaic(&[&one, &far], Limits { pixel_bytes: 1 << 20, ..Limits::default() });
    assert!(matches!(error, Err(RasterError::TooLarge { .. })));
    let mut place = one.georeference().unwrap().clone();
    place.crs = Some(Crs::projected(32619));
    let other = one.clone().with_georeference(Some(place));
    assert!(mosaic(&[&one, &other], Limits::default()).is_err());
    assert!(mosaic(&[], Limits::default()).is_err());
}

/// Of GDAL, by `rasterio.warp.reproject` (1.4.4) of the first band, tolerance 0.
#[test]
fn values_on_another_grid_are_gdals() {
    let raster = opened("strips_f64.tif").read(Window::whole(21, 19), &[0]).unwrap();
    let grid = Grid {
        width: 6,
        height: 5,
        georeference: GeoReference {
            crs: Some(Crs::projected(32618)),
            transform: [500030.0, 4.0, 1.0, 4499950.0, 1.0, -4.0],
        },
    };
    let nearest = resample(&raster, &grid, Resampling::Nearest, Limits::default()).unwrap();
    assert_eq!(nearest.band::<f64>(0).unwrap(), NEAREST);
    assert_eq!(nearest.georeference(), Some(&grid.georeference));
    let bilinear = resample(&raster, &grid, Resampling::Bilinear, Limits::default()).unwrap();
    for (found, expected) in bilinear.band::<f64>(0).unwrap().iter().zip(BILINEAR) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }
}

/// As GDAL compares: 0.1 is no value of 32 bits, and no u8 is −9999.
#[test]
fn nodata_is_rounded_as_the_samples_are() {
    let raster = Raster::new(3, 1, vec![String::new()], vec![0.1_f32, 0.5, f32::NAN]).unwrap();
    let values = raster.with_nodata(Some(0.1)).band_f64(0).unwrap();
    assert!(values[0].is_nan() && values[1] == 0.5 && values[2].is_nan());
    let raster = Raster::new(2, 1, vec![String::new()], vec![0_u8, 255]).unwrap();
    assert_eq!(raster.with_nodata(Some(-9999.0)).band_f32(0).unwrap(), [0.0, 255.0]);
}

#[test]
fn outside_it_is_missing_and_missing_values_do_not_count() {
    let raster = placed(100.0, 100.0, [10, -1, 30, 40], Some(-1.0));
    let place = GeoReference::north_up(Some(Crs::projected(32618)), 90.0, 95.0, (10.0, 10.0));
    let grid = Grid { width: 3, height: 1, georeference: place };
    // Centres at rows between both; the second column's upper value is missing.
    let bilinear = resample(&raster, &grid, Resampling::Bilinear, Limits::default()).unwrap();
    assert_eq!(bilinear.band::<i16>(0).unwrap(), [-1, 20, 40]);
    let other = GeoReference { crs: None, transform: PLACE };
    let grid = Grid { width: 1, height: 1, georeference: other };
    let error = resample(&raster, &grid, Resampling::Nearest, Limits::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "raster 0 does not fit the others: its reference system is not known to be that of the grid"
    );
}

const NEAREST: [f64; 30] = [
    -63.5, -63.5, -68.375, -68.375, -68.375, -71.875, -63.5, -63.5, -65.375, -65.375, -65.375,
    -67.25, -63.5, -63.5, -65.375, -65.375, -67.25, -67.25, -62.125, -62.125, -62.375, -62.375,
    -67.25, -67.25, -62.125, -62.375, -62.375, -62.375, -62.625, -62.625,
];
const BILINEAR: [f64; 30] = [
    -64.365625,
    -64.5096875,
    -65.7790625,
    -67.1784375,
    -68.7078125,
    -70.3671875,
    -63.1621875,
    -64.0578125,
    -65.0834375,
    -66.2390625,
    -67.5246875,
    -68.9403125,
    -62.8240625,
    -63.4759375,
    -64.2578125,
    -65.1696875,
    -66.2115625,
    -67.3834375,
    -62.3559375,
    -62.7640625,
    -63.3021875,
    -63.9703125,
    -64.7684375,
    -65.1278125,
    -61.7578125,
    -61.9221875,
    -62.2165625,
    -62.6409375,
    -63.1953125,
    -62.1734375,
];
