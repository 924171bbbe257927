use crate::{Distribution, Estimate, Precision, Rebalancing, Sampling};
use serde::Serialize;
use std::fmt;

/// What a simulation says of a portfolio's risk. Values and losses are in units of the portfolio's
/// first value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RiskReport {
    /// What was run.
    pub run: RunSummary,
    /// The loss at each horizon.
    pub horizons: Vec<HorizonRisk>,
    /// The greatest fall from a peak on the way, in units of the peak; its expected shortfall is the
    /// conditional drawdown at risk.
    pub drawdown: Distribution,
    /// At the last horizon, what each asset adds to the risk, level by level.
    pub allocation: Vec<TailAllocation>,
}

/// Which simulation ran, so that its cost and its meaning can be told from another's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunSummary {
    /// The process.
    pub kind: String,
    /// How paths were drawn.
    pub sampling: Sampling,
    /// How many coordinates of a path came from a net, and not from a pseudorandom generator.
    pub net_dimensions: usize,
    /// In what numbers.
    pub precision: Precision,
    /// What happened to the weights.
    pub rebalancing: Rebalancing,
    /// The seed.
    pub seed: u64,
    /// Paths.
    pub paths: usize,
    /// Steps of each path, all of them walked: where this is 1, only ends were drawn.
    pub steps: usize,
    /// Assets.
    pub assets: usize,
    /// Moves of one asset over one step that were really simulated for the distribution: the
    /// product of the three.
    pub asset_steps: u64,
    /// The same for the paths of the tail that were walked again for the allocation.
    pub allocation_asset_steps: u64,
}

/// One line, such as `geometric-brownian, independent, 50000 paths × 252 steps × 20 assets =
/// 252000000 asset-steps in single precision, buy-and-hold, seed 0`.
impl fmt::Display for RunSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.kind, self.sampling.name())?;
        if let Sampling::Sobol { replicates } = self.sampling {
            write!(f, " ({replicates} nets, {} coordinates)", self.net_dimensions)?;
        }
        let precision = match self.precision {
            Precision::Single => "single",
            Precision::Double => "double",
        };
        let rebalancing = match self.rebalancing {
            Rebalancing::BuyAndHold => "buy-and-hold",
            Rebalancing::ConstantWeights => "constant weights",
        };
        let (paths, steps, assets) = (self.paths, self.steps, self.assets);
        write!(
            f,
            ", {paths} paths × {steps} steps × {assets} assets = {} asset-steps in {precision} \
             precision, {rebalancing}, seed {}",
            self.asset_steps, self.seed
        )
    }
}

/// The loss at a horizon.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HorizonRisk {
    /// After how many steps.
    pub steps: usize,
    /// Probability that the portfolio is worth less than at first.
    pub probability_of_loss: Estimate,
    /// How the loss is distributed.
    pub loss: Distribution,
}

/// What each asset adds to a measure of risk.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TailAllocation {
    /// Confidence level.
    pub level: f64,
    /// How many paths about the quantile the parts of value at risk are averaged over.
    pub paths_at_quantile: usize,
    /// By asset, in the portfolio's order.
    pub assets: Vec<AssetRisk>,
}

/// One asset's part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AssetRisk {
    /// The asset.
    pub name: String,
    /// Its weight.
    pub weight: f64,
    /// Change of value at risk for a unit more of the asset: its mean loss on the paths about the
    /// quantile, scaled so that the components add up to value at risk. The error is that of the
    /// mean.
    pub marginal_value_at_risk: Estimate,
    /// Weight times marginal; these add up to value at risk.
    pub component_value_at_risk: f64,
    /// Change of expected shortfall for a unit more of the asset: its mean loss in the tail.
    pub marginal_expected_shortfall: Estimate,
    /// Weight times marginal; these add up to expected shortfall.
    pub component_expected_shortfall: f64,
    /// The component's share of expected shortfall.
    pub share: f64,
}
