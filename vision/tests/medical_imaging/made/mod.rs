//! What the scripts of this folder made.

use serde_json::Value;
use std::path::PathBuf;

/// A file of this folder.
pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/medical_imaging/made").join(name)
}

pub(crate) fn json(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path(name)).unwrap()).unwrap()
}

pub(crate) fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

pub(crate) fn real(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

pub(crate) fn reals(value: &Value) -> Vec<f64> {
    list(value).iter().map(real).collect()
}

pub(crate) fn singles(value: &Value) -> Vec<f32> {
    list(value).iter().map(|value| real(value) as f32).collect()
}

pub(crate) fn wholes(value: &Value) -> Vec<u64> {
    list(value).iter().map(|value| value.as_u64().unwrap()).collect()
}

pub(crate) fn flags(value: &Value) -> Vec<bool> {
    list(value).iter().map(|value| value.as_bool().unwrap_or(value == &Value::from(1))).collect()
}

pub(crate) fn three<T: Copy>(values: &[T]) -> [T; 3] {
    [values[0], values[1], values[2]]
}

/// True where both are the same but for rounding.
#[track_caller]
pub(crate) fn close(found: f64, expected: f64) {
    let same = (found - expected).abs() <= 1e-9 * expected.abs().max(1.0);
    assert!(same, "{found} is not {expected}");
}
