use serde::Serialize;
use std::fmt;

/// How the error enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum EtsError {
    /// Added to the forecast.
    Additive,
    /// In proportion to the forecast.
    Multiplicative,
}

/// The trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum EtsTrend {
    /// No trend.
    None,
    /// A slope that is added at each step.
    Additive,
    /// A slope that fades by a factor at each step.
    Damped,
}

/// The season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum EtsSeason {
    /// No season.
    None,
    /// Effects that are added.
    Additive,
    /// Effects that multiply.
    Multiplicative,
}

/// One of the 15 stable models; written as `MAdM`: error, trend (`d`: damped), season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EtsModel {
    pub(super) error: EtsError,
    pub(super) trend: EtsTrend,
    pub(super) season: EtsSeason,
}

impl EtsModel {
    /// Simple exponential smoothing.
    pub const ANN: Self = Self::raw(EtsError::Additive, EtsTrend::None, EtsSeason::None);
    /// Holt's linear trend.
    pub const AAN: Self = Self::raw(EtsError::Additive, EtsTrend::Additive, EtsSeason::None);
    /// Damped trend, `AAdN`.
    pub const AADN: Self = Self::raw(EtsError::Additive, EtsTrend::Damped, EtsSeason::None);
    /// Additive Holt–Winters.
    pub const AAA: Self = Self::raw(EtsError::Additive, EtsTrend::Additive, EtsSeason::Additive);
    /// Multiplicative Holt–Winters with a multiplicative error.
    pub const MAM: Self =
        Self::raw(EtsError::Multiplicative, EtsTrend::Additive, EtsSeason::Multiplicative);

    const fn raw(error: EtsError, trend: EtsTrend, season: EtsSeason) -> Self {
        Self { error, trend, season }
    }

    /// A model of its parts; `None` for a multiplicative season with an additive error, whose
    /// variance has no bound.
    #[must_use]
    pub fn new(error: EtsError, trend: EtsTrend, season: EtsSeason) -> Option<Self> {
        let unstable = error == EtsError::Additive && season == EtsSeason::Multiplicative;
        (!unstable).then_some(Self::raw(error, trend, season))
    }

    /// All 15, without season first.
    #[must_use]
    pub fn stable() -> Vec<Self> {
        let mut models = Vec::new();
        for season in [EtsSeason::None, EtsSeason::Additive, EtsSeason::Multiplicative] {
            for error in [EtsError::Additive, EtsError::Multiplicative] {
                for trend in [EtsTrend::None, EtsTrend::Additive, EtsTrend::Damped] {
                    models.extend(Self::new(error, trend, season));
                }
            }
        }
        models
    }

    /// Whether values have to be above zero.
    #[must_use]
    pub fn is_multiplicative(self) -> bool {
        self.error == EtsError::Multiplicative || self.season == EtsSeason::Multiplicative
    }

    /// Smoothing parameters, free first states and the variance.
    #[must_use]
    pub fn parameter_count(self, season: usize) -> usize {
        let trend = match self.trend {
            EtsTrend::None => 0,
            EtsTrend::Additive => 2,
            EtsTrend::Damped => 3,
        };
        3 + trend + if self.season == EtsSeason::None { 0 } else { season }
    }

    /// Fewest observations for which AICc is defined.
    #[must_use]
    pub fn observations_needed(self, season: usize) -> usize {
        self.parameter_count(season) + 2
    }
}

impl fmt::Display for EtsModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = if self.error == EtsError::Additive { "A" } else { "M" };
        let trend = match self.trend {
            EtsTrend::None => "N",
            EtsTrend::Additive => "A",
            EtsTrend::Damped => "Ad",
        };
        let season = match self.season {
            EtsSeason::None => "N",
            EtsSeason::Additive => "A",
            EtsSeason::Multiplicative => "M",
        };
        write!(f, "{error}{trend}{season}")
    }
}
