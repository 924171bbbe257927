//! Operations between devices.

use super::Binary;

/// What members of a group do with each other's operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exchange {
    /// Each gets all of them combined.
    AllReduce(Binary),
    /// Each gets all of them joined along a dimension.
    AllGather { dimension: usize },
    /// Each gets its part, along a dimension, of all of them combined.
    ReduceScatter { combine: Binary, dimension: usize },
    /// Each gets its part, along a dimension, of each of them, joined along another.
    AllToAll { split: usize, join: usize },
    /// Member `i` gets operand `i` of each of them.
    AllToAllOperands,
}

/// A collective operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Collective {
    /// What is done.
    pub(crate) exchange: Exchange,
    /// Devices that do it together; without a group, all of them.
    pub(crate) groups: Vec<Vec<usize>>,
    /// Members of a group, where shapes or attributes say it.
    pub(crate) members: Option<usize>,
}
