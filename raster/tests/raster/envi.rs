//! ENVI as GDAL writes it, and headers that other programs write.

use crate::fixture::{BANDS, HEIGHT, PLACE, WIDTH, all, opened, path, values};
use neuron_raster::envi::{Envi, Header};
use neuron_raster::georeference::CrsKind;
use neuron_raster::{Limits, SampleType};
use std::path::Path;

#[test]
fn every_interleave_is_read_with_its_place() {
    let mut expected = values(SampleType::I16, BANDS, HEIGHT, WIDTH);
    // What GDAL wrote as nodata.
    expected.iter_mut().filter(|value| **value == -1500.0).for_each(|value| *value = f64::NAN);
    for name in ["envi_bsq.img", "envi_bil.img", "envi_bip.hdr"] {
        let raster = opened(name).read_all().unwrap();
        let same = all(&raster).iter().zip(&expected).all(|(one, two)| one.total_cmp(two).is_eq());
        assert!(same, "{name}");
        assert_eq!(raster.band_names(), ["Band 1", "Band 2", "Band 3"]);
        let place = raster.georeference().unwrap();
        assert_eq!(place.transform, PLACE);
        let crs = place.crs.as_ref().unwrap();
        assert_eq!((crs.kind, crs.epsg), (CrsKind::Projected, Some(32618)));
        assert!(crs.wkt.as_ref().unwrap().starts_with("PROJCS[\"WGS_1984_UTM_Zone_18N\""));
    }
}

#[test]
fn degrees_and_turned_images_are_placed_as_gdal_does() {
    let raster = opened("envi_geographic.img").read_all().unwrap();
    assert_eq!(all(&raster), values(SampleType::F64, BANDS, HEIGHT, WIDTH));
    let place = raster.georeference().unwrap();
    assert_eq!(place.transform, [-10.5, 0.25, 0.0, 51.0, 0.0, -0.25]);
    assert_eq!(place.crs.as_ref().unwrap().epsg, Some(4326));
    let raster = opened("envi_rotated.img").read_all().unwrap();
    let expected = [1000.0, 8.0, 6.0, 2000.0, 6.0, -8.0];
    for (found, expected) in raster.georeference().unwrap().transform.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }
}

#[test]
fn big_endian_data_behind_a_header_of_bytes_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let header = "ENVI\n; a remark\nSamples = 2\nlines=2\nbands = 2\nheader offset = 3\n\
                  data type = 12\ninterleave = BIL\nbyte order = 1\n\
                  band names = { near\n infrared, red }\ndata ignore value = 258\n";
    std::fs::write(folder.path().join("a.dat.hdr"), header).unwrap();
    let bytes: Vec<u8> = (0..3).chain((0..8).flat_map(|n| [1, n])).collect();
    std::fs::write(folder.path().join("a.dat"), bytes).unwrap();
    let file = Envi::open(&folder.path().join("a.dat"), Limits::default()).unwrap();
    let raster = file.read(neuron_raster::Window::whole(2, 2), &[0, 1]).unwrap();
    let expected = [256_u16, 257, 260, 261, 258, 259, 262, 263];
    assert_eq!(raster.values().as_slice::<u16>().unwrap(), expected);
    assert_eq!(raster.band_names(), ["near infrared", "red"]);
    assert!(raster.band_f32(1).unwrap()[0].is_nan());
}

#[track_caller]
fn refused(change: (&str, &str), expected: &str) {
    let header = "ENVI\nsamples = 2\nlines = 2\nbands = 1\ndata type = 1\ninterleave = bsq\n\
                  map info = {UTM, 1, 1, 10, 20, 5, 5, 33, North, WGS-84}\n";
    assert!(Header::parse(header, Path::new("a.hdr")).is_ok());
    let header = header.replace(change.0, change.1);
    let error = Header::parse(&header, Path::new("a.hdr")).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_header_that_does_not_fit_says_where() {
    let start = "`a.hdr` is damaged:";
    refused(("ENVI", "TIFF"), &format!("{start} line 1: it does not start with `ENVI`"));
    refused(("lines = 2", "lines"), &format!("{start} line 3: `lines` is not `name = value`"));
    refused(
        ("lines = 2", "lines = two"),
        &format!("{start} `lines` is `two`, expected a whole number"),
    );
    refused(
        ("lines = 2", "lines = 0"),
        &format!("{start} `lines` has to be given, as a number from 1 to 4294967295"),
    );
    refused(("84}", "84"), &format!("{start} line 7: the braces of `map info` are never closed"));
    refused(
        ("10, 20", "10, north"),
        &format!("{start} `map info` has no number as its northing, expected it as item 5"),
    );
    refused(
        ("data type = 1", "data type = 6"),
        "`a.hdr` cannot be used: its `data type` is 6, expected 1, 2, 3, 4, 5, 12 or 13",
    );
}

#[test]
fn data_that_are_too_short_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(path("envi_bsq.hdr"), folder.path().join("a.hdr")).unwrap();
    std::fs::write(folder.path().join("a.img"), [0; 100]).unwrap();
    let error = Envi::open(&folder.path().join("a.img"), Limits::default()).unwrap_err();
    let error = error.to_string();
    assert!(error.contains("a.img` is damaged: it has 100 bytes, its header"), "{error}");
    assert!(error.ends_with("says 2394"), "{error}");
    // A header alone.
    std::fs::remove_file(folder.path().join("a.img")).unwrap();
    assert!(Envi::open(&folder.path().join("a.hdr"), Limits::default()).is_err());
}

#[test]
fn names_in_capitals_belong_together() {
    for (header, data) in
        [("SCENE.HDR", "SCENE"), ("SCENE.HDR", "SCENE.DAT"), ("a.IMG.HDR", "a.IMG")]
    {
        let folder = tempfile::tempdir().unwrap();
        let (header, data) = (folder.path().join(header), folder.path().join(data));
        std::fs::copy(path("envi_bsq.hdr"), &header).unwrap();
        std::fs::copy(path("envi_bsq.img"), &data).unwrap();
        let expected = opened("envi_bsq.img").read_all().unwrap();
        let raster = Envi::open(&data, Limits::default()).unwrap();
        assert_eq!((raster.width(), raster.height()), (expected.width(), expected.height()));
        let by_header = Envi::open(&header, Limits::default());
        // `a.IMG.HDR` names `a.IMG` itself.
        assert!(by_header.is_ok(), "{}: {:?}", header.display(), by_header.err());
    }
}
