use super::{ModelError, Window, WindowPlan, check_look_ahead};
use crate::series::{ItemNote, SeriesSet};
use crate::{EvaluationError, Forecast};
use rayon::prelude::*;
use serde::Serialize;

/// The seed of the scrambling; any would do.
const SCRAMBLE: u64 = 0x0005_ca1e;

/// The forecasts of one window.
#[derive(Clone, Debug, Serialize)]
pub struct WindowForecasts {
    /// Which steps.
    pub window: Window,
    /// The first time that was forecast.
    pub from: String,
    /// The last time that was forecast.
    pub to: String,
    /// One for each item, in the panel's order.
    pub forecasts: Vec<Forecast>,
}

/// What a back-test gave.
#[derive(Clone, Debug, Serialize)]
pub struct Backtest {
    /// The windows, the earliest first.
    pub windows: Vec<WindowForecasts>,
    /// Whether every window was shown not to look ahead.
    pub look_ahead_checked: bool,
    /// What is odd about the items.
    pub notes: Vec<ItemNote>,
}

/// Runs a pipeline on every window of `plan`; windows may run at the same time.
///
/// See [`local`](super::local) and [`truncated`](super::truncated) for pipelines from models.
///
/// # Errors
/// If the plan does not fit the panel; if a pipeline fails, gives the wrong number of forecasts or
/// steps or a number that is not finite; and, unless the plan says otherwise, if it looks ahead.
pub fn backtest<P>(
    set: &SeriesSet,
    plan: &WindowPlan,
    pipeline: P,
) -> Result<Backtest, EvaluationError>
where
    P: Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Sync,
{
    let windows = plan.windows(set.end())?;
    let run = |&window: &Window| {
        let failed = |source| EvaluationError::Model { origin: set.time_text(window.from), source };
        let forecasts = pipeline(set, window).map_err(failed)?;
        if forecasts.len() != set.series().len() {
            return Err(EvaluationError::Shape {
                what: "forecasts of the model".to_owned(),
                found: forecasts.len(),
                expected: set.series().len(),
            });
        }
        for (series, forecast) in set.series().iter().zip(&forecasts) {
            forecast.check(&series.item, plan.horizon)?;
        }
        if plan.check_look_ahead {
            check_look_ahead(set, window, SCRAMBLE, &pipeline)?;
        }
        Ok(WindowForecasts {
            window,
            from: set.time_text(window.from),
            to: set.time_text(window.until - 1),
            forecasts,
        })
    };
    let runs: Vec<Result<WindowForecasts, EvaluationError>> = windows.par_iter().map(run).collect();
    Ok(Backtest {
        // The first error by window, whichever thread met one first.
        windows: runs.into_iter().collect::<Result<_, _>>()?,
        look_ahead_checked: plan.check_look_ahead,
        notes: set.notes(),
    })
}
