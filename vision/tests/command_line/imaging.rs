//! Scans and masks.

use super::place::Place;
use serde_json::Value;
use std::path::PathBuf;

const NOTICE: &str = "Research software, not a medical device: not for diagnosis or treatment.";

fn made(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/medical_imaging/made").join(name)
}

/// A place with these files of the readers' tests.
fn place(files: &[&str]) -> Place {
    let place = Place::new();
    for file in files {
        let name = file.rsplit('/').next().unwrap();
        std::fs::copy(made(file), place.path().join(name)).unwrap();
    }
    place
}

fn json(place: &Place, line: &str) -> Value {
    serde_json::from_str(&place.run(line).with_code(0).stdout).unwrap()
}

#[test]
fn a_scan_is_described() {
    let place = place(&["nifti/scaled.nii", "dicom/explicit.dcm", "nifti/series.nii"]);
    let said = ["scaled.nii", "explicit.dcm", "series.nii"]
        .map(|file| place.run(&format!("run scan {file}")).with_code(0).stdout);
    insta::assert_snapshot!(said.join("\n"));
    let said = json(&place, "run scan scaled.nii --json");
    assert_eq!((&said["analysis"], &said["notice"]), (&"scan".into(), &NOTICE.into()));
    assert_eq!((&said["stored"], said["size"][0].as_u64()), (&"i16".into(), Some(4)));
    let said = json(&place, "run scan explicit.dcm --json");
    assert_eq!(said["window"], serde_json::json!([2000.0, 3000.0]));
    assert_eq!(said["spacing"], serde_json::json!([null, null, null]));
    assert!(
        said["percentiles"]["50"].as_f64().unwrap() > said["percentiles"]["5"].as_f64().unwrap()
    );
}

#[test]
fn a_slice_becomes_a_picture() {
    let place = place(&["nifti/i16.nii", "dicom/rgb.dcm", "dicom/explicit.dcm"]);
    let line = "run scan i16.nii --slice 1 --window -100,40000 --output slice.png";
    let said = place.run(line).with_code(0).stdout;
    assert!(said.starts_with(NOTICE) && said.contains("slice 1, window -100,40000"), "{said}");
    let file = place.path().join("slice.png");
    let picture = image::open(&file).unwrap();
    assert_eq!((picture.width(), picture.height(), picture.color().has_color()), (4, 3, false));
    let bytes = std::fs::read(&file).unwrap();
    let comment = [b"tEXtComment\0".as_slice(), NOTICE.as_bytes()].concat();
    assert!(bytes.windows(comment.len()).any(|part| part == comment));

    let again = place.refusal(line);
    assert!(again.contains("`slice.png` exists already"), "{again}");
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    let said = json(&place, "run scan rgb.dcm --output slice.png --force --json");
    assert_eq!(
        (said["picture"]["slice"].as_u64(), &said["format"]),
        (Some(0), &"DICOM, explicit VR little endian".into())
    );
    assert!(image::open(&file).unwrap().color().has_color());
    let said = json(&place, "run scan explicit.dcm --output other.png --json");
    assert_eq!(said["picture"]["centre"], 2000.0);
}

/// A person's name is in the file.
#[test]
fn a_person_is_not_shown() {
    let place = place(&["dicom/implicit.dcm", "nifti/i16.nii"]);
    for file in ["implicit.dcm", "i16.nii"] {
        for line in [format!("run scan {file}"), format!("run scan {file} --json")] {
            let output = place.run(&line).with_code(0);
            for secret in ["Doe", "Jane", "SECRET", "1970"] {
                assert!(!output.stdout.contains(secret) && !output.stderr.contains(secret));
            }
        }
    }
}

#[test]
fn masks_are_compared() {
    let place = place(&["nifti/truth.nii.gz", "nifti/found.nii.gz", "nifti/empty.nii.gz"]);
    let said = place.run("run agreement truth.nii.gz found.nii.gz").with_code(0).stdout;
    insta::assert_snapshot!(said);
    let said = json(&place, "run agreement truth.nii.gz found.nii.gz --json");
    assert_eq!((&said["notice"], &said["unit"]), (&NOTICE.into(), &"mm".into()));
    let doubled =
        json(&place, "run agreement truth.nii.gz found.nii.gz --spacing 1.6,1.6,4 --json");
    let ratio = doubled["hd95"].as_f64().unwrap() / said["hd95"].as_f64().unwrap();
    assert!((ratio - 2.0).abs() < 1e-6 && doubled["dice"] == said["dice"], "{doubled}");
    let empty = json(&place, "run agreement truth.nii.gz empty.nii.gz --json");
    assert_eq!((empty["dice"].as_f64(), empty["hd95"].is_null()), (Some(0.0), true));
    let none = json(&place, "run agreement truth.nii.gz found.nii.gz --label 9 --json");
    assert_eq!((none["dice"].as_f64(), none["hd95"].as_f64()), (Some(1.0), Some(0.0)));
}

#[test]
fn masks_may_be_pictures() {
    let place = Place::new();
    let draw = |name: &str, from: u32| {
        let inside = |x: u32, y: u32| (from..from + 4).contains(&x) && (2..6).contains(&y);
        let mask =
            image::GrayImage::from_fn(12, 9, |x, y| image::Luma([u8::from(inside(x, y)) * 255]));
        mask.save(place.path().join(name)).unwrap();
    };
    draw("truth.png", 2);
    draw("found.png", 3);
    let said = json(&place, "run agreement truth.png found.png --json");
    assert_eq!((said["dice"].as_f64(), said["iou"].as_f64()), (Some(0.75), Some(0.6)));
    assert_eq!((&said["unit"], said["hausdorff"].as_f64()), (&"pixels".into(), Some(1.0)));
    let said = json(&place, "run agreement truth.png found.png --spacing 0.5,2 --json");
    assert_eq!((&said["unit"], said["hausdorff"].as_f64()), (&"mm".into(), Some(0.5)));
}

#[test]
fn what_is_wrong_is_one_line() {
    let place = place(&[
        "nifti/truth.nii.gz",
        "nifti/moved.nii.gz",
        "nifti/i16.nii",
        "dicom/explicit.dcm",
        "dicom/refused_jpeg_ls.dcm",
    ]);
    let bytes = std::fs::read(made("nifti/i16.nii")).unwrap();
    std::fs::write(place.path().join("cut.nii"), &bytes[..380]).unwrap();
    std::fs::write(place.path().join("empty.nii"), "").unwrap();
    std::fs::write(place.path().join("text.nii"), "Jane Doe").unwrap();
    let said: Vec<String> = [
        "scan none.nii",
        "scan .",
        "scan cut.nii",
        "scan empty.nii",
        "scan text.nii",
        "scan refused_jpeg_ls.dcm",
        "scan i16.nii --slice 2 --output out.png",
        "scan i16.nii --window 1,0 --output out.png",
        "scan explicit.dcm --slice 1 --output out.png",
        "scan cut.nii --output out.png",
        "agreement truth.nii.gz none.nii.gz",
        "agreement truth.nii.gz explicit.dcm",
        "agreement truth.nii.gz i16.nii",
        "agreement truth.nii.gz moved.nii.gz",
        "agreement truth.nii.gz truth.nii.gz --spacing 0,1,1",
    ]
    .iter()
    .map(|line| place.refusal(&format!("run {line}")))
    .collect();
    insta::assert_snapshot!(said.join("\n"));
    assert!(!place.path().join("out.png").exists());
    for usage in [
        "run scan i16.nii --window 1 --output out.png",
        "run scan i16.nii --slice 1",
        "run agreement truth.nii.gz",
        "run agreement truth.nii.gz truth.nii.gz --spacing 1,2,3,4",
    ] {
        let output = place.run(usage).with_code(2);
        assert_eq!(output.stdout, "", "{usage}");
    }
    assert!(!place.path().join("out.png").exists());
}

#[test]
fn help_has_examples_and_the_notice() {
    let place = Place::new();
    for name in ["scan", "agreement"] {
        let output = place.run(&format!("run {name} --help")).with_code(0);
        assert!(output.stdout.contains("Examples:") && output.stdout.contains(NOTICE), "{name}");
        insta::assert_snapshot!(format!("help_{name}"), output.stdout);
    }
}

#[test]
fn a_scan_and_its_labels_become_a_folder_to_train_on() {
    let place = place(&["nifti/truth.nii.gz", "nifti/found.nii.gz", "nifti/i16.nii"]);
    let line = "run slices found.nii.gz --labels truth.nii.gz --name a --output training";
    let said = json(&place, &format!("{line} --json"));
    assert_eq!(said["notice"], NOTICE);
    let files: Vec<&str> =
        said["files"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(files.len() as u64, said["slices"].as_u64().unwrap());
    let read = |folder: &str, name: &str| {
        let path = place.path().join("training").join(folder).join(name);
        neuron_raster::open(&path, neuron_raster::Limits::default()).unwrap().read_all().unwrap()
    };
    let mut inside = 0;
    for name in &files {
        let (image, mask) = (read("images", name), read("masks", name));
        assert_eq!((image.width(), image.height()), (mask.width(), mask.height()));
        let neuron_raster::Values::U8(ids) = mask.values() else { panic!("ids") };
        inside += ids.iter().filter(|&&id| id == 1).count();
    }
    // As many voxels as another reader of the same file finds.
    let whole = neuron_vision::medical_imaging::scan::read_mask(
        &place.path().join("truth.nii.gz"),
        None,
        None,
    )
    .unwrap();
    assert_eq!(inside, whole.mask.count());
    assert!(place.run(line).with_code(2).stderr.contains("exists already"));
    // There is no such label, so that no slice holds it.
    let none = place.run(&format!("{line} --label 9 --labelled --force")).with_code(2).stderr;
    assert!(none.contains("none of 6 slices holds a label"), "{none}");
    let refused = place.run("run slices found.nii.gz --labels i16.nii --output other").with_code(2);
    assert!(refused.stderr.contains("of the scan"), "{}", refused.stderr);
    assert!(!place.path().join("other").exists());
}
