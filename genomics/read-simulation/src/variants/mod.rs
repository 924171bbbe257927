//! Variants to plant.

mod law;
mod plant;
mod planted;
mod repeat;

pub use law::VariantLaw;
pub use plant::plant;
pub use planted::{PlantedVariant, VariantKind};
pub use repeat::{Repeat, repeats};
