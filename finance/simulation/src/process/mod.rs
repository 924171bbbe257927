//! How prices may move: the processes that can be simulated.

mod block_bootstrap;
mod correlated_returns;
mod filtered_historical;
mod geometric_brownian;
mod jump_diffusion;
mod student_copula;

pub use block_bootstrap::{BlockBootstrap, Blocks};
pub use correlated_returns::{NormalReturns, StudentReturns};
pub use filtered_historical::{FilteredHistorical, GarchFilter};
pub use geometric_brownian::GeometricBrownian;
pub use jump_diffusion::JumpDiffusion;
pub use student_copula::{Marginal, StudentCopula};

use crate::SimulationError;

/// A process of prices, or of the returns between them.
#[derive(Clone, Debug, PartialEq)]
pub enum Process {
    /// Correlated geometric Brownian motions.
    GeometricBrownian(GeometricBrownian),
    /// Simple returns, multivariate normal, independent from step to step.
    Normal(NormalReturns),
    /// Simple returns, multivariate Student t, independent from step to step.
    Student(StudentReturns),
    /// Simple returns of given distributions under the copula of a multivariate t.
    StudentCopula(StudentCopula),
    /// Merton's jump diffusion.
    JumpDiffusion(JumpDiffusion),
    /// Blocks of rows of history.
    BlockBootstrap(BlockBootstrap),
    /// Residuals of history through GARCH filters.
    FilteredHistorical(FilteredHistorical),
}

impl Process {
    /// The process's name in reports.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::GeometricBrownian(_) => "geometric-brownian",
            Self::Normal(_) => "normal-returns",
            Self::Student(_) => "student-returns",
            Self::StudentCopula(_) => "student-copula",
            Self::JumpDiffusion(_) => "jump-diffusion",
            Self::BlockBootstrap(process) => process.blocks.kind(),
            Self::FilteredHistorical(_) => "garch-filtered-historical",
        }
    }

    /// How many assets it moves.
    #[must_use]
    pub fn assets(&self) -> usize {
        match self {
            Self::GeometricBrownian(process) => process.drift.len(),
            Self::Normal(process) => process.mean.len(),
            Self::Student(process) => process.mean.len(),
            Self::StudentCopula(process) => process.mean.len(),
            Self::JumpDiffusion(process) => process.diffusion.drift.len(),
            Self::BlockBootstrap(process) => process.history.ncols(),
            Self::FilteredHistorical(process) => process.filters.len(),
        }
    }

    /// That every parameter is one that can be simulated.
    ///
    /// # Errors
    /// Names the parameter, its place, and what it has to be.
    pub fn check(&self) -> Result<(), SimulationError> {
        if self.assets() == 0 {
            return Err(SimulationError::NoAssets);
        }
        match self {
            Self::GeometricBrownian(process) => process.check(),
            Self::Normal(process) => process.check(),
            Self::Student(process) => process.check(),
            Self::StudentCopula(process) => process.check(),
            Self::JumpDiffusion(process) => process.check(),
            Self::BlockBootstrap(process) => process.check(),
            Self::FilteredHistorical(process) => process.check(),
        }
    }

    /// True where increments are made of normals, which can be mirrored or taken from a net.
    #[must_use]
    pub fn has_normal_increments(&self) -> bool {
        !matches!(self, Self::BlockBootstrap(_) | Self::FilteredHistorical(_))
    }
}
