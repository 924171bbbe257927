//! What other libraries find for the same returns; peers.py writes them.

use nalgebra::DMatrix;
use serde_json::Value;
use std::sync::OnceLock;

/// One entry of peers.json.
pub(crate) fn value(key: &str) -> &'static Value {
    static PEERS: OnceLock<Value> = OnceLock::new();
    let all = PEERS.get_or_init(|| serde_json::from_str(include_str!("peers.json")).unwrap());
    all.get(key).unwrap_or_else(|| panic!("peers.json has no `{key}`"))
}

pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

pub(crate) fn positions(value: &Value) -> Vec<usize> {
    numbers(value).iter().map(|v| *v as usize).collect()
}

pub(crate) fn vector(key: &str) -> Vec<f64> {
    numbers(value(key))
}

pub(crate) fn matrix(key: &str) -> DMatrix<f64> {
    let rows: Vec<Vec<f64>> = value(key).as_array().unwrap().iter().map(numbers).collect();
    DMatrix::from_fn(rows.len(), rows[0].len(), |i, j| rows[i][j])
}

/// Asserts that two lists differ by no more than `tolerance` anywhere.
#[track_caller]
pub(crate) fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (i, (f, e)) in found.iter().zip(expected).enumerate() {
        assert!((f - e).abs() <= tolerance, "entry {i}: {f} but {e}, {:e} apart", (f - e).abs());
    }
}

/// Asserts that two matrices differ by no more than `tolerance` anywhere.
#[track_caller]
pub(crate) fn assert_matrix(found: &DMatrix<f64>, expected: &DMatrix<f64>, tolerance: f64) {
    assert_eq!(found.shape(), expected.shape());
    assert_close(found.as_slice(), expected.as_slice(), tolerance);
}
