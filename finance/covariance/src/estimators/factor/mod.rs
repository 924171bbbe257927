//! Factor models: what assets share, and what each has of its own.

mod model;
mod observed;
mod statistical;

pub use model::FactorModel;
pub use observed::observed_factors;
pub use statistical::statistical_factors;
