use crate::VolatilityError;
use crate::estimation::least_squares;
use nalgebra::{DMatrix, DVector};
use serde::Serialize;

/// A coefficient of a heterogeneous autoregression.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HarCoefficient {
    /// `const`, or the days whose mean it weighs, such as `1:5`.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Its standard error with autocorrelation counted (Newey and West, 1987).
    pub standard_error: f64,
}

/// A heterogeneous autoregression of a realised measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HarModel {
    /// The constant, then one a lag.
    pub coefficients: Vec<HarCoefficient>,
    /// Over how many days each regressor is a mean.
    pub lags: Vec<usize>,
    /// Share of the variance explained.
    pub r_squared: f64,
    /// Days explained.
    pub observations: usize,
    /// The last days, oldest first, from which it forecasts.
    #[serde(skip)]
    last: Vec<f64>,
}

/// Fits `x[t] = c + Σ b[i] mean(x[t-1], …, x[t-lags[i]])` by least squares (Corsi, *A simple
/// approximate long-memory model of realized volatility*, 2009; there lags 1, 5 and 22) to realised
/// variances, volatilities, their logarithms or absolute returns. Standard errors count
/// autocorrelation up to `newey_west_lags`.
///
/// ```
/// use neuron_volatility::fit_har;
/// // Synthetic: a measure that is half of yesterday's and half a wave.
/// let mut measure = vec![1.0];
/// for i in 1..300 {
///     measure.push(0.5 * measure[i - 1] + 0.5 + 0.1 * (i as f64 * 1.7).sin());
/// }
/// let model = fit_har(&measure, &[1, 5, 22], 5)?;
/// assert_eq!(model.observations, 278);
/// assert_eq!(model.forecast(10)?.len(), 10);
/// # Ok::<(), neuron_volatility::VolatilityError>(())
/// ```
///
/// # Errors
///
/// [`VolatilityError`] for lags that do not increase from at least 1, series that are too short,
/// constant or not finite, and collinear lags.
pub fn fit_har(
    measure: &[f64],
    lags: &[usize],
    newey_west_lags: usize,
) -> Result<HarModel, VolatilityError> {
    let mean = crate::Mean::Heterogeneous { lags: lags.to_vec() };
    mean.check()?;
    let held = mean.held_back();
    let k = lags.len() + 1;
    let needed = held + (5 * k).max(newey_west_lags + k + 1);
    crate::series::at_least("measure", measure, needed, mean.to_string())?;
    crate::series::finite("measure", measure)?;
    crate::series::varies("measure", measure)?;
    let design = crate::estimation::Design::new(&mean, measure);
    let n = design.y.len();
    let x = DMatrix::from_fn(n, k, |row, column| design.columns[column][row]);
    let y = DVector::from_column_slice(&design.y);
    let fit = least_squares(&x, &y, "the heterogeneous autoregression")?;
    // Newey and West's middle of the sandwich.
    let scores = DMatrix::from_fn(n, k, |row, column| x[(row, column)] * fit.residuals[row]);
    let mut middle = scores.tr_mul(&scores);
    for lag in 1..=newey_west_lags {
        let weight = 1.0 - lag as f64 / (newey_west_lags as f64 + 1.0);
        let cross = scores.rows(lag, n - lag).tr_mul(&scores.rows(0, n - lag));
        middle += (&cross + cross.transpose()) * weight;
    }
    let covariance = &fit.inverse * middle * &fit.inverse;
    let names =
        std::iter::once("const".to_owned()).chain(lags.iter().map(|lag| format!("1:{lag}")));
    let coefficients = names
        .enumerate()
        .map(|(i, name)| HarCoefficient {
            name,
            value: fit.coefficients[i],
            standard_error: covariance[(i, i)].max(0.0).sqrt(),
        })
        .collect();
    let total = crate::series::variance(&design.y) * n as f64;
    Ok(HarModel {
        coefficients,
        lags: lags.to_vec(),
        r_squared: 1.0 - fit.residuals.norm_squared() / total,
        observations: n,
        last: measure[measure.len() - held..].to_vec(),
    })
}

impl HarModel {
    /// Forecasts the next `horizon` days, each from the forecasts before it, `[horizon]`.
    ///
    /// # Errors
    ///
    /// An argument error for horizon 0.
    pub fn forecast(&self, horizon: usize) -> Result<Vec<f64>, VolatilityError> {
        crate::series::at_least_one("horizon", horizon)?;
        let mut past = self.last.clone();
        for _ in 0..horizon {
            let mut next = self.coefficients[0].value;
            for (lag, coefficient) in self.lags.iter().zip(&self.coefficients[1..]) {
                next += coefficient.value * crate::series::mean(&past[past.len() - lag..]);
            }
            past.push(next);
        }
        Ok(past.split_off(self.last.len()))
    }
}
