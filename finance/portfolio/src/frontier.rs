use crate::compile::{Compiled, frame};
use crate::optimise::{assemble, explain};
use crate::problem::Data;
use crate::program::{Cone, Optimum, Outcome, Prepared, TOLERANCE, Tag};
use crate::{KktResidual, Objective, PortfolioError, Problem, Solution, compile};

/// How far below the greatest return the last portfolio's target is, relative to the range: at the
/// greatest return itself the feasible portfolios have no interior.
const LAST: f64 = 1e-9;

impl Problem {
    /// The efficient frontier: `points` portfolios with the least volatility for returns, after costs,
    /// that lie evenly between that of the least volatility and the greatest.
    ///
    /// # Errors
    ///
    /// As [`Problem::solve`]; also if there are fewer than two points.
    ///
    /// ```
    /// use nalgebra::DMatrix;
    /// use neuron_portfolio::Problem;
    /// let frontier = Problem::new(["bond", "share"])
    ///     .expected_returns([0.02, 0.10])
    ///     .covariance(DMatrix::from_row_slice(2, 2, &[0.01, 0.0, 0.0, 0.04]))
    ///     .frontier(5)?;
    /// assert!((frontier[0].weights[0] - 0.8).abs() < 1e-8);
    /// assert!((frontier[4].weights[1] - 1.0).abs() < 1e-8);
    /// assert!(frontier.windows(2).all(|pair| pair[0].volatility < pair[1].volatility));
    /// # Ok::<(), neuron_portfolio::PortfolioError>(())
    /// ```
    pub fn frontier(&self, points: usize) -> Result<Vec<Solution>, PortfolioError> {
        self.frontier_of(&Objective::MinimumVolatility, points)
    }

    /// As [`Problem::frontier`], with the least of another risk: any objective that is minimised.
    ///
    /// # Errors
    ///
    /// As [`Problem::frontier`]; also if the objective is one that is maximised, or sets a target or
    /// the weights' shares itself.
    pub fn frontier_of(
        &self,
        risk: &Objective,
        points: usize,
    ) -> Result<Vec<Solution>, PortfolioError> {
        if !matches!(
            risk,
            Objective::MinimumVolatility
                | Objective::MinimumSemideviation { .. }
                | Objective::MinimumCvar { .. }
                | Objective::MinimumEvar { .. }
                | Objective::MinimumRlvar { .. }
                | Objective::MinimumGini
                | Objective::MinimumCdar { .. }
                | Objective::MinimumAverageDrawdown
                | Objective::MinimumMaximumDrawdown
                | Objective::MinimumUlcerIndex
                | Objective::MinimumAbsoluteDeviation
                | Objective::MinimumWorstLoss
                | Objective::MinimumTrackingError
        ) {
            return Err(PortfolioError::Unsupported {
                what: format!("the {} has no frontier", risk.measure()),
                advice: "choose a minimum of volatility, deviation, tail loss, drawdown or tracking error",
            });
        }
        if points < 2 {
            return Err(PortfolioError::Range {
                what: "the number of portfolios of a frontier".into(),
                value: points as f64,
                expected: "at least 2",
            });
        }
        let least = self.solve(risk)?;
        let greatest = self.solve(&Objective::MaximumReturn)?;
        let net = |solution: &Solution| {
            solution.expected_return.unwrap_or_default() - solution.trading_cost
        };
        let (low, high) = (net(&least), net(&greatest));
        let range = (high - low).max(0.0);
        let target = |point: usize| {
            if point + 1 == points {
                high - LAST * range
            } else {
                low + range * point as f64 / (points - 1) as f64
            }
        };
        if self.constraints.cardinality.is_some() || risk.has_own_method() {
            return (0..points)
                .map(|point| {
                    let floor = self.constraints.minimum_return.unwrap_or(f64::NEG_INFINITY);
                    self.clone().minimum_return(target(point).max(floor)).solve(risk)
                })
                .collect();
        }
        self.sweep(risk, least, (1..points).map(target))
    }

    /// Portfolios of least risk for rising targets, after the `first`: only one constant of the
    /// program changes from one to the next.
    fn sweep(
        &self,
        risk: &Objective,
        first: Solution,
        targets: impl Iterator<Item = f64>,
    ) -> Result<Vec<Solution>, PortfolioError> {
        let data = Data::new(self)?;
        let mut compiled: Compiled = compile::compile(self, &data, risk)?;
        let net_return = frame(self, &data, risk)?.net_return;
        let row = compile::need(&net_return, "frontier", "expected returns or scenarios")?;
        let label = "expected return at least the target".to_owned();
        let constraint = compiled.program.name(&label);
        let slope = compile::per_return(row);
        let tag = Tag { constraint, label, slope };
        let row = row.clone().scaled(slope);
        compiled.program.constrain(Cone::NonNegative, vec![row], Some(tag));
        let at = compiled.program.last_row();
        let stalled = |status| PortfolioError::NotSolved { status, kkt: KktResidual::default() };
        let mut prepared = Prepared::new(compiled.program.clone(), TOLERANCE).map_err(stalled)?;
        let mut frontier = vec![first];
        for target in targets {
            prepared.set_constant(at, -target * slope).map_err(stalled)?;
            let optimum: Optimum = match prepared.solve() {
                Outcome::Optimal(optimum) => optimum,
                outcome => {
                    let objective = Objective::EfficientReturn { target };
                    return Err(explain(self, &data, &objective, outcome));
                }
            };
            frontier.push(assemble(self, &data, risk, &compiled, &compiled.program, optimum)?);
        }
        Ok(frontier)
    }
}
