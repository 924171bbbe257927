//! Shares bought one by one.

use super::{Allocation, Target};

/// Rounds every holding down, then buys single shares of whichever affordable asset lies furthest
/// below its weight among what is bought so far, until none below its weight can be paid.
///
/// These are the shares of PyPortfolioOpt's `greedy_portfolio`, except that it gives up after ten
/// assets in a row that cannot be paid.
///
/// ```
/// use neuron_covariance::allocation::{Target, greedy};
/// let names = vec!["A".to_string(), "B".to_string()];
/// let target = Target::new(names, vec![0.6, 0.4], vec![30.0, 45.0], 100.0)?;
/// let bought = greedy(&target);
/// assert_eq!(bought.orders.iter().map(|o| o.shares).collect::<Vec<_>>(), [2, 0]);
/// assert_eq!(bought.leftover, 40.0);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
#[must_use]
pub fn greedy(target: &Target) -> Allocation {
    let (weights, prices, value) = (target.weights(), target.prices(), target.value());
    // Heaviest first, and as given among equals: the first of equal deficits is bought.
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| weights[b].total_cmp(&weights[a]));
    let mut shares = vec![0_u64; weights.len()];
    let mut cash = value;
    for &i in &order {
        shares[i] = (weights[i] * value / prices[i]).floor() as u64;
        cash -= shares[i] as f64 * prices[i];
    }
    loop {
        let spent: f64 = order.iter().map(|&i| shares[i] as f64 * prices[i]).sum();
        let mut furthest = None;
        let mut most = 0.0;
        for &i in order.iter().filter(|&&i| prices[i] <= cash) {
            let held = if spent > 0.0 { shares[i] as f64 * prices[i] / spent } else { 0.0 };
            if weights[i] - held > most {
                most = weights[i] - held;
                furthest = Some(i);
            }
        }
        let Some(bought) = furthest else { break };
        shares[bought] += 1;
        cash -= prices[bought];
    }
    target.allocation(&shares)
}
