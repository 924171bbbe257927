use serde::Serialize;

/// Why a measure is not defined.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum Absence {
    /// Nothing was observed in the window.
    #[error("no value was observed")]
    NothingObserved,
    /// The actuals are all zero and divide the error.
    #[error("the actual values sum to zero")]
    ZeroActuals,
    /// One actual is zero and divides its error.
    #[error("the actual value at step {step} is zero")]
    ZeroActual {
        /// The step, from 1.
        step: usize,
    },
    /// The scale of the history is zero.
    #[error("the history never changes from one season to the next")]
    ConstantHistory,
    /// The history has no two values a season apart.
    #[error("the history has {present} value(s), more than {season} are needed")]
    ShortHistory {
        /// How many there are.
        present: usize,
        /// The season.
        season: usize,
    },
    /// The forecast lacks the quantile.
    #[error("the forecast has no quantile {level}")]
    QuantileMissing {
        /// Which one.
        level: f64,
    },
    /// The forecast has no quantiles at all.
    #[error("the forecast has no quantiles")]
    NoQuantiles,
    /// The forecast is shorter or longer than the actuals.
    #[error("the forecast has {forecast} step(s) and the window {actual}")]
    LengthsDiffer {
        /// Steps of the forecast.
        forecast: usize,
        /// Steps of the window.
        actual: usize,
    },
    /// The benchmark's measure is zero and divides.
    #[error("the benchmark forecast has no error")]
    PerfectBenchmark,
    /// The sums left the range of numbers.
    #[error("the result is not a finite number")]
    Overflow,
}

/// A measure, or why it is not defined.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Score {
    /// The measure.
    Value(f64),
    /// Why there is none.
    Absent(Absence),
}

impl Score {
    /// The measure, if it is defined.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent(_) => None,
        }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Value(value) => value.fmt(f),
            Self::Absent(absence) => write!(f, "none ({absence})"),
        }
    }
}

/// The two sums a measure consists of, and what a zero in the lower one means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ratio {
    pub(super) numerator: f64,
    pub(super) denominator: f64,
    pub(super) if_zero: Absence,
}

impl Ratio {
    pub(super) fn mean(sum: f64, count: usize) -> Self {
        Self { numerator: sum, denominator: count as f64, if_zero: Absence::NothingObserved }
    }

    pub(super) fn value(&self) -> Result<f64, Absence> {
        if self.denominator == 0.0 {
            Err(self.if_zero)
        } else {
            Ok(self.numerator / self.denominator)
        }
    }
}
