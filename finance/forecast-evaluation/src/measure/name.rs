use super::Measure;
use crate::EvaluationError;
use std::str::FromStr;

impl FromStr for Measure {
    type Err = EvaluationError;

    /// Reads what [`Measure::name`] writes, in any case: `wape`, `wQL[0.9]`, `coverage[0.8]`.
    ///
    /// ```
    /// use neuron_forecast_evaluation::measure::Measure;
    /// assert_eq!("wql[0.9]".parse::<Measure>()?, Measure::WeightedQuantileLoss(0.9));
    /// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
    /// ```
    fn from_str(text: &str) -> Result<Self, EvaluationError> {
        let lower = text.trim().to_ascii_lowercase();
        let (name, number) = match lower.split_once('[') {
            Some((name, rest)) => (name.trim(), rest.strip_suffix(']').map(str::trim)),
            None => (lower.as_str(), None),
        };
        let plain = match name {
            "mae" => Some(Self::Mae),
            "rmse" => Some(Self::Rmse),
            "mape" => Some(Self::Mape),
            "smape" => Some(Self::Smape),
            "wape" => Some(Self::Wape),
            "mase" => Some(Self::Mase),
            "rmsse" => Some(Self::Rmsse),
            "mean wql" => Some(Self::MeanWeightedQuantileLoss),
            "crps" => Some(Self::Crps),
            _ => None,
        };
        if let Some(measure) = plain.filter(|_| !lower.contains('[')) {
            return Ok(measure);
        }
        let unknown = || EvaluationError::Unknown {
            kind: "measure",
            name: text.to_owned(),
            known: "`MAE`, `RMSE`, `MAPE`, `sMAPE`, `WAPE`, `MASE`, `RMSSE`, `mean wQL`, `CRPS`, \
                    and with a number as in `wQL[0.9]`: `pinball`, `wQL`, `coverage`, `width`, \
                    `interval score`"
                .to_owned(),
        };
        let with_number: fn(f64) -> Self = match name {
            "pinball" => Self::Pinball,
            "wql" => Self::WeightedQuantileLoss,
            "coverage" => Self::Coverage,
            "width" => Self::IntervalWidth,
            "interval score" => Self::IntervalScore,
            _ => return Err(unknown()),
        };
        let level: f64 = number.and_then(|n| n.parse().ok()).ok_or_else(unknown)?;
        crate::forecast::check_level(level)?;
        Ok(with_number(level))
    }
}
