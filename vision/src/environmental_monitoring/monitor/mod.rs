//! Whether a place degrades, from a cube: where, since when, how fast, how sure.
//!
//! | file | what |
//! |-|-|
//! | `analysis` | trends, breaks, and what of it is not chance, for each pixel |
//! | `patches` | pixels that degrade and touch: where, since when, how fast, how sure |
//! | `area` | what a pixel is on the ground |
//! | `pictures` | maps to look at |
//! | `report` | all of it for people |

mod analysis;
mod area;
mod patches;
mod pictures;
mod report;

pub use analysis::{MonitorOptions, Monitoring, Shares, monitor};
pub use area::Ground;
pub use patches::{Patch, patches};
pub use report::{Told, report};
