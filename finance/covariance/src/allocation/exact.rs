//! The whole shares that fall short of the weights by the least money.

use super::{Allocation, Target, greedy};
use serde::Serialize;

/// Differences of this share of the money count as none.
const TOLERANCE: f64 = 1e-9;

/// Whole shares, and how near to the best they are proved to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExactAllocation {
    /// The shares.
    #[serde(flatten)]
    pub allocation: Allocation,
    /// No allocation falls short by less money than this.
    pub lower_bound: f64,
    /// The shortfall less the bound: 0 where the shares are proved to be the best.
    pub gap: f64,
    /// How many partial allocations were examined.
    pub nodes: usize,
}

/// The shares that fall short of the weights by the least money and cost no more than there is.
///
/// What is minimised is `Σ max(target - cost, 0)`, which is the integer program of PyPortfolioOpt's
/// `lp_portfolio`, `Σ |target - cost| + leftover`, less a constant, halved. Branch and bound from all
/// holdings rounded up: shares are given back until the rest can be paid, those first that cost the
/// least shortfall per money; the bound lets the last one be given back in part. After `node_limit`
/// partial allocations the search ends with the best found and a gap.
///
/// ```
/// use neuron_covariance::allocation::{Target, exact};
/// let names = vec!["A".to_string(), "B".to_string()];
/// let target = Target::new(names, vec![0.5, 0.5], vec![26.0, 48.0], 100.0)?;
/// let best = exact(&target, 1000);
/// // One share of each and one more of A, which costs 100 and leaves B 2 short.
/// assert_eq!(best.allocation.orders.iter().map(|o| o.shares).collect::<Vec<_>>(), [2, 1]);
/// assert_eq!((best.allocation.shortfall, best.gap), (2.0, 0.0));
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
#[must_use]
pub fn exact(target: &Target, node_limit: usize) -> ExactAllocation {
    Search::new(target).run(node_limit)
}

/// A partial allocation.
struct Node {
    /// How many steps are decided: first every asset's last share, then every asset's others.
    depth: usize,
    shares: Vec<u64>,
    /// How much money must still be given back.
    excess: f64,
    /// The shortfall so far.
    shortfall: f64,
    /// The least shortfall that any completion can have.
    bound: f64,
}

struct Search<'a> {
    target: &'a Target,
    /// By how much an asset's holding rounded down falls short of its weight.
    remainders: Vec<f64>,
    /// Assets whose weight is no whole number of shares, least shortfall per money first.
    last_shares: Vec<usize>,
    /// All assets, dearest first.
    by_price: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(target: &'a Target) -> Self {
        let (weights, prices, value) = (target.weights(), target.prices(), target.value());
        let remainders: Vec<f64> = (0..weights.len())
            .map(|i| {
                let wanted = weights[i] * value;
                let remainder = wanted - (wanted / prices[i]).floor() * prices[i];
                if remainder > TOLERANCE * value { remainder } else { 0.0 }
            })
            .collect();
        let mut last_shares: Vec<usize> =
            (0..weights.len()).filter(|&i| remainders[i] > 0.0).collect();
        let ratio = |i: usize| remainders[i] / prices[i];
        last_shares.sort_by(|&a, &b| ratio(a).total_cmp(&ratio(b)));
        let mut by_price: Vec<usize> = (0..weights.len()).collect();
        by_price.sort_by(|&a, &b| prices[b].total_cmp(&prices[a]));
        Self { target, remainders, last_shares, by_price }
    }

    /// Every holding rounded up.
    fn root(&self) -> Node {
        let (weights, prices, value) =
            (self.target.weights(), self.target.prices(), self.target.value());
        let shares: Vec<u64> = (0..weights.len())
            .map(|i| {
                let down = (weights[i] * value / prices[i]).floor() as u64;
                down + u64::from(self.remainders[i] > 0.0)
            })
            .collect();
        let cost: f64 = shares.iter().zip(prices).map(|(s, p)| *s as f64 * p).sum();
        let mut root = Node { depth: 0, shares, excess: cost - value, shortfall: 0.0, bound: 0.0 };
        root.bound = self.bound(&root);
        root
    }

    fn run(&self, node_limit: usize) -> ExactAllocation {
        let margin = TOLERANCE * self.target.value();
        let mut best = greedy(self.target);
        let mut open = vec![self.root()];
        let mut nodes = 0;
        while nodes < node_limit
            && let Some(node) = open.pop()
        {
            nodes += 1;
            if node.bound >= best.shortfall - margin {
                continue;
            }
            if node.excess <= margin * 1e-3 {
                best = self.target.allocation(&node.shares);
                continue;
            }
            let mut children = self.children(&node);
            children.retain(|child| child.bound < best.shortfall - margin);
            // The most promising child is taken next.
            children.sort_by(|a, b| b.bound.total_cmp(&a.bound));
            open.extend(children);
        }
        let lower_bound = open.iter().map(|n| n.bound).fold(best.shortfall, f64::min);
        let gap =
            if best.shortfall - lower_bound > margin { best.shortfall - lower_bound } else { 0.0 };
        ExactAllocation { allocation: best, lower_bound, gap, nodes }
    }

    /// All ways to decide the next step.
    fn children(&self, node: &Node) -> Vec<Node> {
        let prices = self.target.prices();
        let child = |asset: usize, given_back: u64, shortfall: f64| {
            let mut shares = node.shares.clone();
            shares[asset] -= given_back;
            let mut child = Node {
                depth: node.depth + 1,
                shares,
                excess: node.excess - given_back as f64 * prices[asset],
                shortfall: node.shortfall + shortfall,
                bound: 0.0,
            };
            child.bound = self.bound(&child);
            child
        };
        if let Some(&asset) = self.last_shares.get(node.depth) {
            return vec![child(asset, 0, 0.0), child(asset, 1, self.remainders[asset])];
        }
        let Some(&asset) = self.by_price.get(node.depth - self.last_shares.len()) else {
            return Vec::new();
        };
        // Where the last share was kept, giving back another one is a step decided above.
        let down = (self.target.weights()[asset] * self.target.value() / prices[asset]).floor();
        let most = if node.shares[asset] > down as u64 { 0 } else { node.shares[asset] };
        let enough = (node.excess / prices[asset]).ceil().max(0.0) as u64;
        (0..=most.min(enough))
            .map(|count| child(asset, count, count as f64 * prices[asset]))
            .collect()
    }

    /// The least shortfall of any completion if the last share given back could be divided.
    fn bound(&self, node: &Node) -> f64 {
        let prices = self.target.prices();
        let (mut excess, mut shortfall) = (node.excess.max(0.0), node.shortfall);
        for &i in self.last_shares.iter().skip(node.depth) {
            if excess <= prices[i] {
                return shortfall + excess * self.remainders[i] / prices[i];
            }
            excess -= prices[i];
            shortfall += self.remainders[i];
        }
        // Of every other share, all that is given back is missing.
        shortfall + excess
    }
}
