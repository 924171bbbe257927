//! A real series that is always there.

use super::MonitoringError;
use super::series::parse_csv;

/// Whole weeks of a year, for what takes no fractions.
pub const WEEKS_A_YEAR: usize = 52;

const CO2: &str = include_str!("../../../datasets/vision/mauna-loa-co2/co2.csv");

/// Weekly carbon dioxide at Mauna Loa, 29 March 1958 to 29 December 2001, in parts per million by volume;
/// NaN where a week has none. Its licence and provenance stand beside it, in `datasets/vision/mauna-loa-co2`.
///
/// ```
/// let values = neuron_vision::environmental_monitoring::mauna_loa_co2()?;
/// assert_eq!((values.len(), values.iter().filter(|value| value.is_nan()).count()), (2284, 59));
/// assert_eq!((values[0], values[2283]), (316.1, 371.5));
/// # Ok::<(), neuron_vision::environmental_monitoring::MonitoringError>(())
/// ```
///
/// # Errors
/// None of what is embedded, as a test shows.
pub fn mauna_loa_co2() -> Result<Vec<f64>, MonitoringError> {
    parse_csv(CO2.as_bytes(), "mauna-loa-co2/co2.csv", None)
}
