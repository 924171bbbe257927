use super::Problem;
use crate::{
    Cardinality, Constraints, CvarLimit, EvarLimit, GroupMap, Limits, LinearConstraint, RiskModel,
    Trading,
};
use nalgebra::DMatrix;
use std::collections::BTreeMap;

/// Nothing is checked before the problem is solved.
impl Problem {
    /// A long-only, fully invested problem over the named assets.
    #[must_use]
    pub fn new<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Self {
            names: names.into_iter().map(Into::into).collect(),
            expected_returns: None,
            risk: None,
            scenarios: None,
            observations: None,
            risk_free: 0.0,
            degenerate_assets: false,
            constraints: Constraints::default(),
        }
    }

    /// Expected returns, one for each asset.
    #[must_use]
    pub fn expected_returns(mut self, returns: impl Into<Vec<f64>>) -> Self {
        self.expected_returns = Some(returns.into());
        self
    }

    /// Covariance of the returns, `[assets, assets]`.
    #[must_use]
    pub fn covariance(self, covariance: DMatrix<f64>) -> Self {
        self.risk_model(RiskModel::Covariance(covariance))
    }

    /// Covariance of the returns in either form.
    #[must_use]
    pub fn risk_model(mut self, model: RiskModel) -> Self {
        self.risk = Some(model);
        self
    }

    /// Returns of the assets in equally likely scenarios, `[scenarios, assets]`, in the order of
    /// time where the objective looks at drawdowns.
    #[must_use]
    pub fn scenarios(mut self, returns: DMatrix<f64>) -> Self {
        self.scenarios = Some(returns);
        self
    }

    /// On how many periods the covariance rests: fewer than assets are warned about.
    #[must_use]
    pub fn observations(mut self, periods: usize) -> Self {
        self.observations = Some(periods);
        self
    }

    /// The risk-free rate, of the period of the expected returns.
    #[must_use]
    pub fn risk_free(mut self, rate: f64) -> Self {
        self.risk_free = rate;
        self
    }

    /// Takes assets without variance, and assets that are the same, instead of refusing them.
    #[must_use]
    pub fn allow_degenerate_assets(mut self) -> Self {
        self.degenerate_assets = true;
        self
    }

    /// All constraints at once.
    #[must_use]
    pub fn constraints(mut self, constraints: Constraints) -> Self {
        self.constraints = constraints;
        self
    }

    /// Limits on the sum of the weights, instead of 1.
    #[must_use]
    pub fn budget(mut self, limits: Limits) -> Self {
        self.constraints.budget = limits;
        self
    }

    /// Limits on every weight, instead of 0 and above.
    #[must_use]
    pub fn bounds(mut self, limits: Limits) -> Self {
        self.constraints.bounds = limits;
        self
    }

    /// Limits on one weight, instead of those on every weight.
    #[must_use]
    pub fn asset_bounds(mut self, ticker: impl Into<String>, limits: Limits) -> Self {
        self.constraints.asset_bounds.insert(ticker.into(), limits);
        self
    }

    /// One more map of groups with their limits.
    #[must_use]
    pub fn groups(mut self, map: GroupMap) -> Self {
        self.constraints.groups.push(map);
        self
    }

    /// One more linear constraint.
    #[must_use]
    pub fn linear(mut self, constraint: LinearConstraint) -> Self {
        self.constraints.linear.push(constraint);
        self
    }

    /// Greatest sum of absolute weights.
    #[must_use]
    pub fn gross_exposure(mut self, most: f64) -> Self {
        self.constraints.gross_exposure = Some(most);
        self
    }

    /// Greatest sums of the long and of the short positions. The bounds have to allow short ones.
    #[must_use]
    pub fn long_short(mut self, long: f64, short: f64) -> Self {
        self.constraints.long_exposure = Some(long);
        self.constraints.short_exposure = Some(short);
        self
    }

    /// Previous weights, turnover and costs.
    #[must_use]
    pub fn trading(mut self, trading: Trading) -> Self {
        self.constraints.trading = Some(trading);
        self
    }

    /// Least expected return after costs.
    #[must_use]
    pub fn minimum_return(mut self, least: f64) -> Self {
        self.constraints.minimum_return = Some(least);
        self
    }

    /// Greatest volatility.
    #[must_use]
    pub fn maximum_volatility(mut self, most: f64) -> Self {
        self.constraints.maximum_volatility = Some(most);
        self
    }

    /// Greatest conditional value at risk over the scenarios, at a level.
    #[must_use]
    pub fn maximum_cvar(mut self, level: f64, most: f64) -> Self {
        self.constraints.maximum_cvar = Some(CvarLimit { level, max: most });
        self
    }

    /// Greatest entropic value at risk over the scenarios, at a level.
    #[must_use]
    pub fn maximum_evar(mut self, level: f64, most: f64) -> Self {
        self.constraints.maximum_evar = Some(EvarLimit { level, max: most });
        self
    }

    /// Weights of the benchmark, by ticker.
    #[must_use]
    pub fn benchmark<S: Into<String>>(
        mut self,
        weights: impl IntoIterator<Item = (S, f64)>,
    ) -> Self {
        let weights: BTreeMap<String, f64> =
            weights.into_iter().map(|(ticker, weight)| (ticker.into(), weight)).collect();
        self.constraints.benchmark = Some(weights);
        self
    }

    /// Greatest volatility of the difference to the benchmark.
    #[must_use]
    pub fn maximum_tracking_error(mut self, most: f64) -> Self {
        self.constraints.maximum_tracking_error = Some(most);
        self
    }

    /// Greatest number of assets held.
    #[must_use]
    pub fn cardinality(mut self, cardinality: Cardinality) -> Self {
        self.constraints.cardinality = Some(cardinality);
        self
    }
}
