//! Files that a model is to be applied to.

use super::folders::{MINE, two_classes};
use super::place::Place;
use image::{GrayImage, RgbImage};
use std::fs;

/// A folder with a run that was trained on colour pictures of 8×8 pixels.
fn place() -> Place {
    let place = Place::new();
    two_classes(&place.path().join("mine"), 12);
    let _trained = place.run(MINE).with_code(0);
    place
}

#[test]
fn files_that_are_not_there_or_no_pictures_of_the_kind() {
    let place = place();
    let refusal = |name: &str| place.refusal(&format!("predict --run first {name}"));
    insta::assert_snapshot!(refusal("gone.png"), @"error: `gone.png`: cannot be opened: No such file or directory (os error 2)");
    fs::write(place.path().join("text.png"), "not a picture").unwrap();
    insta::assert_snapshot!(refusal("text.png"), @"error: `text.png`: is no image, expected PNG, JPEG or TIFF");
    GrayImage::new(8, 8).save(place.path().join("grey.png")).unwrap();
    insta::assert_snapshot!(refusal("grey.png"), @"error: `grey.png`: 1 band, but the model was trained on 3 bands of 8×8 pixels");
    RgbImage::new(9, 8).save(place.path().join("wide.png")).unwrap();
    insta::assert_snapshot!(refusal("wide.png"), @"error: `wide.png`: 9×8 pixels, but the model was trained on 3 bands of 8×8 pixels");
    fs::create_dir(place.path().join("folder.png")).unwrap();
    insta::assert_snapshot!(refusal("folder.png"), @"error: `folder.png`: cannot be opened: Is a directory (os error 21)");
    // One that is wrong among others: nothing is predicted.
    let said = refusal("mine/field/000.png gone.png");
    assert!(said.contains("gone.png"), "{said}");
}

#[test]
fn a_line_a_file_in_the_order_given() {
    let place = place();
    let line = "predict --run first mine/water/003.png mine/field/001.png";
    let output = place.run(line).with_code(0);
    assert_eq!(output.stderr, "");
    let rows: Vec<Vec<&str>> =
        output.stdout.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!((rows[0][0], rows[1][0]), ("mine/water/003.png", "mine/field/001.png"));
    assert!(rows.iter().all(|row| ["field", "water"].contains(&row[1]) && row.len() == 3));
    let json = place.run(&format!("{line} --json")).with_code(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    for (said, row) in json["predictions"].as_array().unwrap().iter().zip(&rows) {
        assert_eq!((said["file"].as_str(), said["class"].as_str()), (Some(row[0]), Some(row[1])));
        let sum: f64 = (0..2).map(|class| said["classes"][class][1].as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-6, "{said}");
    }
}
