//! Prices of many assets on common days.

mod align;
mod alignment;
mod prices;
mod returns;

pub use align::align;
pub use alignment::{AlignOptions, Alignment, AlignmentReport, Filled};
pub use prices::Panel;
pub use returns::{ReturnKind, Returns};
