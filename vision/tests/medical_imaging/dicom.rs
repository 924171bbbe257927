//! DICOM images against pydicom.

use crate::made::{close, json, list, path, reals};
use neuron_vision::medical_imaging::dicom::{DicomFile, Photometric, READ};

fn open(name: &str) -> DicomFile {
    DicomFile::open(&path("dicom").join(name)).unwrap()
}

#[test]
fn pixels_are_those_of_pydicom() {
    for case in list(&json("dicom.json")) {
        let name = case["file"].as_str().unwrap();
        let file = open(name);
        let about = file.attributes();
        let found = [about.frames, about.rows, about.columns, about.photometric.count()];
        let expected = ["frames", "rows", "columns", "samples"];
        assert_eq!(found, expected.map(|key| case[key].as_u64().unwrap() as usize), "{name}");
        let mut values = Vec::new();
        for frame in 0..about.frames {
            values.extend(file.frame(frame).unwrap().values);
        }
        let expected = reals(&case["values"]);
        assert_eq!(values.len(), expected.len(), "{name}");
        // Decoders of lossy JPEG differ by rounding, and in how they fill in differences of colour.
        let most = match case["exact"].as_bool().unwrap() {
            true => 0.0,
            false if about.photometric.count() == 1 => 2.0,
            false => 8.0,
        };
        let apart = values.iter().zip(&expected);
        let apart: Vec<f64> = apart
            .map(|(found, expected)| (f64::from(*found) - f64::from(*expected as f32)).abs())
            .collect();
        let largest = apart.iter().copied().fold(0.0, f64::max);
        assert!(largest <= most, "{name}: {largest}");
        let mean = apart.iter().sum::<f64>() / apart.len() as f64;
        assert!(mean <= most / 4.0, "{name}: {mean} on average");
    }
}

#[test]
fn windows_are_those_of_pydicom() {
    let mut windows = 0;
    for case in list(&json("dicom.json")) {
        let Some(expected) = case.get("brightness") else { continue };
        let file = open(case["file"].as_str().unwrap());
        let window = file.attributes().window.unwrap();
        for (value, expected) in file.frame(0).unwrap().values.into_iter().zip(reals(expected)) {
            close(window.brightness(value.into()), expected);
        }
        windows += 1;
    }
    assert_eq!(windows, 3);
}

#[test]
fn attributes_are_read() {
    let file = open("implicit.dcm");
    let about = file.attributes();
    assert_eq!(about.modality.as_deref(), Some("CT"));
    assert_eq!(about.pixel_spacing, Some([0.7, 0.8]));
    assert_eq!(about.slice_spacing, Some(2.5));
    assert_eq!(about.rescale, Some([1.0, -1024.0]));
    let window = about.window.unwrap();
    assert_eq!((window.centre, window.width), (40.0, 400.0));
    let file = open("enhanced.dcm");
    let about = file.attributes();
    assert_eq!((about.pixel_spacing, about.slice_spacing), (Some([0.5, 0.25]), Some(3.0)));
    assert_eq!(about.rescale, Some([2.0, -5.0]));
    let file = open("explicit.dcm");
    assert_eq!(file.attributes().photometric, Photometric::Monochrome1);
    assert!(file.attributes().photometric.inverted());
}

/// What names a person is in the file, and nowhere in what was read of it.
#[test]
fn a_person_is_not_read() {
    // Groups of patients, visits and private elements.
    assert!(READ.iter().all(|(tag, _)| tag.0 != 0x0010 && tag.0 % 2 == 0));
    let bytes = std::fs::read(path("dicom/implicit.dcm")).unwrap();
    let holds = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(holds(b"Doe^Jane") && holds(b"SECRET-7") && holds(b"19700101") && holds(b"SECRET-9"));
    let about = format!("{:?}", open("implicit.dcm").attributes());
    for secret in ["Doe", "SECRET", "1970", "PRIVATE"] {
        assert!(!about.contains(secret), "{about}");
    }
}
