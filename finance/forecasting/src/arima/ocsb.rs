use super::difference::apply;

/// Most lags that are tried.
const MOST_LAGS: usize = 3;

/// Statistic of Osborn, Chui, Smith and Birchenhall (*Seasonality and the order of integration for
/// consumption*, 1988) for whether a series wants a seasonal difference: below the critical value it does
/// not. `lags` differences before the present one make up for correlation in the errors.
///
/// The series is differenced by one step and by a season; that is regressed, without a constant, on its own
/// lags, on the seasonal difference one step before and on the first difference a season before, both with
/// what the lags explain taken out. The statistic is the t value of the last one.
///
/// `None` where the series is too short, or the regression is not determined.
///
/// ```
/// use neuron_forecasting::arima::{ocsb_critical_5_percent, ocsb_statistic};
/// // Synthetic: noise wants no difference; with a pattern of four quarters it does.
/// let noise: Vec<f64> = (0..60).map(|t| (t * t * 7 % 13) as f64 * 0.1).collect();
/// let quarters: Vec<f64> =
///     noise.iter().zip([3.0, 9.0, 4.0, 1.0].iter().cycle()).map(|(e, quarter)| e + quarter).collect();
/// // As R's `forecast::ocsb.test(x, maxlag = 0, lag.method = "fixed")`: -5.0136 and -0.5061.
/// let [without, with] = [&noise, &quarters].map(|series| ocsb_statistic(series, 4, 0));
/// assert!((without.ok_or("too short")? + 5.0136).abs() < 1e-4);
/// assert!((with.ok_or("too short")? + 0.5061).abs() < 1e-4);
/// assert!(ocsb_critical_5_percent(4) < -0.5061);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn ocsb_statistic(series: &[f64], season: usize, lags: usize) -> Option<f64> {
    regression(series, season, lags, lags).map(|found| found.last_t)
}

/// Critical value at 5 %: a curve through simulated ones by the season's length, as in R's package
/// forecast 8.20 (`ocsb.test`; Hyndman and Khandakar 2008).
#[must_use]
pub fn ocsb_critical_5_percent(season: usize) -> f64 {
    let away = (season as f64).ln() - 0.7656451;
    -0.2937411 * (-0.2850853 * away - 0.05983644 * away * away).exp() - 1.652202
}

/// Whether the test, with the number of lags that has the least Akaike criterion on the same
/// observations, asks for a seasonal difference.
pub(super) fn asks_for_difference(series: &[f64], season: usize) -> bool {
    let mut best: Option<(f64, usize)> = None;
    for lags in 0..=MOST_LAGS {
        if let Some(found) = regression(series, season, lags, MOST_LAGS)
            && best.is_none_or(|(criterion, _)| found.criterion < criterion)
        {
            best = Some((found.criterion, lags));
        }
    }
    best.and_then(|(_, lags)| ocsb_statistic(series, season, lags))
        .is_some_and(|statistic| statistic > ocsb_critical_5_percent(season))
}

struct Regression {
    last_t: f64,
    /// Akaike's.
    criterion: f64,
}

/// The test's regression with `lags`, on the observations that `skipped` lags leave.
fn regression(series: &[f64], season: usize, lags: usize, skipped: usize) -> Option<Regression> {
    if season < 2 || series.len() < season + 1 + skipped + lags + 6 {
        return None;
    }
    let mut seasonal = vec![0.0; season + 1];
    (seasonal[0], seasonal[season]) = (1.0, -1.0);
    // Each is short by what it was differenced by; all end together.
    let once = apply(series, &[1.0, -1.0]);
    let by_season = apply(series, &seasonal);
    let both = apply(&by_season, &[1.0, -1.0]);
    let count = both.len() - skipped;
    let ending = |values: &[f64], back: usize| -> Vec<f64> {
        let end = values.len() - back;
        values[end - count..end].to_vec()
    };
    let actual = ending(&both, 0);
    let own: Vec<Vec<f64>> = (1..=lags).map(|lag| ending(&both, lag)).collect();
    let weights = least_squares(&actual, &own)?.coefficients;
    let left = |values: &[f64], back: usize| -> Vec<f64> {
        let mut rest = ending(values, back);
        for (lag, weight) in weights.iter().enumerate() {
            let earlier = ending(values, back + lag + 1);
            rest.iter_mut().zip(&earlier).for_each(|(value, before)| *value -= weight * before);
        }
        rest
    };
    let mut columns = own;
    columns.push(left(&by_season, 1));
    columns.push(left(&once, season));
    let fit = least_squares(&actual, &columns)?;
    let n = count as f64;
    let variance = fit.squares / (n - columns.len() as f64);
    if variance <= 0.0 {
        return None;
    }
    let criterion = n * (fit.squares / n).ln() + 2.0 * columns.len() as f64;
    Some(Regression { last_t: fit.last_projection / variance.sqrt(), criterion })
}

struct LeastSquares {
    coefficients: Vec<f64>,
    /// Sum of squared residuals.
    squares: f64,
    /// What the last column's own direction takes up.
    last_projection: f64,
}

/// By Gram and Schmidt; `None` where columns determine each other or no residual is left free.
fn least_squares(actual: &[f64], columns: &[Vec<f64>]) -> Option<LeastSquares> {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    if actual.len() <= columns.len() {
        return None;
    }
    let mut directions: Vec<Vec<f64>> = Vec::with_capacity(columns.len());
    let mut triangle: Vec<Vec<f64>> = Vec::with_capacity(columns.len());
    let mut rest = actual.to_vec();
    let mut projections = Vec::with_capacity(columns.len());
    for column in columns {
        let mut own = column.clone();
        let mut above = Vec::with_capacity(directions.len() + 1);
        for direction in &directions {
            let along = dot(direction, &own);
            own.iter_mut().zip(direction).for_each(|(value, d)| *value -= along * d);
            above.push(along);
        }
        let (length, before) = (dot(&own, &own).sqrt(), dot(column, column).sqrt());
        if length.is_nan() || length <= 1e-9 * before {
            return None;
        }
        own.iter_mut().for_each(|value| *value /= length);
        let along = dot(&own, &rest);
        rest.iter_mut().zip(&own).for_each(|(value, d)| *value -= along * d);
        above.push(length);
        projections.push(along);
        directions.push(own);
        triangle.push(above);
    }
    let mut coefficients = projections.clone();
    for at in (0..columns.len()).rev() {
        let later: f64 =
            (at + 1..columns.len()).map(|other| triangle[other][at] * coefficients[other]).sum();
        coefficients[at] = (projections[at] - later) / triangle[at][at];
    }
    let last_projection = projections.last().copied().unwrap_or(0.0);
    Some(LeastSquares { coefficients, squares: dot(&rest, &rest), last_projection })
}
