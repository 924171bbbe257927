use crate::{SizeFactorMethod, TrendMethod};

/// How an experiment is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FitOptions {
    /// How size factors are estimated.
    pub size_factors: SizeFactorMethod,
    /// How dispersions depend on means.
    pub trend: TrendMethod,
    /// Outlying counts are replaced in groups of at least so many samples; never, where there is no number.
    pub replace_outliers: Option<usize>,
}

impl Default for FitOptions {
    /// As DESeq2: median of ratios, a parametric trend, replacement from seven replicates on.
    fn default() -> Self {
        Self {
            size_factors: SizeFactorMethod::Ratio,
            trend: TrendMethod::Parametric,
            replace_outliers: Some(7),
        }
    }
}
