//! Folders of images: what is read, and what is refused with the file and what was expected.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use image::{GrayImage, ImageBuffer, Luma, RgbImage};
use neuron_vision::datasets::{OpenOptions, Pixels, image_folder, open};
use neuron_vision::image_io::{Stored, read};
use std::fs;
use std::path::Path;
use tiff::encoder::TiffEncoder;
use tiff::encoder::colortype::{Gray8, Gray32Float, RGB16};
use tiff::tags::Tag;

/// Five grey pictures of 4×4 pixels for each of two classes.
fn grey(root: &Path) {
    for class in ["forest", "water"] {
        fs::create_dir_all(root.join(class)).unwrap();
        for i in 0..5u8 {
            let picture = GrayImage::from_fn(4, 4, |x, y| Luma([10 * i + (4 * y + x) as u8]));
            picture.save(root.join(class).join(format!("{i}.png"))).unwrap();
        }
    }
}

fn refused(root: &Path) -> String {
    image_folder(root, None, 0).unwrap_err().to_string()
}

#[test]
fn a_folder_is_read_and_split_by_class() {
    let root = tempfile::tempdir().unwrap();
    grey(root.path());
    let data = open(root.path().to_str().unwrap(), &OpenOptions::default()).unwrap();
    assert_eq!(data.set.classes, ["forest", "water"]);
    assert_eq!((data.train.len(), data.test.len()), (8, 2));
    assert!(matches!(data.set.pixels, Pixels::U8(_)));
    assert_eq!(data.set.image(1)[..5], [10.0, 11.0, 12.0, 13.0, 14.0]);
}

#[test]
fn resizing_takes_means() {
    let root = tempfile::tempdir().unwrap();
    grey(root.path());
    let data = image_folder(root.path(), Some(2), 0).unwrap();
    // 0 1 4 5 | 2 3 6 7 | 8 9 12 13 | 10 11 14 15: means 2.5, 4.5, 10.5, 12.5, rounded away from 0.
    assert_eq!(data.set.image(0), [3.0, 5.0, 11.0, 13.0]);
}

#[test]
fn what_is_not_alike_is_refused() {
    let root = tempfile::tempdir().unwrap();
    grey(root.path());
    let odd = root.path().join("water/odd.png");
    GrayImage::new(5, 4).save(&odd).unwrap();
    let error = refused(root.path());
    assert!(
        error.contains("odd.png") && error.contains("5×4") && error.contains("--resize N"),
        "{error}"
    );
    RgbImage::new(4, 4).save(&odd).unwrap();
    let error = refused(root.path());
    assert!(error.contains("has 3 bands, expected 1"), "{error}");
    ImageBuffer::<Luma<u16>, Vec<u16>>::new(4, 4).save(&odd).unwrap();
    let error = refused(root.path());
    assert!(error.contains("stores u16, expected u8"), "{error}");
}

#[test]
fn what_is_no_image_is_refused() {
    let root = tempfile::tempdir().unwrap();
    grey(root.path());
    let odd = root.path().join("water/odd.png");
    for (bytes, expected) in [
        (&b""[..], "is empty, expected PNG, JPEG or TIFF"),
        (b"hello, world", "is no image, expected PNG, JPEG or TIFF"),
        (b"II*\0\x08\0\0\0", "cannot be decoded"),
        (b"MM\0*\0\0\0\x08\0\0", "cannot be decoded"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", "cannot be decoded"),
    ] {
        fs::write(&odd, bytes).unwrap();
        let error = refused(root.path());
        assert!(error.contains("odd.png") && error.contains(expected), "{error}");
    }
    let whole = fs::read(root.path().join("water/0.png")).unwrap();
    for length in 1..whole.len() - 12 {
        fs::write(&odd, &whole[..length]).unwrap();
        assert!(refused(root.path()).contains("odd.png"), "{length} bytes");
    }
}

#[test]
fn images_without_end_are_not_decoded() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("vast.png");
    GrayImage::new(1, 1).save(&file).unwrap();
    let mut bytes = fs::read(&file).unwrap();
    // Width and height of the header, and its checksum (zlib.crc32 of Python).
    bytes[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    bytes[29..33].copy_from_slice(&0xa5b9_2a9e_u32.to_be_bytes());
    fs::write(&file, bytes).unwrap();
    let error = read(&file).unwrap_err().to_string();
    assert!(error.contains("vast.png") && error.contains("limit"), "{error}");
}

#[test]
fn classes_are_checked() {
    let root = tempfile::tempdir().unwrap();
    let error = refused(root.path());
    assert!(error.contains("a subfolder a class"), "{error}");
    grey(&root.path().join("train"));
    grey(&root.path().join("test"));
    let data = image_folder(root.path(), None, 0).unwrap();
    assert_eq!((data.train.len(), data.test.len()), (10, 10));
    let new = root.path().join("test/sand");
    fs::create_dir(&new).unwrap();
    let error = refused(root.path());
    assert!(error.contains("sand") && error.contains("without an image"), "{error}");
    GrayImage::new(4, 4).save(new.join("a.png")).unwrap();
    let error = refused(root.path());
    assert!(
        error.contains("a.png") && error.contains("`sand`, which `train` does not have"),
        "{error}"
    );
}

#[test]
fn tiff_is_told_by_its_content_and_read_in_its_type() {
    let root = tempfile::tempdir().unwrap();
    // Named .jp2, as some archives of Sentinel-2 have it.
    let file = root.path().join("scene.jp2");
    let mut encoder = TiffEncoder::new(fs::File::create(&file).unwrap()).unwrap();
    encoder.write_image::<RGB16>(2, 1, &[1, 2, 3, 40_001, 40_002, 40_003]).unwrap();
    let scene = read(&file).unwrap();
    assert_eq!((scene.bands, scene.height, scene.width, scene.stored), (3, 1, 2, Stored::U16));
    assert_eq!(scene.values, [1.0, 40_001.0, 2.0, 40_002.0, 3.0, 40_003.0]);

    let mut encoder = TiffEncoder::new(fs::File::create(&file).unwrap()).unwrap();
    encoder.write_image::<Gray32Float>(2, 1, &[-0.25, f32::NAN]).unwrap();
    let scene = read(&file).unwrap();
    assert_eq!((scene.stored, scene.values[0]), (Stored::F32, -0.25));
    assert!(scene.values[1].is_nan());

    let mut encoder = TiffEncoder::new(fs::File::create(&file).unwrap()).unwrap();
    let mut image = encoder.new_image::<Gray8>(2, 1).unwrap();
    image.encoder().write_tag(Tag::GdalNodata, "255").unwrap();
    image.write_data(&[7, 255]).unwrap();
    let scene = read(&file).unwrap();
    assert_eq!((scene.stored, scene.values[0]), (Stored::F32, 7.0));
    assert!(scene.values[1].is_nan());
}

#[test]
fn tiff_that_is_stored_plane_by_plane_is_read() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("planar.tif");
    let mut encoder = TiffEncoder::new(fs::File::create(&file).unwrap()).unwrap();
    let mut directory = encoder.image_directory().unwrap();
    let offsets: Vec<u32> = [[1u8, 2], [3, 4], [5, 6], [7, 8]]
        .iter()
        .map(|plane| directory.write_data(plane.as_slice()).unwrap() as u32)
        .collect();
    directory.write_tag(Tag::ImageWidth, 2u32).unwrap();
    directory.write_tag(Tag::ImageLength, 1u32).unwrap();
    directory.write_tag(Tag::BitsPerSample, [8u16; 4].as_slice()).unwrap();
    directory.write_tag(Tag::Compression, 1u16).unwrap();
    directory.write_tag(Tag::PhotometricInterpretation, 1u16).unwrap();
    directory.write_tag(Tag::StripOffsets, offsets.as_slice()).unwrap();
    directory.write_tag(Tag::SamplesPerPixel, 4u16).unwrap();
    directory.write_tag(Tag::RowsPerStrip, 1u32).unwrap();
    directory.write_tag(Tag::StripByteCounts, [2u32; 4].as_slice()).unwrap();
    directory.write_tag(Tag::PlanarConfiguration, 2u16).unwrap();
    directory.finish().unwrap();
    let scene = read(&file).unwrap();
    assert_eq!((scene.bands, scene.height, scene.width), (4, 1, 2));
    assert_eq!(scene.values, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
}
