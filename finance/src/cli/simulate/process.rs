//! From prices to a process.

use super::copula::student_copula;
use super::jumps::jump_diffusion;
use crate::cli::args::{ProcessName, SimulateArgs};
use crate::cli::error::CommandError;
use crate::cli::market::Market;
use nalgebra::{DMatrix, DVector};
use neuron_prices::ReturnKind;
use neuron_simulation::{
    BlockBootstrap, Blocks, FilteredHistorical, GarchFilter, GeometricBrownian, NormalReturns,
    Process, StudentReturns,
};
use neuron_volatility::{FitOptions, Innovation, Mean, Specification, Variance, fit};

/// Returns are fitted in per cent, at which variances are of a sensible size.
const PER_CENT: f64 = 100.0;

/// The process that `--process` names, with parameters from all days.
pub(super) fn estimated(args: &SimulateArgs, market: &Market) -> Result<Process, CommandError> {
    let panel = &market.panel;
    panel.require_days(3)?;
    let of_kind = |kind| -> Result<DMatrix<f64>, CommandError> {
        let returns = panel.returns(kind)?;
        Ok(DMatrix::from_row_slice(returns.days(), returns.assets(), returns.values()))
    };
    Ok(match args.process {
        ProcessName::Brownian => {
            Process::GeometricBrownian(brownian(&of_kind(ReturnKind::Log)?, args.periods_per_year))
        }
        ProcessName::Normal => {
            let (mean, covariance) = moments(&of_kind(ReturnKind::Simple)?);
            Process::Normal(NormalReturns { mean: mean.as_slice().to_vec(), covariance })
        }
        ProcessName::Student => {
            let (mean, covariance) = moments(&of_kind(ReturnKind::Simple)?);
            let (mean, degrees) = (mean.as_slice().to_vec(), args.degrees);
            Process::Student(StudentReturns { mean, covariance, degrees })
        }
        ProcessName::Jumps => {
            let rows = of_kind(ReturnKind::Log)?;
            let all = brownian(&rows, args.periods_per_year);
            Process::JumpDiffusion(jump_diffusion(&rows, all, args.periods_per_year))
        }
        ProcessName::Copula => {
            let names: Vec<String> = panel.tickers().into_iter().map(String::from).collect();
            let rows = of_kind(ReturnKind::Simple)?;
            Process::StudentCopula(student_copula(&names, &rows, args.degrees)?)
        }
        ProcessName::Bootstrap => Process::BlockBootstrap(BlockBootstrap {
            history: of_kind(ReturnKind::Simple)?,
            blocks: Blocks::Stationary { mean_length: args.block },
        }),
        ProcessName::Filtered => {
            Process::FilteredHistorical(filtered(&of_kind(ReturnKind::Simple)?)?)
        }
    })
}

/// Mean and sample covariance of rows.
fn moments(rows: &DMatrix<f64>) -> (DVector<f64>, DMatrix<f64>) {
    let mean = rows.row_mean().transpose();
    let mut centred = rows.clone();
    for mut row in centred.row_iter_mut() {
        row -= mean.transpose();
    }
    (mean, centred.transpose() * &centred / (rows.nrows() as f64 - 1.0))
}

/// Drifts and volatilities a year of logarithmic returns a day.
fn brownian(rows: &DMatrix<f64>, periods: f64) -> GeometricBrownian {
    let (mean, covariance) = moments(rows);
    let deviation = covariance.diagonal().map(f64::sqrt);
    // The expected price grows by half the variance more than the expected logarithm.
    let drift = |asset: usize| periods * (mean[asset] + 0.5 * covariance[(asset, asset)]);
    let assets = rows.ncols();
    let correlation = DMatrix::from_fn(assets, assets, |i, j| {
        if i == j { 1.0 } else { covariance[(i, j)] / (deviation[i] * deviation[j]) }
    });
    GeometricBrownian {
        drift: (0..assets).map(drift).collect(),
        volatility: deviation.iter().map(|day| day * periods.sqrt()).collect(),
        correlation,
        step: 1.0 / periods,
    }
}

/// A GJR-GARCH filter of each asset, and the residuals of the days on which all have one.
fn filtered(rows: &DMatrix<f64>) -> Result<FilteredHistorical, CommandError> {
    let model = Specification {
        mean: Mean::Constant,
        variance: Variance::Garch { p: 1, o: 1, q: 1 },
        innovation: Innovation::Normal,
    };
    let mut filters = Vec::new();
    let mut residuals = DMatrix::zeros(rows.nrows(), rows.ncols());
    for (asset, column) in rows.column_iter().enumerate() {
        let returns: Vec<f64> = column.iter().map(|value| value * PER_CENT).collect();
        let fitted = fit(&model, &returns, &FitOptions::default())?;
        let next = fitted.forecast(1)?;
        let [mean, omega, alpha, gamma, beta] = fitted.parameters()[..] else {
            unreachable!("this model has five parameters")
        };
        filters.push(GarchFilter { mean, omega, alpha, gamma, beta, variance: next.variance[0] });
        for (day, residual) in fitted.standardised_residuals.iter().enumerate() {
            residuals[(day, asset)] = *residual;
        }
    }
    Ok(FilteredHistorical { filters, residuals, scale: 1.0 / PER_CENT })
}
