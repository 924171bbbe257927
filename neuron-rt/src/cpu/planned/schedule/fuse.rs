//! Which nodes become one kernel.

use super::order::{Unit, order};
use crate::graph::{Graph, Op, ValueId};
use std::collections::BTreeSet;

/// True of the operations that a program can hold.
pub(in crate::cpu::planned) fn is_elementwise(op: &Op) -> bool {
    matches!(
        op,
        Op::Unary(_) | Op::Binary(_) | Op::Compare(_) | Op::Select | Op::Cast(_) | Op::Iota { .. }
    )
}

/// Loads, stores and temporaries of more than this many nodes would leave the first-level cache.
const MOST_NODES: usize = 96;

/// Groups in the making. Between groups, edges go one way only, and stay so with each joining.
pub(super) struct Groups<'a> {
    pub(super) graph: &'a Graph,
    /// Group of each node.
    pub(super) of: Vec<usize>,
    pub(super) members: Vec<Vec<usize>>,
    /// For each group the nodes of all groups that it reads, directly or through others: a bit each.
    before: Vec<Vec<u64>>,
}

fn has(bits: &[u64], node: usize) -> bool {
    bits[node / 64] >> (node % 64) & 1 == 1
}

impl Groups<'_> {
    fn new(graph: &Graph) -> Groups<'_> {
        let count = graph.nodes().len();
        Groups {
            graph,
            of: (0..count).collect(),
            members: (0..count).map(|node| vec![node]).collect(),
            before: vec![Vec::new(); count],
        }
    }

    /// Groups that a group reads.
    pub(super) fn sources(&self, group: usize) -> BTreeSet<usize> {
        let mut sources = BTreeSet::new();
        for &node in &self.members[group] {
            for &value in &self.graph.nodes()[node].inputs {
                sources.insert(self.of[self.graph.producer_index(value)]);
            }
        }
        sources.remove(&group);
        sources
    }

    /// Notes what the next node, a group of its own, reads.
    fn enter(&mut self, node: usize) {
        let mut bits = vec![0u64; self.members.len().div_ceil(64)];
        for source in self.sources(node) {
            self.add_with_before(&mut bits, source);
        }
        self.before[node] = bits;
    }

    fn add_with_before(&self, bits: &mut [u64], group: usize) {
        for (bits, more) in bits.iter_mut().zip(&self.before[group]) {
            *bits |= more;
        }
        for &node in &self.members[group] {
            bits[node / 64] |= 1 << (node % 64);
        }
    }

    /// True where `from` reads `to` by way of a third group: joined, the two would wait for each
    /// other.
    fn reads_through_others(&self, from: usize, to: usize) -> bool {
        let target = self.members[to][0];
        self.sources(from).into_iter().any(|s| s != to && has(&self.before[s], target))
    }

    /// Joins `younger`, which holds the newest node, into `older`.
    fn join(&mut self, younger: usize, older: usize, entered: usize) {
        let mut joined = std::mem::take(&mut self.members[younger]);
        joined.extend_from_slice(&self.members[older]);
        joined.sort_unstable();
        let mut bits = std::mem::take(&mut self.before[younger]);
        for (bits, more) in bits.iter_mut().zip(&self.before[older]) {
            *bits |= more;
        }
        for &node in &joined {
            self.of[node] = older;
            bits[node / 64] &= !(1 << (node % 64));
        }
        self.members[older] = joined;
        self.before[older] = bits;
        // Whoever waits for one of the two now waits for both.
        let mut with_both = vec![0u64; self.before[older].len()];
        self.add_with_before(&mut with_both, older);
        let some = self.members[older].clone();
        for group in 0..=entered {
            if group == older || self.members[group].is_empty() {
                continue;
            }
            let bits = &mut self.before[group];
            if some.iter().any(|&node| has(bits, node)) {
                for (bits, more) in bits.iter_mut().zip(&with_both) {
                    *bits |= more;
                }
            }
        }
    }
}

/// The units of a graph in an order in which each comes after what it reads.
pub(super) fn group(graph: &Graph) -> Vec<Unit> {
    let mut groups = Groups::new(graph);
    for (index, node) in graph.nodes().iter().enumerate() {
        groups.enter(index);
        if !is_elementwise(&node.op) {
            continue;
        }
        let shape = &graph.ty(node.outputs[0]).shape;
        let fits = |value: &ValueId| {
            let producer = graph.producer(*value);
            is_elementwise(&producer.op) && &graph.ty(producer.outputs[0]).shape == shape
        };
        for value in node.inputs.iter().filter(|v| fits(v)) {
            let (mine, other) = (groups.of[index], groups.of[graph.producer_index(*value)]);
            let size = groups.members[mine].len() + groups.members[other].len();
            if mine == other
                || size > MOST_NODES
                || groups.reads_through_others(mine, other)
                || groups.reads_through_others(other, mine)
            {
                continue;
            }
            groups.join(mine, other, index);
        }
    }
    order(&groups)
}
