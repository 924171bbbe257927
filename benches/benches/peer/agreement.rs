//! Whether both sides compute the same.

use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;

/// What one side made of a batch.
#[derive(Debug, Default)]
pub(crate) struct Pass {
    pub(crate) loss: f64,
    /// `gradient/NAME` and `state/NAME`.
    pub(crate) tensors: BTreeMap<String, Vec<f32>>,
}

/// The greatest distance of the loss and any tensor; an error where it is beyond the tolerance.
pub(crate) fn check(ours: &Pass, theirs: &Pass, tolerance: f64) -> Result<f64> {
    ensure!(
        ours.tensors.keys().eq(theirs.tensors.keys()),
        "the sides made tensors of different names"
    );
    let mut worst = ((ours.loss - theirs.loss).abs() / theirs.loss.abs(), "loss");
    for (name, tensor) in &ours.tensors {
        let apart = distance(tensor, &theirs.tensors[name]).with_context(|| name.clone())?;
        if apart > worst.0 || apart.is_nan() {
            worst = (apart, name);
        }
    }
    within(worst.0, worst.1, tolerance)
}

/// The distance of what a forward pass gives; an error where it is beyond the tolerance.
pub(crate) fn outputs(ours: &[f32], theirs: &[f32], tolerance: f64) -> Result<f64> {
    within(distance(ours, theirs).context("output")?, "output", tolerance)
}

fn within(apart: f64, what: &str, tolerance: f64) -> Result<f64> {
    if apart <= tolerance {
        return Ok(apart);
    }
    bail!(
        "the sides differ: `{what}` by {apart:.1e} of its greatest value, {tolerance:.0e} allowed"
    )
}

fn distance(a: &[f32], b: &[f32]) -> Result<f64> {
    ensure!(a.len() == b.len(), "{} values and {}", a.len(), b.len());
    let most = |values: &mut dyn Iterator<Item = f32>| {
        values.map(f64::from).fold(0.0, |most: f64, v| {
            if most.is_nan() || v.is_nan() { f64::NAN } else { most.max(v.abs()) }
        })
    };
    let apart = most(&mut a.iter().zip(b).map(|(a, b)| a - b));
    let size = most(&mut b.iter().copied());
    ensure!(size > 0.0, "all of the peer's values are 0");
    Ok(apart / size)
}
