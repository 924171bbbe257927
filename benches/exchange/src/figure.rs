//! What a bench says, a JSON object a line, and how far two sides are apart.

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::io::Write;
use std::time::Duration;

/// One line on standard output.
///
/// # Errors
///
/// A standard output that takes no more.
pub fn say(measurement: &Value) -> Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{measurement}")?)
}

/// Nanoseconds of a duration.
#[must_use]
pub fn nanoseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9
}

/// A figure by itself, with two digits.
///
/// # Errors
///
/// None: every number with two digits is a number.
pub fn value(of: &str, value: f64, unit: &str) -> Result<Value> {
    let value: f64 = format!("{value:.1e}").parse().context("a number")?;
    Ok(json!({"name": of, "value": value, "unit": unit}))
}

/// A figure of merit of both sides, such as an F1.
#[must_use]
pub fn score(of: &str, ours: f64, peer: f64, measure: &str) -> Value {
    json!({"name": of, "ours": ours, "peer": peer, "measure": measure})
}

/// The greatest difference of two lists, by the greatest size of the second.
///
/// ```
/// let apart = neuron_bench_exchange::figure::relative(&[1.0, 4.5], &[1.0, 4.0])?;
/// assert_eq!(apart, 0.125);
/// # Ok::<(), anyhow::Error>(())
/// ```
///
/// # Errors
///
/// Lists of different lengths, values that are no numbers, and a second list of zeros.
pub fn relative(ours: &[f64], theirs: &[f64]) -> Result<f64> {
    let size = theirs.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    ensure!(size > 0.0, "all of the peer's values are 0");
    Ok(absolute(ours, theirs)? / size)
}

/// The greatest difference of two lists.
///
/// # Errors
///
/// Lists of different lengths, and values that are no numbers.
pub fn absolute(ours: &[f64], theirs: &[f64]) -> Result<f64> {
    ensure!(ours.len() == theirs.len(), "{} values and {}", ours.len(), theirs.len());
    ensure!(!ours.is_empty(), "neither side has a value");
    let mut most = 0.0_f64;
    for (at, (one, other)) in ours.iter().zip(theirs).enumerate() {
        let apart = (one - other).abs();
        ensure!(apart.is_finite(), "value {} is {one} here and {other} there", at + 1);
        most = most.max(apart);
    }
    Ok(most)
}

/// An error where the sides are further apart than the tolerance.
///
/// # Errors
///
/// That they are.
pub fn within(what: &str, apart: f64, tolerance: f64) -> Result<f64> {
    if apart <= tolerance {
        return Ok(apart);
    }
    bail!("the sides differ: {what} by {apart:.1e}, {tolerance:.0e} allowed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_never_within_a_tolerance() {
        assert!(absolute(&[1.0, f64::NAN], &[1.0, f64::NAN]).is_err());
        assert!(absolute(&[1.0], &[1.0, 2.0]).is_err());
        assert!(relative(&[0.0], &[0.0]).is_err());
        assert!(within("x", f64::NAN, 1.0).is_err());
        let said = within("x", 0.25, 1e-6).expect_err("too far").to_string();
        assert_eq!(said, "the sides differ: x by 2.5e-1, 1e-6 allowed");
    }
}
