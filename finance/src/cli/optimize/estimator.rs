//! What `--covariance` names: an estimator, and its parameter behind `=`.

use crate::cli::error::CommandError;
use neuron_covariance::estimators::Method;

/// The estimator of a name such as `gerber` or `gerber=0.7`.
pub(super) fn parsed(text: &str) -> Result<Method, CommandError> {
    let Some((name, number)) = text.split_once('=') else { return Ok(text.parse()?) };
    let method: Method = name.parse()?;
    let wrong = |expected: &str| {
        CommandError::flag("--covariance", format!("`{}`", text.escape_debug()), expected)
    };
    let value: f64 =
        number.trim().parse().map_err(|_| wrong("a number behind `=`, such as gerber=0.7"))?;
    let whole = || match value {
        value if value >= 0.0 && value.fract() == 0.0 && value < 1e9 => Ok(value as usize),
        _ => Err(wrong("a whole number behind `=`")),
    };
    Ok(match method {
        Method::Sample { .. } => Method::Sample { ddof: whole()? },
        Method::Exponential { .. } => Method::Exponential { span: value },
        Method::RiskMetrics { .. } => Method::RiskMetrics { decay: value },
        Method::Semicovariance { .. } => Method::Semicovariance { benchmark: value },
        Method::ShrunkIdentity { .. } => Method::ShrunkIdentity { intensity: value },
        Method::Gerber { statistic, .. } => Method::Gerber { threshold: value, statistic },
        Method::StatisticalFactors { .. } => Method::StatisticalFactors { factors: Some(whole()?) },
        Method::Denoised { noise, detone } if detone > 0 => {
            Method::Denoised { noise, detone: whole()? }
        }
        _ => return Err(wrong("no number: this estimator has no parameter")),
    })
}

#[cfg(test)]
mod tests {
    use super::parsed;
    use neuron_covariance::estimators::Method;

    #[test]
    fn parameters_stand_behind_the_name() {
        assert_eq!(parsed("risk-metrics=0.97").unwrap(), Method::RiskMetrics { decay: 0.97 });
        let three = Method::StatisticalFactors { factors: Some(3) };
        assert_eq!(parsed("statistical-factors=3").unwrap(), three);
        for text in ["statistical-factors=1.5", "gerber=x", "oracle-approximating=1", "guess=1"] {
            assert!(parsed(text).is_err(), "{text}");
        }
    }
}
