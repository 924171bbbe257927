//! Files that declare more than they have, or more than memory should give.

use crate::fixture::path;
use neuron_raster::envi::Envi;
use neuron_raster::geotiff::GeoTiff;
use neuron_raster::{Limits, RasterError, Window};
use std::path::PathBuf;
use tempfile::TempDir;

/// A TIFF of tags (number, type, value), whose lists all lie at byte 8 and are zeros.
fn tiff(tags: &[(u16, u16, u32, u32)], zeros: usize) -> (TempDir, PathBuf) {
    let mut bytes = b"II*\0".to_vec();
    bytes.extend((8 + zeros as u32).to_le_bytes());
    bytes.resize(8 + zeros, 0);
    bytes.extend((tags.len() as u16).to_le_bytes());
    for (tag, kind, count, value) in tags {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.tif");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// One strip of 60,000 × 60,000 bytes, deflated to so many.
fn bomb(stored: u32) -> (TempDir, PathBuf) {
    let tags = [
        (256, 4, 1, 60_000),
        (257, 4, 1, 60_000),
        (258, 3, 1, 8),
        (259, 3, 1, 8),
        (273, 4, 1, 8),
        (279, 4, 1, stored),
    ];
    tiff(&tags, stored as usize)
}

#[test]
fn a_bomb_stops_at_the_limit() {
    let (_folder, path) = bomb(1000);
    let file = GeoTiff::open(&path, Limits::default()).unwrap();
    let error = file.read(Window::whole(60_000, 60_000), &[0]).unwrap_err().to_string();
    assert!(
        error.ends_with(
            "a window of 60000×60000 pixels at column 0, row 0 of 1 bands of u8 would take \
             3600000000 bytes, at most 2147483648 are allowed; read a smaller window or raise \
             the limit"
        ),
        "{error}"
    );
    // A small window at the bottom of the strip needs all of it.
    let error = file.read(Window::new(0, 59_999, 1, 1), &[0]).unwrap_err();
    assert!(matches!(error, RasterError::TooLarge { needed: 3_600_000_000, .. }), "{error}");
    // One at the top only its first rows, which so few bytes cannot hold.
    let error = file.read(Window::new(0, 99, 1, 1), &[0]).unwrap_err().to_string();
    assert!(
        error.ends_with("strip 0: it is 1000 bytes, too few for 6000000 bytes of pixels"),
        "{error}"
    );
}

#[test]
fn the_limit_is_the_callers() {
    let limits = Limits { pixel_bytes: 300, ..Limits::default() };
    let file = GeoTiff::open(&path("strips_u8.tif"), limits).unwrap();
    assert!(file.read(Window::new(0, 0, 5, 4), &[0]).is_ok());
    assert!(matches!(
        file.read(Window::whole(21, 19), &[0]),
        Err(RasterError::TooLarge { needed: 399, limit: 300, .. })
    ));
    let file = Envi::open(&path("envi_bip.img"), limits).unwrap();
    assert!(matches!(
        file.read(Window::whole(21, 19), &[0]),
        Err(RasterError::TooLarge { needed: 798, limit: 300, .. })
    ));
    let limits = Limits { metadata_bytes: 40, ..Limits::default() };
    for name in ["strips_u8.tif", "envi_bip.img"] {
        let error = neuron_raster::open(&path(name), limits).unwrap_err();
        assert!(matches!(error, RasterError::TooLarge { .. }), "{name}: {error}");
    }
}

#[test]
fn lists_that_do_not_fit_the_extent_are_refused() {
    let mut tags = vec![(256, 4, 1, 60_000), (257, 4, 1, 60_000), (258, 3, 1, 8)];
    tags.extend([(278, 4, 1, 1), (273, 4, 2, 8), (279, 4, 2, 8)]);
    let (_folder, path) = tiff(&tags, 16);
    let error = GeoTiff::open(&path, Limits::default()).unwrap_err().to_string();
    assert!(error.ends_with("is damaged: it has offsets of 2 strips, expected 60000"), "{error}");
    // As many as there have to be, but not in the file.
    tags[4].2 = 60_000;
    let (_folder, path) = tiff(&tags, 16);
    let error = GeoTiff::open(&path, Limits::default()).unwrap_err().to_string();
    assert!(error.contains("tag 273 is 240000 bytes from byte 8 on"), "{error}");
}

#[test]
fn directories_in_a_circle_end() {
    let bytes = std::fs::read(path("overviews.tif")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let circle = folder.path().join("circle.tif");
    // The link of the first directory leads back to it.
    let first = u32::from_le_bytes(bytes[4..8].try_into().unwrap()) as usize;
    let count = usize::from(u16::from_le_bytes(bytes[first..first + 2].try_into().unwrap()));
    let link = first + 2 + count * 12;
    let mut bytes = bytes;
    bytes[link..link + 4].copy_from_slice(&(first as u32).to_le_bytes());
    std::fs::write(&circle, bytes).unwrap();
    let error = GeoTiff::open(&circle, Limits::default()).unwrap_err().to_string();
    assert!(error.contains("is damaged: two directories are followed by that at"), "{error}");
}
