//! Matrices as JSON: an array of rows.

use nalgebra::DMatrix;
use serde::{Serializer, ser::SerializeSeq};

/// Writes a matrix as an array of its rows.
pub(crate) fn serialize_rows<S: Serializer>(
    matrix: &DMatrix<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut rows = serializer.serialize_seq(Some(matrix.nrows()))?;
    for row in matrix.row_iter() {
        rows.serialize_element(&row.iter().copied().collect::<Vec<f64>>())?;
    }
    rows.end()
}

/// Writes a number, or nothing where it is not finite, since JSON has no infinity.
pub(crate) fn finite_or_null<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.is_finite() { serializer.serialize_f64(*value) } else { serializer.serialize_none() }
}
