//! Folders of images and masks, in order and not.

use crate::made::{disks, folder, geotiff, grey};
use neuron_vision::segmentation::data::{SegmentationData, UNKNOWN, segmentation_folder};
use neuron_vision::segmentation::recipe;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn refused(folder: &Path) -> String {
    segmentation_folder(folder, 255).unwrap_err().to_string()
}

#[test]
fn images_of_any_extent_keep_their_natural_order() {
    let made = folder();
    for (number, side) in [(10, 12), (2, 20), (1, 16)] {
        let name = format!("{number}.png");
        grey(&made.path().join("images").join(&name), [side, 16], |row, _| row as u8);
        grey(&made.path().join("masks").join(&name), [side, 16], |row, _| (row % 2) as u8);
    }
    fs::write(made.path().join("images").join("1.png.aux.xml"), "<x/>").unwrap();
    let opened = segmentation_folder(made.path(), 255).unwrap();
    let names: Vec<(&str, usize)> =
        opened.set.scenes.iter().map(|s| (s.name.as_str(), s.height)).collect();
    assert_eq!(names, [("1.png", 16), ("2.png", 20), ("10.png", 12)]);
    assert_eq!((opened.train.len(), opened.test.len()), (3, 0));
    assert_eq!(opened.set.scenes[0].labels[15..33], {
        let mut expected = [1_u8; 18];
        expected[0] = 0;
        expected[17] = 0;
        expected
    });
}

#[test]
fn a_test_folder_is_what_is_reported_on() {
    let made = disks(5, 32);
    let test = made.path().join("test");
    for part in ["images", "masks"] {
        fs::create_dir_all(test.join(part)).unwrap();
        let name = "disk 4.png";
        fs::rename(made.path().join(part).join(name), test.join(part).join(name)).unwrap();
    }
    fs::write(made.path().join("classes.txt"), "ground\ndisk\n").unwrap();
    let mut config = recipe(made.path().to_str().unwrap());
    config.tile = 32;
    config.overlap = 0;
    let data = SegmentationData::open(&config).unwrap();
    assert_eq!(data.set.classes, ["ground", "disk"]);
    assert_eq!(data.test, [4]);
    let learned: BTreeSet<usize> = data.train.iter().chain(&data.validation).copied().collect();
    assert_eq!(learned.into_iter().collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert_eq!(data.validation.len(), 1);
}

/// Copies of an image are never on both sides, nor are tiles of one: splits are by image.
#[test]
fn copies_stay_together() {
    let made = disks(8, 32);
    for number in 0..4 {
        for part in ["images", "masks"] {
            let folder = made.path().join(part);
            let (from, to) = (format!("disk {number}.png"), format!("disk {}.png", number + 4));
            fs::copy(folder.join(from), folder.join(to)).unwrap();
        }
    }
    let mut config = recipe(made.path().to_str().unwrap());
    (config.tile, config.overlap, config.test_share, config.validation_share) = (32, 0, 0.3, 0.3);
    for seed in 0..6 {
        config.trainer.seed = seed;
        let data = SegmentationData::open(&config).unwrap();
        for part in [&data.train, &data.validation, &data.test] {
            assert!(!part.is_empty());
            assert!((0..4).all(|n| part.contains(&n) == part.contains(&(n + 4))), "{part:?}");
        }
    }
}

#[test]
fn missing_pixels_of_image_and_mask_are_unknown() {
    let made = folder();
    geotiff(&made.path().join("images").join("a.tif"), [16, 16], |row, column| {
        match (row, column) {
            (3, 4) => -9999.0,
            _ => row as f32,
        }
    });
    geotiff(&made.path().join("masks").join("a.tif"), [16, 16], |row, column| {
        match (row, column) {
            (5, 6) => -9999.0,
            (7, 8) => 255.0,
            _ => (column % 2) as f32,
        }
    });
    let opened = segmentation_folder(made.path(), 255).unwrap();
    let unknown: Vec<usize> =
        (0..256).filter(|&at| opened.set.scenes[0].labels[at] == UNKNOWN).collect();
    assert_eq!(unknown, [3 * 16 + 4, 5 * 16 + 6, 7 * 16 + 8]);
    assert_eq!(opened.set.class_pixels(&[0]).iter().sum::<u64>(), 253);
    assert_eq!(opened.set.statistics(&[0]).missing, 1);
}

/// Masks of PASCAL VOC are PNG files with a palette: the index is the class, whatever its colour.
#[test]
fn of_a_palette_the_index_counts() {
    let made = folder();
    grey(&made.path().join("images").join("a.png"), [3, 5], |row, column| (row * column) as u8);
    let file = fs::File::create(made.path().join("masks").join("a.png")).unwrap();
    let mut encoder = png::Encoder::new(file, 5, 3);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Two);
    encoder.set_palette(vec![0, 0, 0, 128, 0, 0, 0, 128, 0, 9, 9, 9]);
    let mut writer = encoder.write_header().unwrap();
    // 2 bits a pixel, rows filled up to bytes: 0 1 2 0 1 | 2 2 2 2 2 | 0 0 1 1 0.
    writer
        .write_image_data(&[0b00_01_10_00, 0b01_000000, 0xAA, 0b10_000000, 0b00_00_01_01, 0])
        .unwrap();
    writer.finish().unwrap();
    let opened = segmentation_folder(made.path(), 255).unwrap();
    assert_eq!(opened.set.scenes[0].labels, [0, 1, 2, 0, 1, 2, 2, 2, 2, 2, 0, 0, 1, 1, 0]);
}

#[test]
fn what_does_not_fit_is_told_with_its_file() {
    let made = disks(3, 32);
    let (images, masks) = (made.path().join("images"), made.path().join("masks"));
    let mask = masks.join("disk 1.png");
    grey(&mask, [32, 31], |_, _| 0);
    let error = refused(made.path());
    assert!(
        error.contains("disk 1.png`: is 31×32 pixels, expected 32×32, as of its image"),
        "{error}"
    );
    fs::remove_file(&mask).unwrap();
    let error = refused(made.path());
    assert!(error.contains("images/disk 1.png`: has no mask, expected"), "{error}");
    grey(&mask, [32, 32], |row, _| if row > 9 { 255 } else { 0 });
    grey(&masks.join("left over.png"), [32, 32], |_, _| 0);
    let error = refused(made.path());
    assert!(error.contains("masks/left over.png`: has no image, expected"), "{error}");
    fs::remove_file(masks.join("left over.png")).unwrap();
    grey(&images.join("disk 1.tif.png"), [32, 32], |_, _| 0);
    fs::rename(images.join("disk 1.tif.png"), images.join("disk 1.jpg")).unwrap();
    let error = refused(made.path());
    assert!(error.contains("has the name of"), "{error}");
    fs::remove_file(images.join("disk 1.jpg")).unwrap();
    image::RgbImage::new(32, 32).save(images.join("disk 1.png")).unwrap();
    let error = refused(made.path());
    assert!(error.contains("disk 1.png`: has 3 bands, expected 1, as `"), "{error}");
    fs::remove_dir_all(&images).unwrap();
    let error = refused(made.path());
    assert!(
        error.contains("expected a folder with the subfolders `images` and `masks`"),
        "{error}"
    );
}

#[test]
fn a_mask_of_another_place_is_refused() {
    let made = folder();
    let (image, mask) = (made.path().join("images/a.tif"), made.path().join("masks/a.tif"));
    geotiff(&image, [16, 16], |row, _| row as f32);
    geotiff(&mask, [16, 16], |row, _| (row % 2) as f32);
    assert!(segmentation_folder(made.path(), 255).is_ok());
    let file = neuron_raster::open(&mask, Default::default()).unwrap().read_all().unwrap();
    let mut place = file.georeference().unwrap().clone();
    place.transform[0] += 25.0;
    let moved = file.with_georeference(Some(place));
    neuron_raster::geotiff::write(&mask, &moved, &Default::default()).unwrap();
    let error = refused(made.path());
    assert!(
        error.contains("masks/a.tif`: has a corner 2.5 pixels from that of its image"),
        "{error}"
    );
}

#[test]
fn masks_that_hold_no_ids_are_refused() {
    let made = disks(2, 32);
    let mask = made.path().join("masks").join("disk 1.png");
    image::RgbImage::new(32, 32).save(&mask).unwrap();
    let error = refused(made.path());
    assert!(error.contains("is a mask of 3 bands, expected one that holds class ids"), "{error}");
    image::GrayImage::new(32, 32).save_with_format(&mask, image::ImageFormat::Jpeg).unwrap();
    let error = refused(made.path());
    assert!(error.contains("is a mask in JPEG, whose compression changes class ids"), "{error}");
    fs::remove_file(&mask).unwrap();
    geotiff(&mask, [32, 32], |row, _| row as f32 / 2.0);
    let error = refused(made.path());
    assert!(error.contains("holds 0.5, expected whole class ids from 0 to 255"), "{error}");
    geotiff(&mask, [32, 32], |row, _| if row > 3 { 2.0 } else { 0.0 });
    let error = refused(made.path());
    assert!(error.contains("hold the class ids 0, 2, with no pixel of 1"), "{error}");
}

#[test]
fn images_without_a_labelled_pixel_are_left_out_and_told() {
    let made = disks(3, 32);
    let masks = made.path().join("masks");
    let ids =
        |unknown: bool| move |row: usize, _: usize| if unknown { 255 } else { (row % 2) as u8 };
    for number in 0..3 {
        grey(&masks.join(format!("disk {number}.png")), [32; 2], ids(number == 1));
    }
    let opened = segmentation_folder(made.path(), 255).unwrap();
    assert_eq!(opened.set.scenes.len(), 2);
    assert!(
        opened.notices[0].contains("disk 1.png` has no labelled pixel"),
        "{:?}",
        opened.notices
    );
    // With classes named, nothing of them is left where all is unknown.
    for number in 0..3 {
        grey(&masks.join(format!("disk {number}.png")), [32; 2], ids(true));
    }
    fs::write(made.path().join("classes.txt"), "a\nb\nc\n").unwrap();
    let error = refused(made.path());
    assert!(
        error.contains("no image to learn from has a pixel with both a value and a label"),
        "{error}"
    );
}

#[test]
fn too_few_images_to_be_parted_are_refused() {
    let made = disks(1, 32);
    let mut config = recipe(made.path().to_str().unwrap());
    (config.tile, config.overlap) = (32, 0);
    let error = SegmentationData::open(&config).unwrap_err().to_string();
    assert!(error.contains("1 images that differ cannot be parted"), "{error}");
}
