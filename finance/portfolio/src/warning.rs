use serde::Serialize;
use std::fmt;

/// What is allowed but makes a result doubtful.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Warning {
    /// The covariance rests on fewer periods than there are assets, so it is singular unless shrunk.
    FewObservations {
        /// Periods.
        periods: usize,
        /// Assets.
        assets: usize,
    },
    /// The benchmark's weights have a sum that no portfolio may have, so that none can follow it.
    BenchmarkSum {
        /// Their sum.
        sum: String,
        /// What the portfolio's weights sum to.
        budget: String,
    },
    /// The search among sets of assets ended before its gap was closed.
    NotProven {
        /// Parts searched.
        nodes: usize,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FewObservations { periods, assets } => write!(
                f,
                "the covariance of {assets} assets rests on {periods} periods, fewer than assets; \
                 use a shrunk or a factor covariance"
            ),
            Self::BenchmarkSum { sum, budget } => write!(
                f,
                "the benchmark's weights sum to {sum}, those of the portfolio to {budget}: the \
                 tracking error also has the difference; state weights of the same sum"
            ),
            Self::NotProven { nodes } => write!(
                f,
                "the best set of assets was not proven in {nodes} parts of the search; raise \
                 `maximum_nodes`"
            ),
        }
    }
}
