//! Which examples, and in what order: drawn by address, the same on every machine.

mod order;
mod split;
mod subset;

pub use order::{epoch_order, shard};
pub use split::{Split, stratified_split};
pub use subset::stratified_subset;
