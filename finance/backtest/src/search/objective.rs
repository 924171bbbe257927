use crate::tear_sheet::{
    Convention, Moments, annual_return, drawdown_curve, geometric_sharpe, trade_statistics,
};
use crate::{BacktestError, Outcome};
use serde::Serialize;

/// What makes one back-test better than another; more is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Objective {
    /// Mean return over its deviation, by the bar.
    #[default]
    Sharpe,
    /// The compounded annual return over its deviation (backtesting.py).
    GeometricSharpe,
    /// The equity at the end.
    FinalEquity,
    /// The annual return over the deepest drawdown.
    Calmar,
    /// The system quality number of the trades.
    Sqn,
}

impl Objective {
    /// The score; none where it has no value (nothing was traded).
    ///
    /// # Errors
    /// If there are fewer than three bars.
    pub fn score(&self, outcome: &Outcome) -> Result<Option<f64>, BacktestError> {
        let returns = outcome.returns();
        let convention = Convention::of_times(&outcome.times);
        let varies = Moments::of(&returns)?.sharpe();
        Ok(match self {
            Self::Sharpe => varies,
            Self::GeometricSharpe => geometric_sharpe(&returns, &convention)?,
            Self::FinalEquity => Some(outcome.final_equity()),
            Self::Calmar => {
                let deepest = drawdown_curve(&outcome.equity).into_iter().fold(0.0, f64::max);
                let annual = annual_return(&returns, &convention)?;
                (deepest > 0.0).then(|| annual / deepest)
            }
            Self::Sqn => trade_statistics(&outcome.times, &outcome.trades).sqn,
        })
    }
}
