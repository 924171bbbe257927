//! What is written is read again, by this crate and by the decoder of the crate `tiff`.
//! `tests/fixtures/check_written.py` has GDAL read the same.

use crate::fixture::{PLACE, all, opened, values};
use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::geotiff::{GeoTiff, WriteOptions, write};
use neuron_raster::{Limits, Raster, RasterError, SampleType, Values, open};
use std::path::Path;
use tiff::decoder::{Decoder, DecodingResult};

const KINDS: [SampleType; 7] = [
    SampleType::U8,
    SampleType::U16,
    SampleType::I16,
    SampleType::U32,
    SampleType::I32,
    SampleType::F32,
    SampleType::F64,
];

fn converted(kind: SampleType, values: &[f64]) -> Values {
    match kind {
        SampleType::U8 => values.iter().map(|&v| v as u8).collect::<Vec<_>>().into(),
        SampleType::U16 => values.iter().map(|&v| v as u16).collect::<Vec<_>>().into(),
        SampleType::I16 => values.iter().map(|&v| v as i16).collect::<Vec<_>>().into(),
        SampleType::U32 => values.iter().map(|&v| v as u32).collect::<Vec<_>>().into(),
        SampleType::I32 => values.iter().map(|&v| v as i32).collect::<Vec<_>>().into(),
        SampleType::F32 => values.iter().map(|&v| v as f32).collect::<Vec<_>>().into(),
        SampleType::F64 => values.to_vec().into(),
    }
}

fn raster(kind: SampleType, width: usize, height: usize) -> Raster {
    let values = converted(kind, &values(kind, 3, height, width));
    let names = vec!["B2".to_owned(), String::new(), "près & <loin>".to_owned()];
    let place = GeoReference { crs: Some(Crs::projected(32618)), transform: PLACE };
    let raster = Raster::new(width, height, names, values).unwrap();
    raster.with_georeference(Some(place)).with_nodata(Some(7.0))
}

fn again(path: &Path) -> Raster {
    open(path, Limits::default()).unwrap().read_all().unwrap()
}

#[test]
fn every_type_comes_back_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tif");
    for kind in KINDS {
        for (level, big) in [(6, None), (0, None), (1, Some(true))] {
            let given = raster(kind, 37, 50);
            write(&path, &given, &WriteOptions { tile: 16, level, big }).unwrap();
            let found = again(&path);
            assert_eq!(found.values(), given.values(), "{kind}, level {level}");
            assert_eq!(found.band_names(), given.band_names());
            assert_eq!(found.nodata(), Some(7.0));
            let place = found.georeference().unwrap();
            assert_eq!(place.transform, PLACE);
            assert_eq!(place.crs.as_ref().unwrap().epsg, Some(32618));
            let start = std::fs::read(&path).unwrap()[2];
            assert_eq!(start, if big == Some(true) { 43 } else { 42 });
        }
    }
    // Nothing but the file itself is left.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn another_decoder_reads_the_same_planes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tif");
    for kind in KINDS {
        // Whole tiles: tiff 0.11.3 panics at a cut tile of any plane but the first.
        let given = raster(kind, 48, 32);
        write(&path, &given, &WriteOptions { tile: 16, ..WriteOptions::default() }).unwrap();
        let mut decoder = Decoder::new(std::fs::File::open(&path).unwrap()).unwrap();
        let mut samples = DecodingResult::U8(Vec::new());
        decoder.read_image_to_buffer(&mut samples).unwrap();
        let found = match samples {
            DecodingResult::U8(values) => Values::U8(values),
            DecodingResult::U16(values) => Values::U16(values),
            DecodingResult::I16(values) => Values::I16(values),
            DecodingResult::U32(values) => Values::U32(values),
            DecodingResult::I32(values) => Values::I32(values),
            DecodingResult::F32(values) => Values::F32(values),
            DecodingResult::F64(values) => Values::F64(values),
            other => panic!("{other:?}"),
        };
        assert_eq!(&found, given.values(), "{kind}");
    }
}

#[test]
fn places_of_every_kind_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tif");
    for name in ["geographic.tif", "rotated.tif", "point.tif", "names_nodata.tif", "envi_bil.img"] {
        let given = opened(name).read_all().unwrap();
        write(&path, &given, &WriteOptions::default()).unwrap();
        let found = again(&path);
        let (one, two) = (given.georeference().unwrap(), found.georeference().unwrap());
        assert_eq!(one.transform, two.transform, "{name}");
        assert!(one.same_crs(two), "{name}");
        assert_eq!(given.band_names(), found.band_names());
        assert_eq!(given.nodata().map(f64::to_bits), found.nodata().map(f64::to_bits));
        let bits = |raster: &Raster| all(raster).iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&given), bits(&found), "{name}");
    }
    let wkt = "LOCAL_CS[\"somewhere\",UNIT[\"metre\",1]]";
    let place = GeoReference { crs: Some(Crs::from_wkt(wkt)), transform: PLACE };
    let given = Raster::new(1, 1, vec![String::new()], vec![1_u8]).unwrap();
    write(&path, &given.with_georeference(Some(place)), &WriteOptions::default()).unwrap();
    let found = GeoTiff::open(&path, Limits::default()).unwrap();
    let crs = found.georeference().unwrap().crs.clone().unwrap();
    assert_eq!(crs.wkt.as_deref(), Some(wkt));
}

#[test]
fn a_failed_write_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tif");
    std::fs::write(&path, "before").unwrap();
    let given = raster(SampleType::U8, 5, 3);
    let options = WriteOptions { tile: 20, ..WriteOptions::default() };
    let error = write(&path, &given, &options).unwrap_err();
    assert_eq!(error.to_string(), "`tile` has to be a multiple of 16 from 16 to 4096, found 20");
    assert_eq!(std::fs::read(&path).unwrap(), b"before");
    let place = GeoReference { crs: Some(Crs::projected(102_100)), transform: PLACE };
    let nameless = given.clone().with_georeference(Some(place));
    let error = write(&path, &nameless, &WriteOptions::default()).unwrap_err().to_string();
    assert!(error.contains("its reference system is number 102100, expected"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), b"before");
    let missing = folder.path().join("none/a.tif");
    let error = write(&missing, &given, &WriteOptions::default()).unwrap_err();
    assert!(matches!(error, RasterError::Io { what: "write", .. }));
}
