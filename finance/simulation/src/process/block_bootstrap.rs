use crate::{SimulationError, check};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// How rows of history are taken together, so that what depends on yesterday stays so.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blocks {
    /// Blocks of geometrically distributed length, the history closed to a circle (D. N. Politis and
    /// J. P. Romano, *The stationary bootstrap*, JASA 89, 1994).
    Stationary {
        /// Mean length in steps, at least 1.
        mean_length: f64,
    },
    /// Blocks of one length, the history closed to a circle (Politis and Romano, 1992).
    Circular {
        /// Length in steps.
        length: usize,
    },
    /// Blocks of one length within the history (H. R. Künsch, Annals of Statistics 17, 1989).
    Moving {
        /// Length in steps.
        length: usize,
    },
}

impl Blocks {
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Stationary { .. } => "stationary-bootstrap",
            Self::Circular { .. } => "circular-block-bootstrap",
            Self::Moving { .. } => "moving-block-bootstrap",
        }
    }
}

/// Returns drawn from history, all assets of a row together.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockBootstrap {
    /// Simple returns, `[row, asset]`, oldest first.
    pub history: DMatrix<f64>,
    /// How rows are taken together.
    pub blocks: Blocks,
}

impl BlockBootstrap {
    pub(super) fn check(&self) -> Result<(), SimulationError> {
        let rows = self.history.nrows();
        if rows < 2 {
            return Err(SimulationError::ShortHistory { what: "history", rows, needed: 2 });
        }
        check::cells("history", &self.history, "a return of at least −1", |r| r >= -1.0)?;
        match self.blocks {
            Blocks::Stationary { mean_length } => {
                check::each("mean_length", &[mean_length], "at least 1", |length| length >= 1.0)
            }
            Blocks::Circular { length } | Blocks::Moving { length } => {
                let within = |length: f64| length >= 1.0 && length <= rows as f64;
                check::each("length", &[length as f64], "from 1 to the rows of history", within)
            }
        }
    }
}
