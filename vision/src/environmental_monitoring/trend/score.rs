//! Kendall's score and its variance.

/// How often a later value is larger than an earlier one, less how often it is smaller.
pub(super) fn score(values: &[f64]) -> f64 {
    let pairs = values.iter().enumerate().map(|(i, &earlier)| {
        // A row is short: its sum fits into 32 bits, of which a register holds more.
        let count = |later: &f64| i32::from(*later > earlier) - i32::from(*later < earlier);
        i64::from(values[i + 1..].iter().map(count).sum::<i32>())
    });
    pairs.sum::<i64>() as f64
}

/// The variance of the score of independent values, less what ties take of it.
pub(super) fn variance(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    variance_of_sorted(&sorted)
}

/// The same of values in order.
pub(super) fn variance_of_sorted(sorted: &[f64]) -> f64 {
    let term = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let ties: f64 = sorted.chunk_by(|a, b| a == b).map(|group| term(group.len() as f64)).sum();
    (term(sorted.len() as f64) - ties) / 18.0
}

/// Pairs of values.
pub(super) fn pairs(count: usize) -> f64 {
    0.5 * count as f64 * (count as f64 - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_less_smaller() {
        assert_eq!(score(&[1.0, 2.0, 1.5, 3.0, 2.5, 4.0, 3.5, 5.0, 4.5, 6.0]), 37.0);
        assert_eq!(score(&[3.0, 2.0, 1.0]), -3.0);
        assert_eq!(score(&[2.0, 2.0, 2.0]), 0.0);
    }

    #[test]
    fn ties_take_their_share() {
        assert_eq!(variance(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]), 125.0);
        assert_eq!(variance(&[1.0; 7]), 0.0);
        // 0 and -0 are equal.
        assert_eq!(variance(&[0.0, -0.0]), 0.0);
    }
}
