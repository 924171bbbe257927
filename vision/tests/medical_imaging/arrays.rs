//! Labelled images as MedMNIST stores them, and in folders: what is read, and what is refused.

use image::GrayImage;
use neuron_vision::datasets::{DatasetError, OpenOptions, Parted, Pixels, med_mnist, medical};
use neuron_vision::medical_imaging::classification::{MedicalData, recipe};
use neuron_vision::tasks::DataOptions;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// An array of bytes as numpy writes it.
fn npy(shape: &[usize], data: &[u8]) -> Vec<u8> {
    let sizes: String = shape.iter().map(|size| format!("{size}, ")).collect();
    let header = format!("{{'descr': '|u1', 'fortran_order': False, 'shape': ({sizes}), }}\n");
    let length = u16::try_from(header.len()).unwrap().to_le_bytes();
    [b"\x93NUMPY\x01\x00", &length[..], header.as_bytes(), data].concat()
}

type Arrays = Vec<(&'static str, Vec<usize>, Vec<u8>)>;

fn write(path: &Path, arrays: &Arrays) {
    let mut zip = zip::ZipWriter::new(File::create(path).unwrap());
    for (name, shape, data) in arrays {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(format!("{name}.npy"), options).unwrap();
        zip.write_all(&npy(shape, data)).unwrap();
    }
    zip.finish().unwrap();
}

/// Six, four and four images of 2×3 pixels in two classes.
fn grey() -> Arrays {
    let part = |images, labels, count: usize, first: u8| {
        let pixels = (0..count as u8 * 6).map(|i| first + i).collect();
        let truth = (0..count as u8).map(|i| i % 2).collect();
        [(images, vec![count, 2, 3], pixels), (labels, vec![count, 1], truth)]
    };
    [
        part("train_images", "train_labels", 6, 0),
        part("val_images", "val_labels", 4, 100),
        part("test_images", "test_labels", 4, 200),
    ]
    .concat()
}

fn opened(arrays: &Arrays) -> Result<Parted, DatasetError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chests.npz");
    write(&path, arrays);
    medical(path.to_str().unwrap(), &OpenOptions::default())
}

#[test]
fn parts_are_those_of_the_publisher() {
    let data = opened(&grey()).unwrap();
    assert_eq!((data.train.len(), data.validation.len(), data.test.len()), (6, 4, 4));
    assert_eq!((data.set.name.as_str(), data.set.synthetic), ("chests", false));
    assert_eq!(data.set.classes, ["class 0", "class 1"]);
    assert_eq!(
        (data.set.bands.as_slice(), data.set.height, data.set.width),
        (&["grey".to_owned()][..], 2, 3)
    );
    assert_eq!(data.set.image(data.validation[0]), [100.0, 101.0, 102.0, 103.0, 104.0, 105.0]);
    assert_eq!(data.set.image(data.test[1])[0], 206.0);
    assert_eq!(data.set.labels[data.test[1]], 1);
}

#[test]
fn colours_become_bands() {
    let mut arrays = grey();
    for (name, shape, data) in &mut arrays {
        if name.ends_with("images") {
            // Each value thrice, changed by the band.
            *data = data.iter().flat_map(|&v| [v, v / 2, v / 4]).collect();
            shape.push(3);
        }
    }
    let data = opened(&arrays).unwrap();
    assert_eq!(data.set.bands, ["red", "green", "blue"]);
    let image = data.set.image(data.validation[0]);
    assert_eq!(image[..6], [100.0, 101.0, 102.0, 103.0, 104.0, 105.0]);
    assert_eq!(image[6..8], [50.0, 50.0]);
    assert_eq!(image[12..], [25.0, 25.0, 25.0, 25.0, 26.0, 26.0]);
}

#[test]
fn what_is_not_so_is_refused_with_file_and_array() {
    let change = |at: usize, shape: &[usize], data: &[u8]| {
        let mut arrays = grey();
        (arrays[at].1, arrays[at].2) = (shape.to_vec(), data.to_vec());
        arrays
    };
    let mut without = grey();
    without.remove(4);
    let none = change(4, &[0, 2, 3], &[]);
    let none = {
        let mut a = none;
        (a[5].1, a[5].2) = (vec![0, 1], vec![]);
        a
    };
    let cases = [
        (without, "no array `test_images`"),
        (
            change(2, &[4, 3, 2], &[0; 24]),
            "`val_images` is [4, 3, 2]: expected images of 3×2 pixels",
        ),
        (change(0, &[6, 2, 3, 2], &[0; 72]), "`train_images` is [6, 2, 3, 2]: expected [n, rows"),
        (change(0, &[6, 6], &[0; 36]), "`train_images` is [6, 6]"),
        (change(0, &[6, 0, 3], &[]), "`train_images` is [6, 0, 3]"),
        (change(1, &[5, 1], &[0; 5]), "`train_labels` is [5, 1]: expected [6] or [6, 1]"),
        (change(1, &[6, 14], &[0; 84]), "`train_labels` is [6, 14]"),
        (none, "has [6, 4, 0] images"),
    ];
    for (arrays, said) in cases {
        let error = opened(&arrays).unwrap_err().to_string();
        assert!(error.contains(said) && error.contains("chests.npz`: "), "{said}: {error}");
        assert_eq!(error.lines().count(), 1);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.npz");
    write(&path, &change(1, &[6], &[0, 1, 2, 9, 0, 1]));
    let names = ["normal", "ill"].map(String::from);
    let error = med_mnist(&path, "a", &names).unwrap_err().to_string();
    assert!(error.contains("has the label 9: expected less than 2"), "{error}");
    assert_eq!(med_mnist(&path, "a", &[]).unwrap().set.classes.len(), 10);
    let error = medical("chests", &OpenOptions::default()).unwrap_err().to_string();
    insta::assert_snapshot!(error, @"there is no medical dataset `chests`: expected synthetic-scans, pneumoniamnist, dermamnist, pathmnist, an `.npz` file, or a folder with a subfolder a class");
}

/// Pictures of two classes in parts.
fn folder(root: &Path, parts: &[&str]) {
    for (place, part) in parts.iter().enumerate() {
        for class in ["ill", "normal"] {
            let folder = root.join(part).join(class);
            fs::create_dir_all(&folder).unwrap();
            for i in 0..8u8 {
                let grey = 100 * place as u8 + i;
                GrayImage::from_pixel(4, 4, image::Luma([grey]))
                    .save(folder.join(format!("{i}.png")))
                    .unwrap();
            }
        }
    }
}

#[test]
fn folders_are_parts_too() {
    for names in [["train", "val", "test"], ["train", "validation", "test"]] {
        let root = tempfile::tempdir().unwrap();
        folder(root.path(), &names);
        let data = medical(root.path().to_str().unwrap(), &OpenOptions::default()).unwrap();
        assert_eq!(data.set.classes, ["ill", "normal"]);
        assert!(matches!(data.set.pixels, Pixels::U8(_)));
        assert_eq!([&data.train, &data.validation, &data.test].map(Vec::len), [16; 3]);
        assert_eq!(data.set.image(data.validation[3])[0], 103.0);
        assert_eq!(data.set.image(data.test[15])[0], 207.0);
    }
    let root = tempfile::tempdir().unwrap();
    folder(root.path(), &["train", "test"]);
    fs::rename(root.path().join("test/ill"), root.path().join("test/worse")).unwrap();
    let error = medical(root.path().to_str().unwrap(), &OpenOptions::default()).unwrap_err();
    assert!(
        error.to_string().contains("is of class `worse`, which `train` does not have"),
        "{error}"
    );
}

#[test]
fn without_a_validation_part_a_share_is_held_out() {
    let root = tempfile::tempdir().unwrap();
    folder(root.path(), &["train", "test"]);
    let mut config = recipe(root.path().to_str().unwrap(), None);
    config.validation_share = 0.25;
    let data = MedicalData::open(&config, &DataOptions::default()).unwrap();
    assert_eq!([&data.train, &data.validation, &data.test].map(Vec::len), [12, 4, 16]);
    assert!(data.validation.iter().all(|i| !data.train.contains(i) && *i < 16));
    config.classes = vec!["a".into()];
    let error = MedicalData::open(&config, &DataOptions::default()).unwrap_err().to_string();
    insta::assert_snapshot!(error, @"`classes` is 1 names for 2 classes, expected a name for each class, in the order of the labels");
    (config.classes, config.validation_share) = (Vec::new(), 0.0);
    let error = MedicalData::open(&config, &DataOptions::default()).unwrap_err().to_string();
    assert!(error.starts_with("`validation_share` is 0, expected more than 0"), "{error}");
}

#[test]
fn a_part_without_two_classes_is_refused() {
    let mut arrays = grey();
    arrays[3].2 = vec![1; 4];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chests.npz");
    write(&path, &arrays);
    let config = recipe(path.to_str().unwrap(), None);
    let error = MedicalData::open(&config, &DataOptions::default()).unwrap_err().to_string();
    insta::assert_snapshot!(error, @"dataset `chests`: the validation part has 0 of `class 0`, 4 of `class 1`, expected two images or more of at least two classes");
}
