use super::polynomial::Coefficients;

/// Sum of squared errors given the first observations and zero errors before them, divided by the
/// errors' count: cheap, and a good start for the exact likelihood. `None` where no error is left.
pub(super) fn mean_square(series: &[f64], model: &Coefficients, season: usize) -> Option<f64> {
    let sparse = |coefficients: Vec<f64>| -> Vec<(usize, f64)> {
        let numbered = coefficients.into_iter().enumerate().map(|(at, c)| (at + 1, c));
        numbered.filter(|(_, c)| *c != 0.0).collect()
    };
    let skipped = model.ar.len() + model.seasonal_ar.len() * season;
    let (ar, ma) = (sparse(model.full_ar(season)), sparse(model.full_ma(season)));
    if series.len() <= skipped {
        return None;
    }
    let mut errors = vec![0.0; series.len()];
    let mut sum = 0.0;
    for at in skipped..series.len() {
        let mut error = series[at] - model.mean;
        for &(lag, c) in &ar {
            error -= c * (series[at - lag] - model.mean);
        }
        for &(lag, c) in &ma {
            if lag <= at {
                error -= c * errors[at - lag];
            }
        }
        errors[at] = error;
        sum += error * error;
    }
    Some(sum / (series.len() - skipped) as f64)
}
