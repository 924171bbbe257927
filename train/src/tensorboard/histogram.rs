/// How values are spread, as TensorBoard stores it.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// The smallest value.
    pub min: f64,
    /// The largest value.
    pub max: f64,
    /// How many values.
    pub count: f64,
    /// Their sum.
    pub sum: f64,
    /// The sum of their squares.
    pub sum_of_squares: f64,
    /// The upper end of each bucket, rising.
    pub limits: Vec<f64>,
    /// How many values each bucket holds.
    pub buckets: Vec<f64>,
}

impl Histogram {
    /// How many buckets there are between the smallest and the largest value.
    pub const BUCKETS: usize = 64;

    /// Counts values in [`Histogram::BUCKETS`] buckets of equal width. NaN and infinities are left
    /// out; `None` where nothing remains.
    ///
    /// ```
    /// use neuron_train::tensorboard::Histogram;
    /// let histogram = Histogram::of(&[0.0, 0.5, 1.0, f32::NAN]).expect("three finite values");
    /// assert_eq!((histogram.count, histogram.sum), (3.0, 1.5));
    /// ```
    #[must_use]
    pub fn of(values: &[f32]) -> Option<Self> {
        let finite = || values.iter().filter(|value| value.is_finite()).map(|v| f64::from(*v));
        let (min, max) = finite()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        if min > max {
            return None;
        }
        let count = if min == max { 1 } else { Self::BUCKETS };
        let width = (max - min) / count as f64;
        let mut histogram = Self {
            min,
            max,
            count: 0.0,
            sum: 0.0,
            sum_of_squares: 0.0,
            limits: (1..=count)
                .map(|k| if k == count { max } else { min + width * k as f64 })
                .collect(),
            buckets: vec![0.0; count],
        };
        for value in finite() {
            histogram.count += 1.0;
            histogram.sum += value;
            histogram.sum_of_squares += value * value;
            let place = if count == 1 { 0 } else { ((value - min) / width) as usize };
            histogram.buckets[place.min(count - 1)] += 1.0;
        }
        Some(histogram)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_hold_every_value() {
        let values: Vec<f32> = (0..1000).map(|i| (i as f32 * 0.37).sin()).collect();
        let histogram = Histogram::of(&values).unwrap();
        assert_eq!(histogram.buckets.iter().sum::<f64>(), 1000.0);
        assert_eq!(histogram.limits.last(), Some(&histogram.max));
        assert!(histogram.limits.is_sorted());
    }

    #[test]
    fn edge_cases() {
        assert_eq!(Histogram::of(&[]), None);
        assert_eq!(Histogram::of(&[f32::NAN, f32::INFINITY]), None);
        let constant = Histogram::of(&[2.0, 2.0]).unwrap();
        assert_eq!((constant.limits, constant.buckets), (vec![2.0], vec![2.0]));
        let wide = Histogram::of(&[f32::MIN, f32::MAX]).unwrap();
        assert!(wide.limits.iter().all(|limit| limit.is_finite()));
    }
}
