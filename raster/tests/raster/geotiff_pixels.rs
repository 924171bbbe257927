//! Pixels of every layout, compression, predictor and byte order that GDAL writes.

use crate::fixture::{BANDS, HEIGHT, WIDTH, all, opened, path, values};
use neuron_raster::geotiff::{Compression, GeoTiff};
use neuron_raster::{Limits, SampleType, Window};

/// Checks a file of the usual extent against the formula.
#[track_caller]
fn check(name: &str, kind: SampleType) {
    let file = opened(name);
    assert_eq!(file.extent(), (WIDTH, HEIGHT, BANDS), "{name}");
    let raster = file.read_all().unwrap();
    assert_eq!(raster.sample_type(), kind, "{name}");
    assert_eq!(all(&raster), values(kind, BANDS, HEIGHT, WIDTH), "{name}");
}

#[test]
fn every_type_of_sample_is_read() {
    check("strips_u8.tif", SampleType::U8);
    check("strips_u16.tif", SampleType::U16);
    check("strips_i16.tif", SampleType::I16);
    check("strips_u32.tif", SampleType::U32);
    check("strips_i32.tif", SampleType::I32);
    check("strips_f32.tif", SampleType::F32);
    check("strips_f64.tif", SampleType::F64);
}

#[test]
fn planes_tiles_big_files_and_both_byte_orders_are_read() {
    check("strips_planes_u16.tif", SampleType::U16);
    check("strips_big_endian_u16.tif", SampleType::U16);
    check("tiles_big_endian_f32.tif", SampleType::F32);
    check("tiles_big_endian_i32.tif", SampleType::I32);
    // A BigTIFF.
    check("tiles_u16.tif", SampleType::U16);
}

#[test]
fn every_compression_is_read() {
    for name in ["lzw", "deflate", "packbits", "zstd"] {
        check(&format!("tiles_{name}_u16.tif"), SampleType::U16);
        check(&format!("strips_{name}_i16.tif"), SampleType::I16);
    }
    let compression =
        |name: &str| GeoTiff::open(&path(name), Limits::default()).unwrap().compression();
    assert_eq!(compression("tiles_zstd_u16.tif"), Compression::Zstd);
    assert_eq!(compression("strips_packbits_i16.tif"), Compression::PackBits);
}

#[test]
fn both_predictors_are_undone() {
    check("tiles_predicted_u8.tif", SampleType::U8);
    check("tiles_predicted_u16.tif", SampleType::U16);
    check("tiles_predicted_i32.tif", SampleType::I32);
    check("tiles_predicted_f32.tif", SampleType::F32);
    check("strips_predicted_f64.tif", SampleType::F64);
}

/// Decoders of JPEG may round otherwise, and fill in colours of half the resolution by other weights.
#[test]
fn jpeg_is_what_gdal_decodes() {
    for (name, bands, most) in [("jpeg_gray", 1, 1), ("jpeg_rgb", 3, 1), ("jpeg_ycbcr", 3, 4)] {
        let raster = opened(&format!("{name}.tif")).read_all().unwrap();
        assert_eq!((raster.width(), raster.height(), raster.bands()), (48, 40, bands));
        let expected = std::fs::read(path(&format!("{name}.expected"))).unwrap();
        let found = raster.values().as_slice::<u8>().unwrap();
        let apart = || found.iter().zip(&expected).map(|(one, two)| one.abs_diff(*two));
        assert!(apart().max().unwrap() <= most, "{name}");
        assert!(apart().map(usize::from).sum::<usize>() < found.len(), "{name}");
    }
}

#[test]
fn tiles_that_were_never_written_are_nodata() {
    let raster = opened("sparse_u16.tif").read_all().unwrap();
    let written = |index: usize, value: f64| index % WIDTH < 16 && value <= 1600.0 && value != 0.0;
    let expected = values(SampleType::U16, BANDS, HEIGHT, WIDTH);
    for (index, (found, value)) in all(&raster).into_iter().zip(expected).enumerate() {
        if written(index, value) {
            assert_eq!(found, value);
        } else {
            assert!(found.is_nan());
        }
    }
}

#[test]
fn overviews_are_found_and_read() {
    let file = GeoTiff::open(&path("overviews.tif"), Limits::default()).unwrap();
    assert_eq!((file.width(), file.height()), (64, 48));
    assert_eq!(file.overviews(), [(32, 24), (16, 12)]);
    for (level, (width, height)) in file.overviews().into_iter().enumerate() {
        let window = Window::whole(width, height);
        let raster = file.read_overview(level, window, &[0, 1]).unwrap();
        let expected = std::fs::read(path(&format!("overviews.{level}.expected"))).unwrap();
        assert_eq!(raster.values().as_slice::<u8>().unwrap(), expected);
        // The same area in larger pixels.
        let place = raster.georeference().unwrap();
        let times = (64 / width) as f64 * 10.0;
        assert_eq!(place.transform, [499980.0, times, 0.0, 4500000.0, 0.0, -times]);
    }
    let error = file.read_overview(2, Window::whole(1, 1), &[0]).unwrap_err();
    assert_eq!(error.to_string(), "overview 2 was asked for, the file has 2");
}
