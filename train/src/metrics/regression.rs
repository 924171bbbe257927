use super::{MetricError, Metrics, PairMoments, defined};

/// Every regression metric that has a value: `rmse`, `mae`, `r2`, `pearson`. `prediction` and
/// `truth` are `[n]`.
///
/// ```
/// use neuron_train::metrics::regression;
/// let metrics = regression(&[1.0, 2.0], &[3.0, 3.0], None)?;
/// assert_eq!(metrics.get("mae"), Some(1.5));
/// assert_eq!(metrics.get("r2"), None); // the truth is constant
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
///
/// # Errors
///
/// [`MetricError`] for invalid input, [`MetricError::Undefined`] without samples.
pub fn regression(
    prediction: &[f32],
    truth: &[f32],
    weights: Option<&[f32]>,
) -> Result<Metrics, MetricError> {
    let mut moments = PairMoments::default();
    moments.add(prediction, truth, weights)?;
    let mut metrics: Metrics =
        [("rmse", moments.rmse()?), ("mae", moments.mae()?)].into_iter().collect();
    metrics.insert_defined("r2", defined(moments.r2())?);
    metrics.insert_defined("pearson", defined(moments.pearson())?);
    Ok(metrics)
}
