//! Comparing tensors.

use neuron_rt::graph::{DType, Literal};

/// How far an element may be from what is expected.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tolerance {
    /// Relative to the largest finite element that is expected.
    pub(crate) of_largest: f64,
    /// Relative to the element itself.
    pub(crate) of_element: f64,
    /// The largest element counts as no less than this: what is left where numbers of this size
    /// cancel out is noise.
    pub(crate) scale: f64,
}

impl Tolerance {
    /// Not at all.
    pub(crate) const EXACT: Self = Self { of_largest: 0.0, of_element: 0.0, scale: 0.0 };

    /// How far two executables may be apart: f64 1e-12 and f32 1e-5 of the largest element, 16-bit
    /// types one rounding step of the element (and the f32 that it was rounded from).
    pub(crate) fn between_executors(dtype: DType) -> Self {
        match dtype {
            DType::F64 => Self { of_largest: 1e-12, of_element: 0.0, scale: 0.0 },
            DType::F32 => Self { of_largest: 1e-5, of_element: 0.0, scale: 0.0 },
            DType::BF16 => Self { of_largest: 1e-5, of_element: 2f64.powi(-7), scale: 0.0 },
            DType::F16 => Self { of_largest: 1e-5, of_element: 2f64.powi(-10), scale: 0.0 },
            _ => Self::EXACT,
        }
    }

    /// The same for a composite whose body rounds in between, as a fused kernel does not: in 16-bit
    /// types also one unit in the last place of the largest element.
    pub(crate) fn rounding_inside(self, dtype: DType) -> Self {
        match dtype {
            DType::BF16 => Self { of_largest: 2f64.powi(-7), ..self },
            DType::F16 => Self { of_largest: 2f64.powi(-10), ..self },
            _ => self,
        }
    }

    /// The same, among numbers of this size.
    pub(crate) fn among(self, scale: f64) -> Self {
        Self { scale, ..self }
    }
}

/// What is wrong with `found`, if anything is: types must be equal, NaN is equal to NaN, and an
/// infinity to itself.
pub(crate) fn difference(
    found: &Literal,
    expected: &Literal,
    tolerance: Tolerance,
) -> Option<String> {
    if found.ty() != expected.ty() {
        return Some(format!("found {}, expected {}", found.ty(), expected.ty()));
    }
    let (a, b) = (found.to_f64(), expected.to_f64());
    let finite = b.iter().filter(|v| v.is_finite()).map(|v| v.abs());
    let largest = finite.fold(tolerance.scale, f64::max);
    // What was rounded to nothing may differ by the least number of its type.
    let least = match found.ty().dtype {
        DType::F16 => 2f64.powi(-24),
        DType::F32 | DType::BF16 => f64::from(f32::MIN_POSITIVE),
        DType::F64 => f64::MIN_POSITIVE,
        _ => 0.0,
    };
    for (i, (&x, &y)) in a.iter().zip(&b).enumerate() {
        let same = x == y || (x.is_nan() && y.is_nan());
        let room = tolerance.of_largest * largest + tolerance.of_element * y.abs();
        let room = if room > 0.0 { room + least } else { room };
        if !same && (x - y).abs().partial_cmp(&room).is_none_or(|o| o.is_gt()) {
            let apart = (x - y).abs();
            return Some(format!(
                "element {i} of {}: found {x:e}, expected {y:e}, {apart:e} apart, room {room:e}",
                found.ty()
            ));
        }
    }
    None
}

/// # Panics
/// Where `found` is not `expected`.
pub(crate) fn assert_close(what: &str, found: &Literal, expected: &Literal, tolerance: Tolerance) {
    if let Some(wrong) = difference(found, expected, tolerance) {
        panic!(
            "{what}: {wrong}\n found    {:?}\n expected {:?}",
            &found.to_f64()[..found.to_f64().len().min(32)],
            &expected.to_f64()[..expected.to_f64().len().min(32)]
        );
    }
}
