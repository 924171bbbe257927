//! Reads and their errors.

mod error_law;
mod fragment;
mod law;
mod read;
mod simulate;

pub use error_law::ErrorLaw;
pub use law::{Pairing, ReadLaw};
pub use read::Read;
pub use simulate::simulate_reads;

pub(crate) use error_law::Qualities;
