//! Otsu's threshold.

use crate::reference_values as expected;
use crate::scene::{assert_close, pair};
use neuron_vision::change_detection::methods::change_vectors;
use neuron_vision::change_detection::threshold::{change_map, otsu};

#[test]
fn it_is_the_best_of_all_cuts() {
    let strengths = change_vectors(&pair().standardised().unwrap());
    assert_close(&[otsu(&strengths).unwrap()], &expected::OTSU, 1e-6);
}

#[test]
fn it_parts_two_groups() {
    let nan = f64::NAN;
    let values = [1.0, nan, 1.2, 9.0, 0.9, 8.5, 1.1];
    assert_eq!(otsu(&values), Ok(8.5));
    let map = change_map(&values, 8.5);
    let expected = [false, false, false, true, false, true, false].map(Some);
    assert_eq!((map[0], &map[2..]), (expected[0], &expected[2..]));
    assert_eq!(map[1], None);
}

#[test]
fn there_is_none_in_one_value() {
    let said = otsu(&[2.0, f64::NAN, 2.0]).unwrap_err().to_string();
    insta::assert_snapshot!(said, @"all pixels changed as strongly, or none is seen: no cut parts them; set the threshold");
    assert!(otsu(&[]).is_err());
}
