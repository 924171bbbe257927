//! Where GeoTIFFs lie, what their bands are called, and what stands for a missing value.

use crate::fixture::{PLACE, opened, path};
use neuron_raster::georeference::CrsKind;
use neuron_raster::geotiff::GeoTiff;
use neuron_raster::{Limits, Window, open};

fn tiff(name: &str) -> GeoTiff {
    GeoTiff::open(&path(name), Limits::default()).unwrap()
}

#[test]
fn a_projected_place_is_read_and_maps_both_ways() {
    let file = tiff("strips_u8.tif");
    let place = file.georeference().unwrap();
    assert_eq!(place.transform, PLACE);
    let crs = place.crs.as_ref().unwrap();
    assert_eq!((crs.kind, crs.epsg), (CrsKind::Projected, Some(32618)));
    assert_eq!(place.to_map(0.5, 0.5), (499985.0, 4499995.0));
    assert_eq!(place.to_pixel(500030.0, 4499970.0), Some((5.0, 3.0)));
    let window = opened("strips_u8.tif").read(Window::new(5, 3, 2, 2), &[0]).unwrap();
    assert_eq!(window.georeference().unwrap().to_map(0.0, 0.0), (500030.0, 4499970.0));
}

#[test]
fn a_geographic_place_and_nan_as_nodata_are_read() {
    let file = tiff("geographic.tif");
    let place = file.georeference().unwrap();
    let crs = place.crs.as_ref().unwrap();
    assert_eq!((crs.kind, crs.epsg), (CrsKind::Geographic, Some(4326)));
    assert_eq!(place.transform, [-10.5, 0.25, 0.0, 51.0, 0.0, -0.25]);
    assert!(file.nodata().unwrap().is_nan());
}

#[test]
fn a_turned_image_has_its_whole_transform() {
    let file = tiff("rotated.tif");
    let place = file.georeference().unwrap();
    assert_eq!(place.transform, [1000.0, 8.0, 6.0, 2000.0, 6.0, -8.0]);
    let (x, y) = place.to_map(7.0, 3.0);
    let (column, row) = place.to_pixel(x, y).unwrap();
    assert!((column - 7.0).abs() < 1e-9 && (row - 3.0).abs() < 1e-9);
}

/// `make.py` asserts that GDAL has the same transform of this file.
#[test]
fn pixels_that_are_points_are_moved_by_half() {
    assert_eq!(tiff("point.tif").georeference().unwrap().transform, PLACE);
}

#[test]
fn names_and_nodata_are_gdals() {
    let file = tiff("names_nodata.tif");
    assert_eq!(file.band_names(), ["B2 <blue>", "B3 & green", "B8 près"]);
    assert_eq!(file.nodata(), Some(-9999.0));
    let picked = file.read(Window::whole(2, 2), &[2, 0]).unwrap();
    assert_eq!(picked.band_names(), ["B8 près", "B2 <blue>"]);
}

#[test]
fn the_content_counts_and_not_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let renamed = folder.path().join("B02.jp2");
    std::fs::copy(path("strips_u16.tif"), &renamed).unwrap();
    assert_eq!(open(&renamed, Limits::default()).unwrap().extent(), (21, 19, 3));
    let wrong = folder.path().join("text.tif");
    std::fs::write(&wrong, "no image").unwrap();
    let error = GeoTiff::open(&wrong, Limits::default()).unwrap_err().to_string();
    assert!(error.ends_with("text.tif` is not a TIFF: it starts with [6e, 6f, 20, 69]"), "{error}");
    assert!(open(&wrong, Limits::default()).is_err());
}
