use super::{MetricError, Reliability};

impl Reliability {
    /// Expected calibration error: the mean distance between confidence and accuracy over the bins,
    /// weighted by what is in each, in `[0, 1]` (Naeini et al., AAAI 2015; Guo et al., ICML 2017).
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples.
    pub fn calibration_error(&self) -> Result<f64, MetricError> {
        let (weight, gap) =
            self.gaps().fold((0.0, 0.0), |(weight, sum), bin| (weight + bin.0, sum + bin.1.abs()));
        if weight > 0.0 {
            Ok(gap / weight)
        } else {
            Err(MetricError::undefined("calibration error", "there are no samples"))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics::{Reliability, reference};

    #[test]
    fn equals_numpy() {
        for (weights, expected) in
            [(None, 0.17814802357308487), (Some(reference::weights()), 0.16127662686126484)]
        {
            let mut reliability = Reliability::new(Reliability::BINS).unwrap();
            let (p, y) = (reference::probabilities(), reference::truth());
            reliability.add(&p, &y, weights.as_deref()).unwrap();
            reference::same(reliability.calibration_error(), expected);
        }
    }
}
