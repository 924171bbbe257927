//! The season of a series: as waves, and as a part of its own; gaps filled by either.
//!
//! | module | what |
//! |-|-|
//! | `harmonic` | level, trend and waves by least squares: amplitudes and phases |
//! | `fill` | gaps, from a line in time between neighbours or from waves |
//! | `stl`, `loess` | trend, season and remainder (Cleveland et al., 1990) |

mod fill;
mod harmonic;
mod loess;
mod stl;

pub use fill::{fill_harmonic, fill_linear};
pub use harmonic::{Harmonic, Wave, fit_harmonic};
pub use stl::{Decomposition, StlOptions, stl};
