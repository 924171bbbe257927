//! Which nodes become one kernel, and in which order kernels run.
//!
//! [`fuse`] groups elementwise nodes, [`order`] puts the groups in an order in which what reads a
//! product comes directly behind it, and [`updates`] puts small ones last, to run together.

mod fuse;
mod order;
mod updates;

pub(super) use fuse::is_elementwise;
pub(super) use order::Unit;
pub(super) use updates::{Waiting, together};

use crate::graph::Graph;

/// The units of a graph in an order in which each comes after what it reads.
pub(super) fn schedule(graph: &Graph) -> Vec<Unit> {
    updates::put_last(graph, fuse::group(graph))
}
