//! Operations that combine many elements into one.

mod function;
mod reduce;
mod select;
mod sort;
mod top_k;
mod window;

pub(super) use function::Combinable;
pub(super) use reduce::{Axes, reduce};
pub(super) use select::{chosen, scatter};
pub(super) use sort::{compare_order, lines, permute, sorted};
pub(super) use top_k::top_k;
pub(super) use window::{Cells, gather, is_cell, reduce_window};
