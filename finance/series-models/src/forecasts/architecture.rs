use serde::{Deserialize, Serialize};

/// What a network is built like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Architecture {
    /// Stacks that read the past at several rates and interpolate what they forecast (Challu et al., *N-HiTS: Neural
    /// Hierarchical Interpolation for Time Series Forecasting*, 2023).
    #[default]
    Nhits,
    /// One LSTM reads the past, another writes the future, step by step (in the manner of Salinas et al., *DeepAR*,
    /// 2020, with quantiles of all steps at once in place of sampled paths, as Wen et al., 2017).
    Lstm,
    /// A transformer over patches of the past (Nie et al., *A Time Series is Worth 64 Words*, 2023).
    Patch,
}

impl Architecture {
    /// All names, the default first.
    pub const NAMES: &'static [&'static str] = &["nhits", "lstm", "patch"];

    /// The one of this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "nhits" => Some(Self::Nhits),
            "lstm" => Some(Self::Lstm),
            "patch" => Some(Self::Patch),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nhits => "nhits",
            Self::Lstm => "lstm",
            Self::Patch => "patch",
        }
    }
}
