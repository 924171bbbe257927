use super::Table;

/// Rows parted by a feature: those at most at the threshold go left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The feature.
    pub feature: usize,
    /// Midway between two values.
    pub threshold: f32,
    /// By how much Gini's impurity, weighted by rows, falls: rows × (impurity − that of the parts).
    pub gain: f64,
}

/// The threshold of a feature that takes most of Gini's impurity `1 − Σ p²` away from some rows, with at
/// least `least` rows on each side. The first of those that are equal; nothing where all values are, or a side
/// would have too few.
#[must_use]
pub fn best_split(table: &Table, rows: &[u32], feature: usize, least: usize) -> Option<Split> {
    let value = |row: &u32| table.value(*row, feature);
    let mut sorted = rows.to_vec();
    sorted.sort_unstable_by(|a, b| value(a).total_cmp(&value(b)).then(a.cmp(b)));
    let mut right = table.counts(rows);
    let mut left = vec![0u32; table.classes()];
    // Σ n² / n of each side: the larger, the purer.
    let squares = |counts: &[u32]| counts.iter().map(|&n| f64::from(n).powi(2)).sum::<f64>();
    let (mut of_left, mut of_right) = (0.0, squares(&right));
    let whole = of_right / rows.len() as f64;
    let mut best: Option<Split> = None;
    for (at, pair) in sorted.windows(2).enumerate() {
        let class = table.label(pair[0]);
        of_left += f64::from(2 * left[class] + 1);
        of_right -= f64::from(2 * right[class] - 1);
        (left[class], right[class]) = (left[class] + 1, right[class] - 1);
        let (below, above) = (value(&pair[0]), value(&pair[1]));
        let (count, rest) = (at + 1, rows.len() - at - 1);
        if below == above || count < least || rest < least {
            continue;
        }
        let gain = of_left / count as f64 + of_right / rest as f64 - whole;
        if gain > best.map_or(1e-9, |best| best.gain + 1e-9) {
            let middle = f32::midpoint(below, above);
            // Of two neighbours among the numbers, the middle is rounded to one of them.
            let threshold = if middle < above { middle } else { below };
            best = Some(Split { feature, threshold, gain });
        }
    }
    best
}
