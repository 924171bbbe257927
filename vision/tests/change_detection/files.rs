//! Dates from files, with the place where they lie, and maps into files.

use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_vision::change_detection::files::{
    DateFile, MaskFormat, mask_picture, mask_raster, open,
};
use std::path::Path;

const HEADER: &str = "ENVI\nsamples = 3\nlines = 2\nbands = 2\n";

fn read(fields: &str, bytes: &[u8]) -> Result<DateFile, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scene.dat");
    std::fs::write(&file, bytes).unwrap();
    std::fs::write(folder.path().join("scene.hdr"), format!("{HEADER}{fields}")).unwrap();
    let place = format!("{}/", folder.path().display());
    open(&file).map_err(|error| error.to_string().replace(&place, ""))
}

#[test]
fn headers_say_where_an_image_lies() {
    let info = "data type = 1\nmap info = {UTM, 2.0, 3.0, 500060.0, 100.0, 30.0, 10.0, 51, North}\n\
                band names = {\n red, nir}\n";
    let found = read(info, &[0; 12]).unwrap();
    assert_eq!(found.transform().unwrap().at(1.0, 2.0), [500_090.0, 110.0]);
    assert_eq!(found.image.band_names, ["red", "nir"]);
    let turned = info.replace("North", "North, rotation=12.0");
    let turned = read(&turned, &[0; 12]).unwrap().transform().unwrap();
    assert!((turned.pixel_area() - 300.0).abs() < 1e-9);
    // The pixel that the file ties to the map stays where it is.
    let [x, y] = turned.at(2.0, 1.0);
    assert!((x - 500_060.0).abs() < 1e-6 && (y - 100.0).abs() < 1e-6, "{x} {y}");
}

#[test]
fn damaged_headers_are_refused() {
    let said = |fields: &str| read(fields, &[0; 12]).unwrap_err();
    assert!(said("data type = 6\n").contains('6'));
    assert!(said("data type = 2\n").contains("12"));
    assert!(said("").contains("data type"));
}

/// What is written of a map is read back where the dates lie.
#[test]
fn a_mask_lies_where_its_dates_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("change.tif");
    let place = GeoReference::north_up(Some(Crs::projected(32651)), 5e5, 3.5e6, (30.0, 30.0));
    let map = [Some(true), None, Some(false), Some(true), Some(false), Some(false)];
    let raster = mask_raster(&map, [2, 3], Some(place.clone())).unwrap();
    write(&file, &raster, &WriteOptions::default()).unwrap();
    let found = open(&file).unwrap();
    assert_eq!(found.transform().unwrap().at(1.0, 2.0), [500_060.0, 3_499_970.0]);
    let read = found.georeference.unwrap();
    assert!(read.same_crs(&place));
    assert_eq!((found.image.height, found.image.width), (2, 3));
    assert!(found.image.values[1].is_nan());
    assert_eq!(found.image.values[2..], [0.0, 1.0, 0.0, 0.0]);
}

#[test]
fn masks_have_the_format_of_their_name() {
    let of = |name: &str| MaskFormat::of(Path::new(name));
    assert_eq!(of("a.TIF"), Some(MaskFormat::Tiff));
    assert_eq!((of("a.png"), of("a.jpg"), of("tif")), (Some(MaskFormat::Png), None, None));
    let map = [Some(true), Some(false), None];
    assert!(mask_picture(&map, [2, 2]).is_err());
    let png = mask_picture(&map, [1, 3]).unwrap();
    let png = image::load_from_memory(&png).unwrap().into_luma8();
    assert_eq!(png.as_raw(), &[255, 0, 128]);
}

/// A BMP with a palette, as older collections keep their labels; not every file that begins with its letters is one.
#[test]
fn masks_with_a_palette_of_greys_have_one_band() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mask.bmp");
    let values: Vec<u8> = (0..12).map(|at| if at % 5 == 0 { 255 } else { 0 }).collect();
    image::GrayImage::from_vec(4, 3, values.clone()).unwrap().save(&file).unwrap();
    let read = open(&file).unwrap().image;
    let found = neuron_vision::change_detection::files::grey(read);
    assert_eq!((found.bands, found.height, found.width), (1, 3, 4));
    assert_eq!(found.values, values.iter().map(|&v| f32::from(v)).collect::<Vec<_>>());
    let mut colours = found.clone();
    colours.bands = 3;
    colours.values = (0..36).map(|at| at as f32).collect();
    assert_eq!(neuron_vision::change_detection::files::grey(colours.clone()), colours);

    let pixels = b"BM0123456789";
    let found = read_envi("data type = 1\n", pixels);
    assert_eq!(found.values[..2], [66.0, 77.0]);
}

fn read_envi(fields: &str, bytes: &[u8]) -> neuron_vision::image_io::Image {
    read(fields, bytes).unwrap().image
}
