//! Whole shares for a sum of money.

mod exact;
mod greedy;
mod long_short;
mod order;

pub use exact::{ExactAllocation, exact};
pub use greedy::greedy;
pub use long_short::{AllocationMethod, LongShortAllocation, long_short};
pub use order::{Allocation, Order, Target};
