//! Folders, sets and files that tests make.

use neuron_raster::georeference::GeoReference;
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::{Raster, Values};
use neuron_vision::datasets::Pixels;
use neuron_vision::segmentation::data::{Scene, SegmentationSet, UNKNOWN};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Writes a grey PNG of 8 bits.
pub(crate) fn grey(path: &Path, [height, width]: [usize; 2], value: impl Fn(usize, usize) -> u8) {
    let pixels = (0..height * width).map(|at| value(at / width, at % width)).collect();
    let (width, height) = (width as u32, height as u32);
    image::GrayImage::from_raw(width, height, pixels).unwrap().save(path).unwrap();
}

/// Writes a GeoTIFF of one band of f32 with a nodata of -9999, 10 m a pixel.
pub(crate) fn geotiff(
    path: &Path,
    [height, width]: [usize; 2],
    value: impl Fn(usize, usize) -> f32,
) -> GeoReference {
    let place = GeoReference::north_up(None, 500_000.0, 4_100_000.0, (10.0, 10.0));
    let values: Vec<f32> = (0..height * width).map(|at| value(at / width, at % width)).collect();
    let raster = Raster::new(width, height, vec![String::new()], Values::from(values)).unwrap();
    let raster = raster.with_georeference(Some(place.clone())).with_nodata(Some(-9999.0));
    write(path, &raster, &WriteOptions::default()).unwrap();
    place
}

/// An empty folder with `images` and `masks`.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["images", "masks"] {
        fs::create_dir(folder.path().join(part)).unwrap();
    }
    folder
}

/// A disk of class 1 that is brighter than its uneven ground, at another place in each image.
pub(crate) fn disk(number: usize, side: usize) -> impl Fn(usize, usize) -> (u8, bool) {
    let (y, x) = (side / 3 + number * 5 % (side / 3), side / 3 + number * 7 % (side / 3));
    let radius = side / 5 + number % 3;
    move |row, column| {
        let inside = row.abs_diff(y).pow(2) + column.abs_diff(x).pow(2) <= radius * radius;
        let ground = 40 + (row * 13 + column * 29 + row * column + number * 31) % 80;
        ((ground + if inside { 50 } else { 0 }) as u8, inside)
    }
}

/// A folder of images with disks, masks of 0 and 255.
pub(crate) fn disks(count: usize, side: usize) -> TempDir {
    let folder = folder();
    for number in 0..count {
        let disk = disk(number, side);
        let name = format!("disk {number}.png");
        grey(&folder.path().join("images").join(&name), [side; 2], |row, column| {
            disk(row, column).0
        });
        grey(&folder.path().join("masks").join(&name), [side; 2], |row, column| {
            if disk(row, column).1 { 255 } else { 0 }
        });
    }
    folder
}

/// An image whose bands are each pixel's row and column, and whose classes follow from them: blocks of 4
/// pixels, with a hole of which nothing is known.
pub(crate) fn coordinates(height: usize, width: usize) -> SegmentationSet {
    let area = height * width;
    let mut values: Vec<f32> = (0..area).map(|at| (at / width) as f32).collect();
    values.extend((0..area).map(|at| (at % width) as f32));
    let labels = (0..area).map(|at| class_at(at / width, at % width)).collect();
    SegmentationSet {
        name: "coordinates".into(),
        synthetic: true,
        bands: vec!["row".into(), "column".into()],
        classes: vec!["a".into(), "b".into(), "c".into()],
        ids: vec![0, 1, 2],
        scenes: vec![Scene {
            own: None,
            name: "one".into(),
            height,
            width,
            pixels: Pixels::F32(values),
            labels,
        }],
    }
}

/// The class of a pixel of [`coordinates`].
pub(crate) fn class_at(row: usize, column: usize) -> u8 {
    if (20..24).contains(&row) && (12..20).contains(&column) {
        return UNKNOWN;
    }
    ((row / 4 + 2 * (column / 4)) % 3) as u8
}
