//! EuroSAT in its published layouts, on small files of the same kind.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use neuron_vision::datasets::{OpenOptions, eurosat, eurosat_ms, open};
use std::fs;
use std::path::Path;
use tiff::encoder::TiffEncoder;
use tiff::tags::Tag;

/// The folder of the class folders in the archive of the hub's torchgeo/eurosat.
const INNER: &str = "ds/images/remote_sensing/otherDatasets/sentinel_2/tif";

/// Writes a TIFF of `bands` bands of 2×2 pixels, pixel by pixel; value 1000 × band + pixel + `add`.
fn write_bands(path: &Path, bands: u16, add: u16, names: Option<&[&str]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut encoder = TiffEncoder::new(fs::File::create(path).unwrap()).unwrap();
    let mut directory = encoder.image_directory().unwrap();
    let values: Vec<u16> =
        (0..4).flat_map(|pixel| (0..bands).map(move |band| 1000 * band + pixel + add)).collect();
    let offset = directory.write_data(values.as_slice()).unwrap();
    directory.write_tag(Tag::ImageWidth, 2u32).unwrap();
    directory.write_tag(Tag::ImageLength, 2u32).unwrap();
    directory.write_tag(Tag::BitsPerSample, vec![16u16; bands.into()].as_slice()).unwrap();
    directory.write_tag(Tag::Compression, 1u16).unwrap();
    directory.write_tag(Tag::PhotometricInterpretation, 1u16).unwrap();
    directory.write_tag(Tag::StripOffsets, offset as u32).unwrap();
    directory.write_tag(Tag::SamplesPerPixel, bands).unwrap();
    directory.write_tag(Tag::RowsPerStrip, 2u32).unwrap();
    directory.write_tag(Tag::StripByteCounts, (values.len() * 2) as u32).unwrap();
    if let Some(names) = names {
        let items: String = names
            .iter()
            .enumerate()
            .map(|(i, n)| {
                format!("<Item name=\"DESCRIPTION\" sample=\"{i}\" role=\"description\">{n}</Item>")
            })
            .collect();
        let xml = format!("<GDALMetadata>{items}</GDALMetadata>");
        directory.write_tag(Tag::Unknown(42112), xml.as_str()).unwrap();
    }
    directory.finish().unwrap();
}

/// A folder with two classes of two images each, and the lists; `named`: bands named by the files.
fn layout(root: &Path, named: Option<&[&str]>) {
    for (class, add) in [("Forest", 0), ("River", 20)] {
        for i in 1..=2 {
            let file = root.join(INNER).join(class).join(format!("{class}_{i}.tif"));
            write_bands(&file, 3, add + i, named);
        }
    }
    fs::write(root.join("eurosat-train.txt"), "River_2.jpg\n").unwrap();
    fs::write(root.join("eurosat-val.txt"), "Forest_1.jpg\n").unwrap();
    fs::write(root.join("eurosat-test.txt"), "Forest_2.jpg\nRiver_1.jpg\n").unwrap();
}

#[test]
fn bands_are_named_by_the_files_and_parts_by_the_lists() {
    let root = tempfile::tempdir().unwrap();
    layout(root.path(), Some(&["B01", "B12", "B8A"]));
    let data = eurosat_ms(root.path(), None).unwrap();
    assert_eq!(data.set.bands, ["B01", "B12", "B8A"]);
    assert_eq!(data.set.classes, ["Forest", "River"]);
    assert_eq!((data.train, data.test), (vec![0, 1], vec![2, 3]));
    assert_eq!(data.set.labels, [1, 0, 0, 1]);
    // River_2: 1000 × band + pixel + 22.
    let expected = [22., 23., 24., 25., 1022., 1023., 1024., 1025., 2022., 2023., 2024., 2025.];
    assert_eq!(data.set.image(0), expected);
}

#[test]
fn bands_are_never_assumed() {
    let root = tempfile::tempdir().unwrap();
    layout(root.path(), None);
    let error = eurosat_ms(root.path(), None).unwrap_err().to_string();
    assert!(error.contains("bands.txt") && error.contains("expected 3 names"), "{error}");
    fs::write(root.path().join("bands.txt"), "B01\nB12\n").unwrap();
    let error = eurosat_ms(root.path(), None).unwrap_err().to_string();
    assert!(error.contains("has 2 names, expected 3"), "{error}");
    fs::write(root.path().join("bands.txt"), "B01\nB12\nB8A\n").unwrap();
    assert_eq!(eurosat_ms(root.path(), None).unwrap().set.bands, ["B01", "B12", "B8A"]);
}

#[test]
fn files_that_order_their_bands_differently_are_refused() {
    let root = tempfile::tempdir().unwrap();
    layout(root.path(), Some(&["B01", "B12", "B8A"]));
    let odd = root.path().join(INNER).join("River/River_1.tif");
    write_bands(&odd, 3, 0, Some(&["B01", "B8A", "B12"]));
    let error = eurosat_ms(root.path(), None).unwrap_err().to_string();
    assert!(error.contains("River_1.tif") && error.contains("`B01`, `B8A`, `B12`"), "{error}");
}

#[test]
fn lists_name_what_is_there_and_once() {
    let root = tempfile::tempdir().unwrap();
    layout(root.path(), Some(&["a", "b", "c"]));
    fs::write(root.path().join("eurosat-val.txt"), "Forest_1.jpg\nForest_7.jpg\n").unwrap();
    let error = eurosat_ms(root.path(), None).unwrap_err().to_string();
    assert!(
        error.contains("eurosat-val.txt") && error.contains("line 2 names `Forest_7`"),
        "{error}"
    );
    fs::write(root.path().join("eurosat-val.txt"), "River_2.jpg\n").unwrap();
    let error = eurosat_ms(root.path(), None).unwrap_err().to_string();
    assert!(error.contains("`eurosat-train.txt` has already"), "{error}");
    fs::remove_file(root.path().join("eurosat-val.txt")).unwrap();
    let error = eurosat_ms(root.path(), None).unwrap_err().to_string();
    assert!(error.contains("eurosat-val.txt") && error.contains("cannot be read"), "{error}");
}

#[test]
fn colours_without_lists_are_split_by_class() {
    let root = tempfile::tempdir().unwrap();
    for class in ["Forest", "River"] {
        let folder = root.path().join("2750").join(class);
        fs::create_dir_all(&folder).unwrap();
        for i in 0..5u8 {
            let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([40 * i, 90, 10]));
            picture.save(folder.join(format!("{class}_{i}.jpg"))).unwrap();
        }
    }
    let data = eurosat(root.path(), 3).unwrap();
    assert_eq!(data.set.bands, ["red", "green", "blue"]);
    assert_eq!((data.train.len(), data.test.len()), (8, 2));
    let options = OpenOptions { data_dir: Some(root.path().join("no")), ..OpenOptions::default() };
    let error = open("eurosat", &options).unwrap_err().to_string();
    assert!(error.contains("EuroSAT_RGB.zip") && error.contains("cargo xtask fetch"), "{error}");
}
