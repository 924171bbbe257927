//! Differences between populations: Fst and distances.

mod hudson;
mod nei;
mod ratio;
mod weir_cockerham;

pub use hudson::{hudson, patterson_f2};
pub use nei::{NeiDistance, nei_distance};
pub use ratio::{Average, Ratio, average};
pub use weir_cockerham::{Components, weir_cockerham};
