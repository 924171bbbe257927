//! How much of a result is luck and selection.
//!
//! | | |
//! |-|-|
//! | [`probabilistic_sharpe`] | is the Sharpe ratio above 0 |
//! | [`deflated_sharpe`] | is it, after the selection among many trials |
//! | [`minimum_track_record`] | how many bars it takes to say so |
//! | [`combinatorial_purged`] | splits without overlap, and the paths through them |
//! | [`backtest_overfitting`] | how often the best in one half is below the median in the other |
//! | [`reality_check`] | is the best of many better than a benchmark |
//! | [`assess`] | all of them at once |
//!
//! Returns of trials are `[trials][bars]`, all of one length. Sharpe ratios in here are by the bar,
//! not annualised.

mod assessment;
mod combinations;
mod cpcv;
mod pbo;
mod reality_check;
mod sharpe_inference;
mod stationary_bootstrap;

pub use assessment::{Assessment, AssessmentSettings, assess};
pub use cpcv::{CombinatorialPurged, PathSharpes, PurgedSplit, combinatorial_purged, path_sharpes};
pub use pbo::{Overfitting, backtest_overfitting};
pub use reality_check::{RealityCheck, reality_check};
pub use sharpe_inference::{
    DeflatedSharpe, deflated_sharpe, expected_maximum_sharpe, minimum_track_record,
    probabilistic_sharpe,
};
pub use stationary_bootstrap::stationary_bootstrap;

use crate::BacktestError;
use crate::error::{expect_finite, expect_rows};

/// Checks a table of returns, and gives its number of bars.
fn expect_trials(trials: &[Vec<f64>], bars: usize) -> Result<usize, BacktestError> {
    let Some(first) = trials.first() else {
        return Err(BacktestError::Empty { what: "trials" });
    };
    for (number, trial) in trials.iter().enumerate() {
        if trial.len() != first.len() {
            return Err(BacktestError::Length {
                asset: format!("trial {number}"),
                column: "return",
                found: trial.len(),
                expected: first.len(),
            });
        }
        expect_finite(&format!("returns of trial {number}"), trial)?;
    }
    expect_rows("the returns of trials", first.len(), bars)?;
    Ok(first.len())
}
