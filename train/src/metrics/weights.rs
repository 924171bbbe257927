use super::MetricError;

/// The optional weights of `samples` samples, checked.
#[derive(Clone, Copy)]
pub(crate) struct Weights<'a>(Option<&'a [f32]>);

impl<'a> Weights<'a> {
    pub(crate) fn new(weights: Option<&'a [f32]>, samples: usize) -> Result<Self, MetricError> {
        if let Some(weights) = weights {
            check_length("weights", weights.len(), samples)?;
            if let Some((sample, value)) =
                weights.iter().enumerate().find(|(_, w)| !w.is_finite() || **w < 0.0)
            {
                return Err(MetricError::Weight { sample, value: value.to_string() });
            }
        }
        Ok(Self(weights))
    }

    /// The weight of one sample.
    pub(crate) fn of(self, sample: usize) -> f64 {
        self.0.map_or(1.0, |weights| f64::from(weights[sample]))
    }

    /// The samples that are there, `(position, weight)`, in order.
    pub(crate) fn present(self, samples: usize) -> impl Iterator<Item = (usize, f64)> + 'a {
        (0..samples).map(move |i| (i, self.of(i))).filter(|(_, weight)| *weight > 0.0)
    }
}

pub(crate) fn check_length(
    what: &'static str,
    found: usize,
    expected: usize,
) -> Result<(), MetricError> {
    if found == expected { Ok(()) } else { Err(MetricError::Length { what, found, expected }) }
}

pub(crate) fn check_finite(
    what: &'static str,
    sample: usize,
    value: f32,
) -> Result<f64, MetricError> {
    if value.is_finite() {
        Ok(f64::from(value))
    } else {
        Err(MetricError::NotFinite { what, sample, value: value.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_weights_that_no_average_can_take() {
        for bad in [-0.5, f32::NAN, f32::INFINITY] {
            let error = Weights::new(Some(&[1.0, bad]), 2).err().unwrap();
            assert!(matches!(error, MetricError::Weight { sample: 1, .. }), "{error}");
        }
        let error = Weights::new(Some(&[1.0]), 2).err().unwrap();
        assert_eq!(error.to_string(), "`weights` holds 1 values, expected 2, one for each label");
    }
}
