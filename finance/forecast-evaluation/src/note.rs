use serde::Serialize;

/// What has to be said about a series or a forecast beside its numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "note", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Note {
    /// Values are missing within the history.
    MissingValues {
        /// How many.
        count: usize,
        /// Of how many.
        of: usize,
    },
    /// Demand with many zeros: `interval` is the mean distance between demands and
    /// `variation` the squared coefficient of variation of their sizes.
    Intermittent {
        /// Mean number of steps between demands (1 = always).
        interval: f64,
        /// Squared coefficient of variation of the demands that are not zero.
        variation: f64,
        /// "intermittent", "lumpy" or "erratic", by the limits of Syntetos, Boylan and Croston.
        class: &'static str,
    },
    /// The history never changes.
    Constant {
        /// Its value.
        value: f64,
    },
    /// Negative values, taken as returns.
    Negative {
        /// How many.
        count: usize,
    },
    /// There was no usable history: the forecast comes from metadata, calendar and covariates.
    ColdStart {
        /// How many values there were.
        present: usize,
        /// How many the usual model needs.
        needed: usize,
    },
    /// Covariate values were missing and were replaced by what the model does for absent ones.
    CovariateMissing {
        /// Which covariate.
        covariate: String,
        /// How many of the forecast steps.
        count: usize,
    },
}

impl Note {
    /// Whether it says that the usual model could not be used.
    #[must_use]
    pub fn is_cold_start(&self) -> bool {
        matches!(self, Self::ColdStart { .. })
    }
}
