//! What `--objective` names.

use crate::cli::error::CommandError;
use neuron_covariance::hierarchy::{ClusterCount, LinkageMethod};
use neuron_covariance::portfolios::{
    ClusterRisk, HrpDefinition, equal_weight, hierarchical_equal_risk, hierarchical_risk_parity,
    inverse_variance, inverse_volatility, maximum_diversification, nested_minimum_variance,
};
use neuron_covariance::{Covariance, CovarianceError};
use neuron_portfolio::{Objective, Uncertainty};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::str::FromStr;

/// The deformation of the relativistic value at risk where none is given.
const DEFORMATION: f64 = 0.3;

/// A way to a portfolio.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Choice {
    /// By the optimiser, under constraints.
    Optimal(Objective),
    /// As that, for expected returns that are off by so many standard errors.
    WorstCase(f64),
    /// By a rule that takes none.
    Direct(Direct),
}

/// Rules that need a covariance alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direct {
    HrpSingle,
    HrpWard,
    Herc,
    Nco,
    MaxDiversification,
    InverseVolatility,
    InverseVariance,
    EqualWeight,
}

impl FromStr for Choice {
    type Err = CommandError;

    fn from_str(text: &str) -> Result<Self, CommandError> {
        let (name, number) = match text.split_once('=') {
            Some((name, number)) => (name, Some(number)),
            None => (text, None),
        };
        let parsed = number.map(str::parse::<f64>).transpose().ok().flatten();
        let optimal = |objective| Ok(Self::Optimal(objective));
        match (name, parsed, number.is_some()) {
            ("max-sharpe", None, false) => optimal(Objective::MaximumSharpe),
            ("min-volatility", None, false) => optimal(Objective::MinimumVolatility),
            ("max-return", None, false) => optimal(Objective::MaximumReturn),
            ("kelly", None, false) => optimal(Objective::Kelly),
            ("risk-parity", None, false) => {
                optimal(Objective::RiskBudgeting { budgets: BTreeMap::new() })
            }
            ("utility", Some(risk_aversion), _) => optimal(Objective::Utility { risk_aversion }),
            ("efficient-return", Some(target), _) => optimal(Objective::EfficientReturn { target }),
            ("efficient-risk", Some(target), _) => optimal(Objective::EfficientRisk { target }),
            ("min-cvar", Some(level), _) => optimal(Objective::MinimumCvar { level }),
            ("min-evar", Some(level), _) => optimal(Objective::MinimumEvar { level }),
            ("min-rlvar", _, true) => relativistic(number).ok_or_else(|| unknown(text)),
            ("min-gini", None, false) => optimal(Objective::MinimumGini),
            ("min-cdar", Some(level), _) => optimal(Objective::MinimumCdar { level }),
            ("min-semideviation", Some(target), _) => {
                optimal(Objective::MinimumSemideviation { target })
            }
            ("min-absolute-deviation", None, false) => optimal(Objective::MinimumAbsoluteDeviation),
            ("min-worst-loss", None, false) => optimal(Objective::MinimumWorstLoss),
            ("min-average-drawdown", None, false) => optimal(Objective::MinimumAverageDrawdown),
            ("min-max-drawdown", None, false) => optimal(Objective::MinimumMaximumDrawdown),
            ("min-ulcer-index", None, false) => optimal(Objective::MinimumUlcerIndex),
            ("min-tracking-error", None, false) => optimal(Objective::MinimumTrackingError),
            ("worst-case", Some(radius), _) => Ok(Self::WorstCase(radius)),
            _ if number.is_none() => Ok(Self::Direct(direct(text)?)),
            _ => Err(unknown(text)),
        }
    }
}

/// A level, and behind a comma the deformation.
fn relativistic(text: Option<&str>) -> Option<Choice> {
    let (level, deformation) = match text?.split_once(',') {
        Some((level, deformation)) => (level, deformation.parse().ok()?),
        None => (text?, DEFORMATION),
    };
    let level = level.parse().ok()?;
    Some(Choice::Optimal(Objective::MinimumRlvar { level, deformation }))
}

/// The worst case of expected returns that were estimated from so many years.
pub(super) fn worst_case(radius: f64, years: f64) -> Objective {
    let shape = Uncertainty::Mean { observations: years };
    Objective::WorstCase { radius, shape, risk_aversion: 0.0 }
}

fn direct(name: &str) -> Result<Direct, CommandError> {
    Ok(match name {
        "hrp-single" => Direct::HrpSingle,
        "hrp-ward" => Direct::HrpWard,
        "herc" => Direct::Herc,
        "nco" => Direct::Nco,
        "max-diversification" => Direct::MaxDiversification,
        "inverse-volatility" => Direct::InverseVolatility,
        "inverse-variance" => Direct::InverseVariance,
        "equal-weight" => Direct::EqualWeight,
        _ => return Err(unknown(name)),
    })
}

fn unknown(text: &str) -> CommandError {
    CommandError::flag(
        "--objective",
        format!("`{}`", text.escape_debug()),
        "one of those that `--help` lists, with a number behind `=` where it has one",
    )
}

impl Direct {
    /// Weights, and how they came about.
    pub(super) fn portfolio(self, risk: &Covariance) -> Result<(Vec<f64>, Value), CovarianceError> {
        let count = ClusterCount::default();
        Ok(match self {
            Self::HrpSingle | Self::HrpWard => {
                let single = self == Self::HrpSingle;
                let definition = if single { HrpDefinition::Single } else { HrpDefinition::Ward };
                let made = hierarchical_risk_parity(risk, definition)?;
                (made.portfolio.weights, json!({ "order": made.order }))
            }
            Self::Herc => {
                let (linkage, variance) = (LinkageMethod::Ward, ClusterRisk::Variance);
                let made = hierarchical_equal_risk(risk, linkage, count, variance)?;
                (made.portfolio.weights, json!({ "clusters": made.clusters }))
            }
            Self::Nco => {
                let made = nested_minimum_variance(risk, LinkageMethod::Ward, count)?;
                (made.portfolio.weights, json!({ "clusters": made.clusters }))
            }
            Self::MaxDiversification => (maximum_diversification(risk)?.weights, Value::Null),
            Self::InverseVolatility => (inverse_volatility(risk).weights, Value::Null),
            Self::InverseVariance => (inverse_variance(risk).weights, Value::Null),
            Self::EqualWeight => (equal_weight(risk).weights, Value::Null),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_where_they_belong() {
        let cvar: Choice = "min-cvar=0.95".parse().unwrap();
        assert_eq!(cvar, Choice::Optimal(Objective::MinimumCvar { level: 0.95 }));
        assert_eq!("hrp-ward".parse::<Choice>().unwrap(), Choice::Direct(Direct::HrpWard));
        let deformed = "min-rlvar=0.9,0.5".parse::<Choice>().unwrap();
        let objective = Objective::MinimumRlvar { level: 0.9, deformation: 0.5 };
        assert_eq!(deformed, Choice::Optimal(objective));
        for wrong in [
            "min-rlvar",
            "min-rlvar=0.9,x",
            "min-gini=1",
            "min-evar",
            "min-cvar",
            "max-sharpe=1",
            "utility=x",
            "hrp-ward=2",
            "sharpe",
            "",
        ] {
            let error = wrong.parse::<Choice>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`--objective` is `{wrong}`, expected")), "{error}");
        }
    }
}
