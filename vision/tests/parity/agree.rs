//! What one side made of a case, and how far two sides are apart.

use std::collections::BTreeMap;

const TOLERANCE: f64 = 1e-5;

#[derive(Default)]
pub(crate) struct Made {
    pub(crate) loss: f64,
    /// `gradient/NAME` and `state/NAME`.
    pub(crate) tensors: BTreeMap<String, Vec<f32>>,
}

/// # Panics
/// Where the sides made other tensors, a gradient is all zero or not finite, or a tensor differs.
pub(crate) fn assert_agree(ours: &Made, theirs: &Made, what: &str) {
    let loss = (ours.loss - theirs.loss).abs() / theirs.loss.abs();
    assert!(loss <= TOLERANCE, "{what}: loss {} and {}", ours.loss, theirs.loss);
    let names = |made: &Made| made.tensors.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(ours), names(theirs), "{what}");
    let mut worst = (0.0, "");
    let mut wrong = Vec::new();
    for (name, ours) in &ours.tensors {
        let distance = distance(ours, &theirs.tensors[name]);
        if distance.is_nan() || distance > TOLERANCE {
            wrong.push(format!("{name}: {distance:.1e}"));
        }
        if distance >= worst.0 {
            worst = (distance, name);
        }
    }
    eprintln!(
        "{what}: loss {loss:.1e}, {} tensors, worst {:.1e} ({})",
        names(ours).len(),
        worst.0,
        worst.1
    );
    assert!(wrong.is_empty(), "{what}: further apart than {TOLERANCE}:\n{}", wrong.join("\n"));
}

/// `max |a - b| / max |b|`; infinite where `b` is all zero.
fn distance(a: &[f32], b: &[f32]) -> f64 {
    assert_eq!(a.len(), b.len());
    let most = |values: &mut dyn Iterator<Item = f32>| {
        values.map(f64::from).fold(0.0, |most: f64, v| {
            if most.is_nan() || v.is_nan() { f64::NAN } else { most.max(v.abs()) }
        })
    };
    let apart = most(&mut a.iter().zip(b).map(|(a, b)| a - b));
    let size = most(&mut b.iter().copied());
    if size == 0.0 { f64::INFINITY } else { apart / size }
}

#[test]
fn what_differs_is_told_from_what_agrees() {
    assert_eq!(distance(&[1.0, -4.0], &[1.5, -4.0]), 0.125);
    assert!(distance(&[f32::NAN, 1.0], &[1.0, 1.0]).is_nan());
    assert!(distance(&[0.0], &[0.0]).is_infinite());
}
