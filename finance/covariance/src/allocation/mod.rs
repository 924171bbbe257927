//! Whole shares for a sum of money.

mod exact;
mod greedy;
mod order;

pub use exact::{ExactAllocation, exact};
pub use greedy::greedy;
pub use order::{Allocation, Order, Target};
