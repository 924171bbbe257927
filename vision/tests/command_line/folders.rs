//! A folder of images as a dataset.

use super::place::Place;
use image::{GrayImage, ImageFormat, Luma, Rgb, RgbImage};
use std::fs;
use std::path::Path;

/// Two classes that are told apart by their colour, `count` pictures of 8×8 pixels in each.
pub(crate) fn two_classes(folder: &Path, count: u32) {
    for (class, base) in [("field", 40), ("water", 160)] {
        fs::create_dir_all(folder.join(class)).unwrap();
        for number in 0..count {
            let path = folder.join(class).join(format!("{number:03}.png"));
            let picture = RgbImage::from_fn(8, 8, |x, y| {
                let shade = (base + 5 * x + 3 * y + number) as u8;
                Rgb([shade, 255 - shade, shade / 2])
            });
            picture.save_with_format(path, ImageFormat::Png).unwrap();
        }
    }
}

/// A training on the folder `mine`.
pub(crate) const MINE: &str = "train --dataset mine --epochs 1 --batch-size 8 --model cnn \
    --set model.channels=[4] --set test_time_views=false --device cpu --quiet --name first";

#[test]
fn an_empty_class_folder() {
    let place = Place::new();
    two_classes(&place.path().join("mine"), 4);
    fs::create_dir(place.path().join("mine/cloud")).unwrap();
    insta::assert_snapshot!(place.refusal(MINE), @"error: dataset `mine`: `mine/cloud`: class without an image: expected `.png`, `.jpg`, `.jpeg`, `.tif`, `.tiff`");
    assert!(!place.path().join("runs").exists(), "nothing is begun");
}

#[test]
fn an_unreadable_picture() {
    let place = Place::new();
    two_classes(&place.path().join("mine"), 4);
    fs::write(place.path().join("mine/field/100.png"), "not a picture").unwrap();
    insta::assert_snapshot!(place.refusal(MINE), @"error: `mine/field/100.png`: is no image, expected PNG, JPEG or TIFF");
}

#[test]
fn mixed_sizes() {
    let place = Place::new();
    two_classes(&place.path().join("mine"), 4);
    RgbImage::new(9, 8).save(place.path().join("mine/water/100.png")).unwrap();
    insta::assert_snapshot!(place.refusal(MINE), @"error: `mine/water/100.png`: is 9×8 pixels (bring all to one size with `--resize N`), expected 8×8, as `mine/field/000.png`");
}

#[test]
fn a_dataset_that_is_no_longer_what_the_model_was_trained_on() {
    let place = Place::new();
    let mine = place.path().join("mine");
    two_classes(&mine, 12);
    let _trained = place.run(MINE).with_code(0);
    let _measured = place.run("eval --run first").with_code(0);

    fs::rename(mine.join("water"), mine.join("lake")).unwrap();
    insta::assert_snapshot!(place.refusal("eval --run first"), @"error: `mine`: 3 bands (red, green, blue) of 8×8 pixels and the classes field, lake, but the model was trained on 3 bands (red, green, blue) of 8×8 pixels and the classes field, water");
    fs::rename(mine.join("lake"), mine.join("water")).unwrap();

    for class in ["field", "water"] {
        for entry in fs::read_dir(mine.join(class)).unwrap() {
            let grey = GrayImage::from_pixel(8, 8, Luma([7]));
            grey.save_with_format(entry.unwrap().path(), ImageFormat::Png).unwrap();
        }
    }
    insta::assert_snapshot!(place.refusal("eval --run first"), @"error: `mine`: 1 band (band 1) of 8×8 pixels and the classes field, water, but the model was trained on 3 bands (red, green, blue) of 8×8 pixels and the classes field, water");
    insta::assert_snapshot!(place.refusal("report --run first"), @"error: `mine`: 1 band (band 1) of 8×8 pixels and the classes field, water, but the model was trained on 3 bands (red, green, blue) of 8×8 pixels and the classes field, water");
}
