use crate::EvaluationError;
use serde::Serialize;

/// How much of the past a window's model sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Training {
    /// All of it.
    #[default]
    Expanding,
    /// The last so many steps.
    Rolling(usize),
}

/// One window, in indices of the panel's grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    /// The first step that may be learnt from.
    pub first: usize,
    /// The first step that is not known.
    pub origin: usize,
    /// The first step to be forecast: the origin plus the gap.
    pub from: usize,
    /// The step after the last to be forecast.
    pub until: usize,
}

impl Window {
    /// How many steps are forecast.
    #[must_use]
    pub fn horizon(&self) -> usize {
        self.until - self.from
    }
}

/// Which windows a back-test has.
///
/// ```
/// use neuron_forecast_evaluation::backtest::WindowPlan;
/// let windows = WindowPlan::new(3, 13).windows(143)?;
/// assert_eq!(windows.iter().map(|w| w.origin).collect::<Vec<_>>(), [104, 117, 130]);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WindowPlan {
    /// How many windows; the last one ends with the data.
    pub windows: usize,
    /// Steps to forecast in each.
    pub horizon: usize,
    /// Steps from one origin to the next.
    pub step: usize,
    /// Steps between the last known value and the first forecast one.
    pub gap: usize,
    /// How much of the past is seen.
    pub training: Training,
    /// Steps that must lie before the first origin.
    pub minimum_history: usize,
    /// Whether every window is run a second time on scrambled data, see
    /// [`check_look_ahead`](super::check_look_ahead).
    pub check_look_ahead: bool,
}

impl WindowPlan {
    /// Windows that follow each other without overlap, on all of the past, checked.
    #[must_use]
    pub fn new(windows: usize, horizon: usize) -> Self {
        Self {
            windows,
            horizon,
            step: horizon,
            gap: 0,
            training: Training::Expanding,
            minimum_history: 1,
            check_look_ahead: true,
        }
    }

    /// The windows of a panel of `length` steps, the earliest first.
    ///
    /// # Errors
    /// If a count is zero or the history is too short; how many steps are needed is said.
    pub fn windows(&self, length: usize) -> Result<Vec<Window>, EvaluationError> {
        for (what, value) in [
            ("the number of windows", self.windows),
            ("the horizon", self.horizon),
            ("the step between windows", self.step),
        ] {
            if value == 0 {
                return Err(EvaluationError::Option {
                    what,
                    found: "0".to_owned(),
                    expected: "at least 1".to_owned(),
                });
            }
        }
        let kept = match self.training {
            Training::Expanding => self.minimum_history.max(1),
            Training::Rolling(steps) => self.minimum_history.max(steps).max(1),
        };
        let needed = kept + self.gap + self.horizon + (self.windows - 1) * self.step;
        if needed > length {
            return Err(EvaluationError::TooShort {
                item: "(the whole panel)".to_owned(),
                what: "the back-test with its history, gap, horizon and windows",
                needed,
                present: length,
            });
        }
        let last = length - self.horizon - self.gap;
        let window = |back: usize| {
            let origin = last - back * self.step;
            let first = match self.training {
                Training::Expanding => 0,
                Training::Rolling(steps) => origin - steps,
            };
            let from = origin + self.gap;
            Window { first, origin, from, until: from + self.horizon }
        };
        Ok((0..self.windows).rev().map(window).collect())
    }
}
