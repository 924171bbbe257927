use serde::{Deserialize, Serialize};

/// How paths are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sampling {
    /// Independently, from counter-based random numbers.
    #[default]
    Independent,
    /// In pairs with opposite normals (J. M. Hammersley and K. W. Morton, 1956).
    Antithetic,
    /// From Sobol's nets, scrambled after Owen, along Brownian bridges of the assets' principal
    /// components. Coordinates beyond the table's [`DIMENSIONS`](crate::DIMENSIONS) are
    /// pseudorandom: the bridges' narrowest intervals.
    Sobol {
        /// How many nets, independently scrambled, the paths are divided among; their differences
        /// give the standard errors. Nets of a power of two are the evenest.
        replicates: usize,
    },
}

/// In what numbers paths are walked. Both take the same random bits, so that the paths are the same
/// but for rounding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// 32 bits, by vector instructions. Statistics are summed in 64 bits.
    #[default]
    Single,
    /// 64 bits.
    Double,
}

impl Sampling {
    /// The sampling's name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Independent => "independent",
            Self::Antithetic => "antithetic",
            Self::Sobol { .. } => "sobol",
        }
    }
}
