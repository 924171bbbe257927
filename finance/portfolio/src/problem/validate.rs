use crate::{Constraints, Limits, PortfolioError, RiskModel};
use nalgebra::DMatrix;

type Checked = Result<(), PortfolioError>;

pub(super) fn finite(what: impl Into<String>, value: f64) -> Checked {
    if value.is_finite() {
        Ok(())
    } else {
        Err(PortfolioError::NotFinite { what: what.into(), value })
    }
}

pub(super) fn not_negative(value: f64, what: impl FnOnce() -> String) -> Checked {
    if value >= 0.0 && value.is_finite() {
        Ok(())
    } else {
        Err(PortfolioError::Range {
            what: what(),
            value,
            expected: "a finite number of at least 0",
        })
    }
}

/// The right way round, and with room between the infinities.
pub(super) fn limits(limits: Limits, what: impl Fn() -> String) -> Checked {
    for (value, end, wrong) in
        [(limits.min, "minimum", f64::INFINITY), (limits.max, "maximum", f64::NEG_INFINITY)]
    {
        if value.is_nan() || value == wrong {
            return Err(PortfolioError::NotFinite {
                what: format!("{}: the {end}", what()),
                value,
            });
        }
    }
    if limits.min > limits.max {
        return Err(PortfolioError::MinAboveMax { what: what(), min: limits.min, max: limits.max });
    }
    Ok(())
}

fn size(what: &'static str, found: (usize, usize), expected: (usize, usize)) -> Checked {
    if found == expected {
        return Ok(());
    }
    Err(PortfolioError::Size {
        what,
        found: format!("{}×{}", found.0, found.1),
        expected: format!("{}×{}", expected.0, expected.1),
    })
}

pub(super) fn expected_returns(returns: &[f64], names: &[String]) -> Checked {
    size("the expected returns", (returns.len(), 1), (names.len(), 1))?;
    for (&value, name) in returns.iter().zip(names) {
        finite(format!("the expected return of `{name}`"), value)?;
    }
    Ok(())
}

pub(super) fn scenarios(returns: &DMatrix<f64>, names: &[String]) -> Checked {
    if returns.nrows() == 0 {
        return Err(PortfolioError::Size {
            what: "the scenarios",
            found: "none".into(),
            expected: "at least one".into(),
        });
    }
    size("the scenarios", returns.shape(), (returns.nrows(), names.len()))?;
    for (asset, name) in names.iter().enumerate() {
        for (scenario, &value) in returns.column(asset).iter().enumerate() {
            if !value.is_finite() {
                return finite(format!("the return of `{name}` in scenario {scenario}"), value);
            }
        }
    }
    Ok(())
}

pub(super) fn risk_model(model: &RiskModel, names: &[String], degenerate: bool) -> Checked {
    let n = names.len();
    match model {
        RiskModel::Covariance(covariance) => {
            size("the covariance", covariance.shape(), (n, n))?;
            symmetric(covariance, |i| names[i].clone())?;
            if degenerate { Ok(()) } else { distinct(covariance, names) }
        }
        RiskModel::Factors { exposures, covariance, specific } => {
            let factors = exposures.ncols();
            size("the factor exposures", exposures.shape(), (n, factors))?;
            size("the factors' covariance", covariance.shape(), (factors, factors))?;
            size("the specific variances", (specific.len(), 1), (n, 1))?;
            for (asset, name) in names.iter().enumerate() {
                for &value in exposures.row(asset).iter() {
                    finite(format!("a factor exposure of `{name}`"), value)?;
                }
                not_negative(specific[asset], || format!("the specific variance of `{name}`"))?;
                let alone = exposures.row(asset).iter().all(|&exposure| exposure == 0.0);
                if !degenerate && alone && specific[asset] == 0.0 {
                    return Err(PortfolioError::ZeroVariance { asset: name.clone() });
                }
            }
            symmetric(covariance, |i| format!("factor {i}"))
        }
    }
}

fn symmetric(matrix: &DMatrix<f64>, name: impl Fn(usize) -> String) -> Checked {
    let largest = matrix.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    for j in 0..matrix.ncols() {
        for i in 0..=j {
            let (upper, lower) = (matrix[(i, j)], matrix[(j, i)]);
            for value in [upper, lower] {
                if !value.is_finite() {
                    return finite(
                        format!("the covariance of `{}` and `{}`", name(i), name(j)),
                        value,
                    );
                }
            }
            if (upper - lower).abs() > 1e-12 * largest {
                return Err(PortfolioError::NotSymmetric {
                    first: name(i),
                    second: name(j),
                    upper,
                    lower,
                });
            }
        }
    }
    Ok(())
}

/// No asset without variance, and no two with the same returns.
fn distinct(covariance: &DMatrix<f64>, names: &[String]) -> Checked {
    let largest = covariance.diagonal().max();
    for j in 0..names.len() {
        let variance = covariance[(j, j)];
        // A negative one is left to the test of the eigenvalues, which says more.
        if variance.abs() <= 1e-16 * largest || (variance == 0.0 && largest <= 0.0) {
            return Err(PortfolioError::ZeroVariance { asset: names[j].clone() });
        }
        for i in 0..j {
            let other = covariance[(i, i)];
            let difference = variance + other - 2.0 * covariance[(i, j)];
            if difference.abs() <= 1e-13 * (variance + other) {
                return Err(PortfolioError::DuplicateAssets {
                    first: names[i].clone(),
                    second: names[j].clone(),
                });
            }
        }
    }
    Ok(())
}

/// The limits that are one number.
pub(super) fn scalars(constraints: &Constraints, assets: usize) -> Checked {
    limits(constraints.budget, || "the sum of weights".into())?;
    let turnover = constraints.trading.as_ref().and_then(|trading| trading.maximum_turnover);
    for (what, value) in [
        ("the gross exposure", constraints.gross_exposure),
        ("the long exposure", constraints.long_exposure),
        ("the short exposure", constraints.short_exposure),
        ("the turnover", turnover),
        ("the maximum volatility", constraints.maximum_volatility),
        ("the maximum tracking error", constraints.maximum_tracking_error),
    ] {
        if let Some(value) = value {
            not_negative(value, || what.into())?;
        }
    }
    if let Some(least) = constraints.minimum_return {
        finite("the minimum return", least)?;
    }
    if let Some(cvar) = constraints.maximum_cvar {
        finite("the maximum conditional value at risk", cvar.max)?;
    }
    if let Some(evar) = constraints.maximum_evar {
        finite("the maximum entropic value at risk", evar.max)?;
    }
    if let Some(cardinality) = constraints.cardinality {
        if cardinality.at_most == 0 || cardinality.at_most > assets {
            return Err(PortfolioError::Range {
                what: "the greatest number of assets held".into(),
                value: cardinality.at_most as f64,
                expected: "1 up to the number of assets",
            });
        }
        not_negative(cardinality.gap, || "the gap of the search".into())?;
        if let Some(weight) = cardinality.minimum_weight {
            not_negative(weight, || "the minimum weight of a held asset".into())?;
        }
    }
    Ok(())
}
