//! European options on one asset or a basket, by closed form and by simulation.
//!
//! They are here as a measure: with a known price, the error of a sampling can be seen.

mod black_scholes;
mod geometric_basket;
mod market;
mod valuation;

pub use black_scholes::{Right, black_scholes};
pub use geometric_basket::geometric_basket;
pub use market::{BasketOption, Market};
pub use valuation::{Control, Valuation, ValuationSettings, value};
