//! Whole shares on both sides.

use super::{Allocation, Target, exact, greedy};
use crate::CovarianceError;
use serde::Serialize;

/// Whole shares to buy and to sell short.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LongShortAllocation {
    /// The shares to buy, of the assets with positive weight; absent if there are none.
    pub long: Option<Allocation>,
    /// The shares to sell short, of the assets with negative weight; absent if there are none.
    pub short: Option<Allocation>,
    /// The cash that both sides leave.
    pub leftover: f64,
    /// The sum of both sides' gaps to the proved bound; absent for the greedy method.
    pub gap: Option<f64>,
}

/// How shares are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllocationMethod {
    /// [`greedy`].
    Greedy,
    /// [`exact`] with a limit of nodes.
    Exact {
        /// How many partial allocations are examined at most, on each side.
        node_limit: usize,
    },
}

/// Whole shares for weights of either sign, `[assets]`.
///
/// Each side is scaled to one and allocated by itself: the long side with `value`, and with `reinvest`
/// the short side's proceeds as well; the short side with `value` times the sum of the short weights.
/// This is PyPortfolioOpt's `DiscreteAllocation` with its default `short_ratio`.
///
/// ```
/// use neuron_covariance::allocation::{AllocationMethod, long_short};
/// let names = vec!["A".to_string(), "B".to_string()];
/// let found =
///     long_short(&names, &[1.0, -0.3], &[30.0, 50.0], 1000.0, false, AllocationMethod::Greedy)?;
/// assert_eq!(found.long.map(|side| side.orders[0].shares), Some(33));
/// assert_eq!(found.short.map(|side| side.orders[0].shares), Some(6));
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// As [`Target::new`], and if all weights are zero.
pub fn long_short(
    names: &[String],
    weights: &[f64],
    prices: &[f64],
    value: f64,
    reinvest: bool,
    method: AllocationMethod,
) -> Result<LongShortAllocation, CovarianceError> {
    for (what, found) in
        [("the list of weights", weights.len()), ("the list of prices", prices.len())]
    {
        if found != names.len() {
            let (what, expected) = (what.to_string(), names.len());
            return Err(CovarianceError::Size { what, expected, found });
        }
    }
    if let Some((row, &value)) = weights.iter().enumerate().find(|(_, w)| !w.is_finite()) {
        let (what, name) = ("weight", names[row].clone());
        return Err(CovarianceError::NotFinite { what, name, row, value });
    }
    let short_sum: f64 = weights.iter().filter(|w| **w < 0.0).map(|w| -w).sum();
    let short_value = value * short_sum;
    let long_value = if reinvest { value + short_value } else { value };
    let (long, long_gap) = side(names, weights, prices, 1.0, long_value, method)?;
    let (short, short_gap) = side(names, weights, prices, -1.0, short_value, method)?;
    if long.is_none() && short.is_none() {
        let expected = "at least one weight other than 0";
        return Err(CovarianceError::WeightsSum { sum: 0.0, expected });
    }
    let leftover = [&long, &short].into_iter().flatten().map(|side| side.leftover).sum();
    let gap = (method != AllocationMethod::Greedy).then_some(long_gap + short_gap);
    Ok(LongShortAllocation { long, short, leftover, gap })
}

/// The allocation of the assets whose weights have one sign, and its gap.
fn side(
    names: &[String],
    weights: &[f64],
    prices: &[f64],
    sign: f64,
    value: f64,
    method: AllocationMethod,
) -> Result<(Option<Allocation>, f64), CovarianceError> {
    let members: Vec<usize> = (0..names.len()).filter(|&i| weights[i] * sign > 0.0).collect();
    let sum: f64 = members.iter().map(|&i| weights[i] * sign).sum();
    if members.is_empty() {
        return Ok((None, 0.0));
    }
    let target = Target::new(
        members.iter().map(|&i| names[i].clone()).collect(),
        members.iter().map(|&i| weights[i] * sign / sum).collect(),
        members.iter().map(|&i| prices[i]).collect(),
        value,
    )?;
    Ok(match method {
        AllocationMethod::Greedy => (Some(greedy(&target)), 0.0),
        AllocationMethod::Exact { node_limit } => {
            let found = exact(&target, node_limit);
            (Some(found.allocation), found.gap)
        }
    })
}
