//! Tests of risk forecasts: are there as many violations of the value at risk as its level says,
//! does one tell of the next, and are they as bad as the expected shortfall says?

mod acerbi_szekely;
mod christoffersen;
mod dynamic_quantile;
mod kupiec;

pub use acerbi_szekely::{AcerbiSzekely, acerbi_szekely, acerbi_szekely_statistics};
pub use christoffersen::{Christoffersen, christoffersen};
pub use dynamic_quantile::{DynamicQuantile, dynamic_quantile};
pub use kupiec::{Kupiec, kupiec};

use statrs::function::gamma::gamma_ur;

/// Probability that a chi-squared variable with `degrees` of freedom is above `statistic`.
pub(crate) fn chi_squared_tail(statistic: f64, degrees: f64) -> f64 {
    if statistic <= 0.0 { 1.0 } else { gamma_ur(0.5 * degrees, 0.5 * statistic) }
}

/// `count × ln(probability)`, 0 of an event that did not happen.
fn log_power(count: usize, probability: f64) -> f64 {
    if count == 0 { 0.0 } else { count as f64 * probability.ln() }
}
