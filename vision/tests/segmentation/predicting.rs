//! Masks of files: in their place, in their folder, or not at all.

use crate::made::{disk, geotiff, grey};
use crate::training::network;
use neuron_raster::Limits;
use neuron_rt::Device;
use neuron_vision::tasks::{DOMAIN, ModelFile, PredictRequest, Predicted, TaskError};
use std::path::{Path, PathBuf};

fn predict(files: &[PathBuf], output: Option<&Path>) -> Result<Vec<Predicted>, TaskError> {
    let model = ModelFile::read(&DOMAIN, &network().1).unwrap();
    model.kind.predict(&model, &PredictRequest { files, output, device: &Device::Cpu })
}

#[test]
fn masks_lie_where_their_images_do() {
    let folder = tempfile::tempdir().unwrap();
    let truth = disk(4, 57);
    // A GeoTIFF by its content, whatever its name says.
    let image = folder.path().join("field.jpg");
    let place = geotiff(&folder.path().join("field.tif"), [57, 57], |row, column| {
        if row < 3 && column < 5 { -9999.0 } else { f32::from(truth(row, column).0) }
    });
    std::fs::rename(folder.path().join("field.tif"), &image).unwrap();
    let masks = folder.path().join("new").join("masks");
    let said = predict(std::slice::from_ref(&image), Some(&masks)).unwrap();
    let mask = masks.join("field.tif");
    assert_eq!(said[0].json["mask"], mask.to_str().unwrap());
    assert_eq!(said[0].json["missing"], 15);
    let file = neuron_raster::open(&mask, Limits::default()).unwrap().read_all().unwrap();
    assert_eq!(file.georeference().unwrap().transform, place.transform);
    // 255 is the disk, as in the masks that were learned from: what is missing is 128.
    assert_eq!(file.nodata(), Some(128.0));
    let found = file.band::<u8>(0).unwrap();
    let (mut both, mut either) = (0, 0);
    for row in 0..57 {
        for column in 0..57 {
            let value = found[row * 57 + column];
            assert_eq!(value == 128, row < 3 && column < 5);
            let (said, truth) = (value == 255, truth(row, column).1);
            assert!([0, 128, 255].contains(&value));
            both += usize::from(said && truth);
            either += usize::from(said || truth);
        }
    }
    assert!(both as f64 > 0.8 * either as f64, "{both} of {either}");
    assert_eq!(said[0].json["pixels"]["foreground"], found.iter().filter(|&&v| v == 255).count());
}

#[test]
fn pictures_have_png_masks_of_any_extent() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (number, extent) in [[20, 33], [70, 41]].into_iter().enumerate() {
        let file = folder.path().join(format!("{number}.png"));
        grey(&file, extent, |row, column| (60 + (row * 13 + column * 29) % 60) as u8);
        files.push(file);
    }
    let masks = folder.path().join("masks");
    let said = predict(&files, Some(&masks)).unwrap();
    assert_eq!(said.len(), 2);
    assert!(said[0].text.contains("background"), "{}", said[0].text);
    for (number, extent) in [[20, 33], [70, 41]].into_iter().enumerate() {
        let mask = image::open(masks.join(format!("{number}.png"))).unwrap().into_luma8();
        assert_eq!([mask.height() as usize, mask.width() as usize], extent);
        assert!(mask.pixels().all(|pixel| [0, 255].contains(&pixel.0[0])));
    }
}

#[test]
fn what_cannot_be_segmented_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let masks = folder.path().join("masks");
    let refused =
        |files: &[PathBuf], output: Option<&Path>| predict(files, output).unwrap_err().to_string();
    let good = folder.path().join("good.png");
    grey(&good, [32, 32], |row, _| row as u8);
    let error = refused(std::slice::from_ref(&good), None);
    assert_eq!(error, "`--output` is not given, expected a folder for the masks");
    let colour = folder.path().join("colour.png");
    image::RgbImage::new(32, 32).save(&colour).unwrap();
    let error = refused(&[good.clone(), colour], Some(&masks));
    assert!(
        error.ends_with("colour.png`: 3 bands, but the network was trained on 1 band"),
        "{error}"
    );
    let empty = folder.path().join("empty.tif");
    geotiff(&empty, [40, 40], |_, _| -9999.0);
    let error = refused(&[good.clone(), empty], Some(&masks));
    assert!(
        error.ends_with("empty.tif`: every pixel is missing: there is nothing to segment"),
        "{error}"
    );
    let text = folder.path().join("text.png");
    std::fs::write(&text, "no image").unwrap();
    let error = refused(&[good.clone(), text], Some(&masks));
    assert!(error.contains("text.png`: is no image, expected PNG, JPEG or TIFF"), "{error}");
    // A header that promises 60,000 × 60,000 pixels.
    let bomb = folder.path().join("bomb.tif");
    geotiff(&bomb, [16, 16], |_, _| 1.0);
    let mut bytes = std::fs::read(&bomb).unwrap();
    // Entries of the directory are tag, type (4: a number of 32 bits), count, value.
    for tag in [256_u16, 257] {
        let entry: Vec<u8> = [tag.to_le_bytes(), 4_u16.to_le_bytes()].concat();
        let at = bytes.windows(4).position(|window| window == entry).unwrap();
        bytes[at + 8..at + 12].copy_from_slice(&60_000_u32.to_le_bytes());
    }
    std::fs::write(&bomb, bytes).unwrap();
    let error = refused(&[good.clone(), bomb], Some(&masks));
    assert!(error.contains("bomb.tif`"), "{error}");
    let error = refused(std::slice::from_ref(&good), Some(folder.path()));
    assert!(error.contains("good.png`: is one of the images"), "{error}");
    let twin = folder.path().join("twin");
    std::fs::create_dir(&twin).unwrap();
    std::fs::copy(&good, twin.join("good.png")).unwrap();
    let error = refused(&[good, twin.join("good.png")], Some(&masks));
    assert!(error.contains("good.png`: two images have this name"), "{error}");
    let written = std::fs::read_dir(&masks).map_or(0, Iterator::count);
    assert_eq!(written, 0);
}

/// An image that is four times as bright is the same image where each is normalised by itself. It is wider
/// than what is held at once, so that its statistics come of parts.
#[test]
fn each_image_may_be_in_a_light_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let truth = disk(2, 60);
    let mut files = Vec::new();
    for (name, gain) in [("dark.tif", 1.0), ("bright.tif", 4.0)] {
        let file = folder.path().join(name);
        let value = |row, column| f32::from(truth(row, column % 60).0) * gain;
        geotiff(
            &file,
            [60, 1100],
            |row, column| if row + column < 9 { -9999.0 } else { value(row, column) },
        );
        files.push(file);
    }
    let mut model = ModelFile::read(&DOMAIN, &network().1).unwrap();
    let mut masks = |light: &str| {
        model.info["config"]["light"] = light.into();
        let output = folder.path().join(light);
        let request = PredictRequest { files: &files, output: Some(&output), device: &Device::Cpu };
        model.kind.predict(&model, &request).unwrap();
        ["dark.tif", "bright.tif"].map(|name| {
            let mask = neuron_raster::open(&output.join(name), Limits::default()).unwrap();
            mask.read_all().unwrap().band::<u8>(0).unwrap().to_vec()
        })
    };
    let [dark, bright] = masks("image");
    assert_eq!(dark, bright);
    assert!(dark.iter().filter(|&&value| value == 255).count() > 1000, "disks are found");
    let [dark, bright] = masks("training");
    assert_ne!(dark, bright);
}
