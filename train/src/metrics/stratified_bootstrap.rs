use neuron_random::{Rng, Stream};

use super::{Bootstrap, Interval, MetricError};

impl Bootstrap {
    /// The interval of `statistic` where each resample keeps the number of samples of each stratum,
    /// such as the positive and the negative ones: no resample is without a rare class (Efron and
    /// Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 8).
    ///
    /// `strata` holds the positions of the samples of each stratum; empty ones are left out. The
    /// statistic is given as many positions, those of the first stratum first.
    ///
    /// ```
    /// use neuron_random::Stream;
    /// use neuron_train::metrics::Bootstrap;
    /// let sick = [true, false, false, false];
    /// let share = |drawn: &[usize]| Ok(drawn.iter().filter(|i| sick[**i]).count() as f64 / 4.0);
    /// let strata = [vec![0], vec![1, 2, 3]];
    /// let interval = Bootstrap::default().stratified(&strata, Stream::new(7, "sick"), share)?;
    /// assert_eq!((interval.low, interval.high), (0.25, 0.25));
    /// # Ok::<(), neuron_train::metrics::MetricError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Bootstrap::interval`].
    pub fn stratified(
        &self,
        strata: &[Vec<usize>],
        stream: Stream,
        mut statistic: impl FnMut(&[usize]) -> Result<f64, MetricError>,
    ) -> Result<Interval, MetricError> {
        self.check()?;
        let mut drawn = strata.concat();
        if drawn.is_empty() {
            return Err(MetricError::undefined("the interval", "there are no samples"));
        }
        let estimate = statistic(&drawn)?;
        let mut values = Vec::with_capacity(self.resamples as usize);
        for resample in 0..self.resamples {
            let mut rng = stream.sample(u64::from(resample)).rng();
            drawn.clear();
            for stratum in strata {
                let place = |_: &usize| stratum[rng.random_range(0..stratum.len() as u64) as usize];
                drawn.extend(stratum.iter().map(place));
            }
            values.extend(super::defined(statistic(&drawn))?);
        }
        self.ends(estimate, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::auroc;

    #[test]
    fn a_rare_class_is_in_every_resample() {
        let positive: Vec<bool> = (0..50).map(|i| i < 2).collect();
        let scores: Vec<f32> = (0..50).map(|i| (i * 17 % 50) as f32).collect();
        let statistic = |drawn: &[usize]| {
            let scores: Vec<f32> = drawn.iter().map(|&i| scores[i]).collect();
            let positive: Vec<bool> = drawn.iter().map(|&i| positive[i]).collect();
            assert_eq!(positive.iter().filter(|&&positive| positive).count(), 2);
            auroc(&scores, &positive, None)
        };
        let strata = [vec![0, 1], (2..50).collect()];
        let stream = Stream::new(1, "stratified");
        let interval = Bootstrap::default().stratified(&strata, stream, statistic).unwrap();
        assert_eq!((interval.resamples, interval.undefined), (1000, 0));
        assert!(interval.low < interval.estimate && interval.estimate < interval.high);
        assert_eq!(interval, Bootstrap::default().stratified(&strata, stream, statistic).unwrap());
    }

    #[test]
    fn nothing_has_no_interval() {
        let stream = Stream::new(1, "stratified");
        let none = Bootstrap::default().stratified(&[Vec::new()], stream, |_| Ok(1.0));
        assert!(none.is_err());
    }
}
