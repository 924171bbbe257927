//! Damaged files end with an error that names the file, and neither panic nor take memory that they
//! do not account for.

use crate::fixture::path;
use neuron_raster::{Limits, RasterError, open};
use proptest::prelude::*;
use std::path::Path;

/// Small, so that a file that asks for more than it should is found.
const LIMITS: Limits = Limits { pixel_bytes: 1 << 20, metadata_bytes: 1 << 16 };

/// Reads all that a file has, and overviews.
fn read(path: &Path) -> Result<(), RasterError> {
    let file = open(path, LIMITS)?;
    let raster = file.read_all()?;
    let bytes = raster.values().len() * raster.sample_type().bytes();
    assert!(bytes as u64 <= LIMITS.pixel_bytes);
    if let neuron_raster::RasterFile::GeoTiff(file) = file {
        for (level, (width, height)) in file.overviews().into_iter().enumerate() {
            file.read_overview(level, neuron_raster::Window::whole(width, height), &[0])?;
        }
    }
    Ok(())
}

const FILES: [&str; 14] = [
    "strips_u8.tif",
    "strips_planes_u16.tif",
    "tiles_u16.tif",
    "tiles_predicted_u8.tif",
    "tiles_lzw_u16.tif",
    "tiles_zstd_u16.tif",
    "tiles_packbits_u16.tif",
    "tiles_big_endian_f32.tif",
    "strips_predicted_f64.tif",
    "overviews.tif",
    "names_nodata.tif",
    "jpeg_gray.tif",
    "jpeg_ycbcr.tif",
    "point.tif",
];

#[test]
fn every_truncation_is_an_error_or_whole() {
    let folder = tempfile::tempdir().unwrap();
    let cut = folder.path().join("cut.tif");
    for name in ["tiles_predicted_u8.tif", "strips_u8.tif", "point.tif", "jpeg_gray.tif"] {
        let bytes = std::fs::read(path(name)).unwrap();
        let mut failed = 0;
        for length in 0..bytes.len() {
            std::fs::write(&cut, &bytes[..length]).unwrap();
            if let Err(error) = read(&cut) {
                failed += 1;
                assert!(error.to_string().contains("cut.tif`"), "{error}");
            }
        }
        // What lies behind the last pixel may be left out.
        assert!(failed * 10 > bytes.len() * 9, "{name}: {failed} of {}", bytes.len());
    }
}

#[test]
fn a_truncated_file_names_the_chunk() {
    let folder = tempfile::tempdir().unwrap();
    let cut = folder.path().join("cut.tif");
    let bytes = std::fs::read(path("strips_u8.tif")).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() - 100]).unwrap();
    let error = read(&cut).unwrap_err();
    assert!(matches!(&error, RasterError::Chunk { chunk, .. } if chunk == "strip 4"), "{error}");
    let error = error.to_string();
    assert!(error.contains("cut.tif`, strip 4: it is 189 bytes from byte"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn changed_bytes_do_not_panic(
        name in prop::sample::select(&FILES[..]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        early in any::<bool>(),
    ) {
        let mut bytes = std::fs::read(path(name)).unwrap();
        for (place, value) in changes {
            // Half of them within the first directory, where most is read.
            let end = if early { bytes.len().min(400) } else { bytes.len() };
            bytes[place.index(end)] = value;
        }
        let folder = tempfile::tempdir().unwrap();
        let changed = folder.path().join("changed.tif");
        std::fs::write(&changed, bytes).unwrap();
        let _either = read(&changed);
    }

    #[test]
    fn changed_headers_do_not_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut header = std::fs::read(path("envi_bip.hdr")).unwrap();
        for (place, value) in changes {
            let place = place.index(header.len());
            header[place] = value;
        }
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(path("envi_bip.img"), folder.path().join("a.img")).unwrap();
        for length in [header.len(), cut.index(header.len())] {
            std::fs::write(folder.path().join("a.hdr"), &header[..length]).unwrap();
            let _either = read(&folder.path().join("a.img"));
        }
    }
}
