//! Scans of either kind, by content.

use crate::made::path;
use neuron_vision::medical_imaging::RESEARCH_ONLY;
use neuron_vision::medical_imaging::dicom::{Window, WindowFunction};
use neuron_vision::medical_imaging::scan::{
    Kind, Scan, Statistics, default_window, kind, picture, read_mask,
};

#[test]
fn a_kind_is_told_by_content() {
    for (file, expected) in [
        ("nifti/i16.nii", Kind::Nifti),
        ("nifti/i16_big.nii.gz", Kind::Nifti),
        ("nifti/u32_2.nii", Kind::Nifti),
        ("dicom/rgb.dcm", Kind::Dicom),
    ] {
        assert_eq!(kind(&path(file)).unwrap(), expected);
    }
    assert!(kind(&path("nifti.json")).is_err());
}

#[test]
fn percentiles_are_those_of_numpy() {
    // np.percentile([3, 1, 4, 1, 5, 9, 2, 6], [1, 5, 25, 50, 75, 95, 99])
    let values = [3.0, 1.0, f32::NAN, 4.0, 1.0, 5.0, 9.0, f32::INFINITY, 2.0, 6.0];
    let found = Statistics::of(values.to_vec());
    assert_eq!((found.values, found.missing, found.range), (8, 2, Some([1.0, 9.0])));
    let expected = [1.0, 1.0, 1.75, 3.5, 5.25, 7.95, 8.79];
    for (found, expected) in found.percentiles.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }
    let none = Statistics::of(vec![f32::NAN]);
    assert_eq!((none.range, none.percentiles.len()), (None, 0));
}

#[test]
fn a_picture_shows_the_window_and_says_what_it_is_not() {
    let scan = Scan::open(&path("dicom/explicit.dcm")).unwrap();
    let slice = scan.slice(0).unwrap();
    let window = Window::new(2000.0, 3000.0, WindowFunction::LinearExact).unwrap();
    for inverted in [false, true] {
        let png = picture(&slice, &window, inverted, 1.0).unwrap();
        let reader = png::Decoder::new(std::io::Cursor::new(&png)).read_info();
        let mut reader = reader.unwrap();
        let comment = &reader.info().uncompressed_latin1_text[0];
        assert_eq!((comment.keyword.as_str(), comment.text.as_str()), ("Comment", RESEARCH_ONLY));
        let mut pixels = vec![0; slice.values.len()];
        reader.next_frame(&mut pixels).unwrap();
        for (&value, &pixel) in slice.values.iter().zip(&pixels) {
            let bright = ((f64::from(value) - 500.0) / 3000.0).clamp(0.0, 1.0);
            let bright = if inverted { 1.0 - bright } else { bright };
            assert!((f64::from(pixel) - bright * 255.0).abs() <= 0.5, "{value}: {pixel}");
        }
    }
    let flat = Scan::open(&path("nifti/empty.nii.gz")).unwrap().slice(0).unwrap();
    assert_eq!(default_window(&flat).width, 1.0);
}

#[test]
fn a_mask_is_what_is_not_zero_or_what_has_a_label() {
    let file = path("nifti/truth.nii.gz");
    let all = read_mask(&file, None, None).unwrap();
    assert_eq!(all.mask.extent(), [6, 10, 12]);
    assert!(all.mask.spacing().iter().zip([2.0, 0.8, 0.8]).all(|(a, b)| (a - b).abs() < 1e-6));
    assert!(all.mask.count() > 0 && all.states_spacing);
    assert_eq!(read_mask(&file, Some(1.0), None).unwrap().mask, all.mask);
    assert_eq!(read_mask(&file, Some(2.0), None).unwrap().mask.count(), 0);
    let chosen = read_mask(&file, None, Some([1.0, 2.0, 3.0])).unwrap();
    assert_eq!(chosen.mask.spacing(), [3.0, 2.0, 1.0]);
    let moved = path("nifti/moved.nii.gz");
    let error = all.check_same_place(&read_mask(&moved, None, None).unwrap(), &moved);
    assert!(error.unwrap_err().to_string().contains("16.00 mm from the first"));
}
