use super::AssetLoss;
use crate::{Portfolio, Rebalancing, SimulationError, check};
use nalgebra::DMatrix;
use serde::Serialize;

/// What a stretch of history would have done to a portfolio of today.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Replay {
    /// Loss from beginning to end, in units of the first value; negative where it gained.
    pub loss: f64,
    /// By asset; these add up to the loss.
    pub assets: Vec<AssetLoss>,
    /// Value before the first row and after each, in units of the first.
    pub values: Vec<f64>,
    /// The greatest fall from a peak, in units of the peak.
    pub drawdown: f64,
    /// The peak before that fall: how many rows had passed.
    pub peak: usize,
    /// Its deepest point: how many rows had passed.
    pub trough: usize,
    /// The row of the worst return, counted from zero.
    pub worst_row: usize,
    /// The return of that row.
    pub worst_return: f64,
}

/// Leads `portfolio` through `returns`, simple returns `[row, asset]`, oldest first.
///
/// ```
/// use nalgebra::DMatrix;
/// use neuron_simulation::{Portfolio, Rebalancing, scenario::replay};
/// let names = vec!["A".to_owned(), "B".to_owned()];
/// let portfolio = Portfolio::equal(names, Rebalancing::BuyAndHold)?;
/// let crash = DMatrix::from_row_slice(2, 2, &[-0.5, 0.0, 0.5, 0.1]);
/// let outcome = replay(&crash, &portfolio)?;
/// assert!((outcome.loss - (1.0 - (0.5 * 0.75 + 0.5 * 1.1))).abs() < 1e-15);
/// assert_eq!((outcome.peak, outcome.trough, outcome.drawdown), (0, 1, 0.25));
/// # Ok::<(), neuron_simulation::SimulationError>(())
/// ```
///
/// # Errors
/// If there is no row, the columns are not the portfolio's assets, or a return is not finite or
/// below −1.
pub fn replay(returns: &DMatrix<f64>, portfolio: &Portfolio) -> Result<Replay, SimulationError> {
    let rows = returns.nrows();
    check::length("returns", returns.ncols(), portfolio.weights().len())?;
    if rows == 0 {
        return Err(SimulationError::ShortHistory { what: "returns", rows, needed: 1 });
    }
    check::cells("returns", returns, "a return of at least −1", |r| r >= -1.0)?;
    let held = portfolio.rebalancing() == Rebalancing::BuyAndHold;
    let mut worth = portfolio.weights().to_vec();
    let mut price = vec![1.0; worth.len()];
    let mut gains = vec![0.0; worth.len()];
    let mut values = vec![1.0];
    let (mut peak, mut deepest) = (0, (0.0, 0, 0));
    let mut worst = (f64::INFINITY, 0);
    for (i, row) in returns.row_iter().enumerate() {
        let before = values[i];
        for (asset, &simple) in row.iter().enumerate() {
            if !held {
                worth[asset] = portfolio.weights()[asset] * before;
            }
            gains[asset] += worth[asset] * simple;
            worth[asset] *= 1.0 + simple;
            price[asset] *= 1.0 + simple;
        }
        let value = 1.0 + gains.iter().sum::<f64>();
        values.push(value);
        let simple = (value - before) / before;
        if simple < worst.0 {
            worst = (simple, i);
        }
        if value > values[peak] {
            peak = i + 1;
        }
        let fall = (values[peak] - value) / values[peak];
        if fall > deepest.0 {
            deepest = (fall, peak, i + 1);
        }
    }
    let assets = portfolio.names().iter().zip(price.iter().zip(&gains));
    let assets = assets.map(|(name, (price, gain))| AssetLoss {
        name: name.clone(),
        simple_return: price - 1.0,
        loss: -gain,
    });
    Ok(Replay {
        loss: 1.0 - values[rows],
        assets: assets.collect(),
        drawdown: deepest.0,
        peak: deepest.1,
        trough: deepest.2,
        worst_row: worst.1,
        worst_return: worst.0,
        values,
    })
}
