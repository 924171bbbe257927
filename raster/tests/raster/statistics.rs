//! Statistics, rows written one after the other, and masks.

use crate::fixture::opened;
use neuron_raster::geotiff::{Shape, WriteOptions, write, write_rows};
use neuron_raster::statistics::band_statistics;
use neuron_raster::{AllMasks, BandMask, Limits, PixelMask, Raster, RasterError, RasterSource};
use neuron_raster::{Window, open};

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * expected.abs().max(1.0)
}

/// Of numpy 2.4.6, nodata left out.
#[test]
fn statistics_are_those_of_numpy() {
    let percentiles = [2.0, 25.0, 50.0, 75.0, 98.0];
    let found = band_statistics(&opened("reproject_source.tif"), None, &percentiles).unwrap();
    let band = &found[0];
    assert_eq!((band.moments.count(), band.missing, band.masked), (2972, 28, 0));
    assert_eq!((band.moments.least(), band.moments.greatest()), (Some(-1237.0), Some(1712.0)));
    assert!(close(band.moments.mean().unwrap(), 182.65814266487214));
    assert!(close(band.moments.deviation().unwrap(), 597.5914535147841));
    for (found, expected) in band.percentiles.iter().zip([-982.48, -252.75, 172.0, 605.25, 1395.0])
    {
        assert!(close(*found, expected), "{found} is not {expected}");
    }
    let percentiles = [0.0, 2.0, 33.3, 98.0, 100.0];
    for name in ["strips_f32.tif", "strips_f64.tif"] {
        let found = band_statistics(&opened(name), None, &percentiles).unwrap();
        let expected = [-100.0, -91.775, -54.375, 9.655, 19.125];
        for (found, expected) in found[0].percentiles.iter().zip(expected) {
            assert!(close(*found, expected), "{name}: {found} is not {expected}");
        }
        assert!(close(found[2].moments.mean().unwrap(), 209.48026315789474));
        assert!(close(found[2].moments.deviation().unwrap(), 27.270622221252243));
    }
    let error = band_statistics(&opened("strips_u8.tif"), None, &[101.0]).unwrap_err();
    assert_eq!(error.to_string(), "`percentile` has to be from 0 to 100, found 101");
}

/// All types find the same ranks.
#[test]
fn ranks_of_every_type() {
    let values: Vec<f64> = (0..1000).map(|at| f64::from(at * 7919 % 1000 % 251)).collect();
    let mut sorted = values.clone();
    sorted.sort_by(f64::total_cmp);
    let at = |p: f64| sorted[(p / 100.0 * 999.0) as usize];
    let percentiles = [0.0, 100.0 / 999.0 * 77.0, 100.0];
    macro_rules! check {
        ($($kind:ty),*) => {$(
            let own: Vec<$kind> = values.iter().map(|&value| value as $kind).collect();
            let raster = Raster::new(40, 25, vec!["a".into()], own).unwrap();
            let found = band_statistics(&raster, None, &percentiles).unwrap();
            for (found, p) in found[0].percentiles.iter().zip(percentiles) {
                assert!((found - at(p)).abs() < 1e-9, "{} {p}", stringify!($kind));
            }
        )*};
    }
    check!(u8, u16, i16, u32, i32, f32, f64);
    let negative: Vec<f32> = (0..5).map(|at| at as f32 - 3.5).collect();
    let raster = Raster::new(5, 1, vec!["a".into()], negative).unwrap();
    let found = band_statistics(&raster, None, &[0.0, 50.0, 100.0]).unwrap();
    assert_eq!(found[0].percentiles, [-3.5, -1.5, 0.5]);
    let empty = Raster::new(1, 1, vec!["a".into()], vec![7_u8]).unwrap().with_nodata(Some(7.0));
    let found = band_statistics(&empty, None, &[50.0]).unwrap();
    assert_eq!((found[0].moments.mean(), found[0].percentiles.len()), (None, 0));
}

#[test]
fn masks_are_carried() {
    let raster = Raster::new(3, 2, vec!["a".into()], vec![1_i16, 2, 3, 4, -1, 6]).unwrap();
    let raster = raster.with_nodata(Some(-1.0));
    let mask = Raster::new(3, 2, vec!["m".into()], vec![1_u8, 0, 9, 255, 1, 0]).unwrap();
    let mask = mask.with_nodata(Some(255.0));
    let mask = BandMask(&mask);
    let found = band_statistics(&raster, Some(&mask), &[]).unwrap();
    let moments = found[0].moments;
    assert_eq!((moments.count(), found[0].missing, found[0].masked), (2, 1, 3));
    assert_eq!(moments.mean(), Some(2.0));
    let all = AllMasks(vec![&mask, &mask]);
    let counts = all.read(Window::whole(3, 2)).unwrap();
    assert_eq!(counts, [true, false, true, false, true, false]);
    let masked = raster.clone().masked(&counts).unwrap();
    assert_eq!(masked.band::<i16>(0).unwrap(), [1, -1, 3, -1, -1, -1]);
    let error = raster.with_nodata(None).masked(&counts).unwrap_err();
    assert!(error.to_string().starts_with("`nodata` has to be given"), "{error}");
}

#[test]
fn rows_give_the_same_file_as_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.tif"), folder.path().join("two.tif"));
    let file = opened("strips_i16.tif");
    let raster = file.read_all().unwrap();
    let options = WriteOptions { tile: 16, ..WriteOptions::default() };
    write(&one, &raster, &options).unwrap();
    let mut windows = Vec::new();
    write_rows(&two, &Shape::of(&raster), &options, |window| {
        windows.push(window);
        RasterSource::read(&file, window, &[0, 1, 2])
    })
    .unwrap();
    assert_eq!(windows, [Window::new(0, 0, 21, 16), Window::new(0, 16, 21, 3)]);
    assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&two).unwrap());
    let again = open(&two, Limits::default()).unwrap().read_all().unwrap();
    assert_eq!(again.values(), raster.values());
    // What the rows say goes through; rows of another extent are refused; the file stays.
    let error = write_rows(&two, &Shape::of(&raster), &options, |window| {
        Err::<Raster, _>(RasterError::Outside { window, width: 1, height: 1 })
    });
    assert!(matches!(error, Err(RasterError::Outside { .. })));
    let wrong = write_rows(&two, &Shape::of(&raster), &options, |_| {
        RasterSource::read(&file, Window::new(0, 0, 3, 3), &[0])
    });
    let wrong: RasterError = wrong.unwrap_err();
    assert!(wrong.to_string().contains("rows of (3, 3, 1"), "{wrong}");
    assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&two).unwrap());
}
