/// A quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan, 1996, R's default).
pub(crate) fn quantile(sorted: &[f64], probability: f64) -> f64 {
    debug_assert!(!sorted.is_empty());
    let position = (sorted.len() - 1) as f64 * probability;
    // R moves a position that rounding left just below a whole number onto it.
    let low = (position + 4.0 * f64::EPSILON).floor();
    let share = position - low;
    let (low, high) = (low as usize, (low as usize + 1).min(sorted.len() - 1));
    if share.abs() <= 4.0 * f64::EPSILON {
        return sorted[low];
    }
    sorted[low] + share * (sorted[high] - sorted[low])
}

/// The median, of unsorted values.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { 0.5 * (sorted[middle - 1] + sorted[middle]) }
}

/// The median absolute deviation from the median, scaled to the standard deviation of a normal variable by R's
/// 1.4826.
pub(crate) fn median_absolute_deviation(values: &[f64]) -> f64 {
    let centre = median(values);
    let deviations: Vec<f64> = values.iter().map(|v| (v - centre).abs()).collect();
    1.4826 * median(&deviations)
}

/// The weighted quantile of Harrell's package Hmisc (`wtd.quantile`, weights scaled to sum to the number of
/// values), which DESeq2 matches the variance of its normal prior to.
pub(crate) fn weighted_upper_quantile(values: &[f64], weights: &[f64], probability: f64) -> f64 {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let scale = values.len() as f64 / weights.iter().sum::<f64>();
    // Equal values are one step.
    let mut steps: Vec<(f64, f64)> = Vec::new();
    for index in order {
        let weight = weights[index] * scale;
        match steps.last_mut() {
            Some((value, sum)) if *value == values[index] => *sum += weight,
            _ => steps.push((values[index], weight)),
        }
    }
    let mut sum = 0.0;
    for step in &mut steps {
        sum += step.1;
        step.1 = sum;
    }
    let position = 1.0 + (sum - 1.0) * probability;
    let low = position.floor().max(1.0);
    let high = (low + 1.0).min(sum);
    // The first step whose sum of weights reaches the rank.
    let at = |rank: f64| {
        let place = steps.partition_point(|step| step.1 < rank).min(steps.len() - 1);
        steps[place].0
    };
    let share = position % 1.0;
    (1.0 - share) * at(low) + share * at(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_in_r() {
        // R 4.2.2: quantile(c(1, 2, 4, 8), c(.3, .9)), mad(c(1, 2, 4, 8))
        let sorted = [1.0, 2.0, 4.0, 8.0];
        assert!((quantile(&sorted, 0.3) - 1.9).abs() < 1e-12);
        assert!((quantile(&sorted, 0.9) - 6.8).abs() < 1e-12);
        assert_eq!(quantile(&sorted, 1.0), 8.0);
        assert!((median_absolute_deviation(&sorted) - 2.2239).abs() < 1e-12);
    }

    #[test]
    fn equal_weights_are_no_weights() {
        let values: Vec<f64> = (1..=21).map(f64::from).collect();
        let found = weighted_upper_quantile(&values, &[3.0; 21], 0.95);
        assert!((found - quantile(&values, 0.95)).abs() < 1e-12);
    }
}
