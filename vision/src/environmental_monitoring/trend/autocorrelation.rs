//! How values depend on those before.

/// The autocorrelation at lags `0..=most`: sums over the values that there are, each divided by the
/// number of all values (Box & Jenkins, 1970). Values that are all equal say nothing of each other: 0.
pub(super) fn autocorrelation(values: &[f64], most: usize) -> Vec<f64> {
    if values.windows(2).all(|pair| pair[0] == pair[1]) {
        return vec![0.0; (most + 1).min(values.len())];
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let away: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let at = |lag: usize| away.iter().zip(&away[lag..]).map(|(a, b)| a * b).sum::<f64>();
    let own = at(0);
    (0..=most.min(values.len().saturating_sub(1))).map(|lag| at(lag) / own).collect()
}

/// Ranks from 1; equal values share the mean of theirs.
pub(super) fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for group in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let rank = first as f64 + 0.5 * (group.len() as f64 + 1.0);
        for &at in group {
            ranks[at] = rank;
        }
        first += group.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_values_that_alternate() {
        let found = autocorrelation(&[1.0, -1.0, 1.0, -1.0], 3);
        assert_eq!(found, [1.0, -0.75, 0.5, -0.25]);
    }

    #[test]
    fn of_equal_values() {
        assert_eq!(autocorrelation(&[0.1; 4], 2), [0.0; 3]);
    }

    #[test]
    fn equal_values_share_a_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
    }
}
