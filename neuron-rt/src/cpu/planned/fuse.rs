//! Which nodes become one kernel, and in which order kernels run.

use crate::graph::{Graph, Op, ValueId};
use std::collections::BTreeSet;

/// A unit of the schedule: one node, or several elementwise ones.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Node numbers, ascending.
    pub(super) nodes: Vec<usize>,
    /// True where it becomes an elementwise program.
    pub(super) elementwise: bool,
}

/// True of the operations that a program can hold.
pub(super) fn is_elementwise(op: &Op) -> bool {
    matches!(
        op,
        Op::Unary(_) | Op::Binary(_) | Op::Compare(_) | Op::Select | Op::Cast(_) | Op::Iota { .. }
    )
}

/// Loads, stores and temporaries of more than this many nodes would leave the first-level cache.
const MOST_NODES: usize = 96;

struct Groups<'a> {
    graph: &'a Graph,
    /// Group of each node.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups<'_> {
    /// Groups that a group reads.
    fn sources(&self, group: usize) -> BTreeSet<usize> {
        let mut sources = BTreeSet::new();
        for &node in &self.members[group] {
            for &value in &self.graph.nodes()[node].inputs {
                sources.insert(self.of[self.graph.producer_index(value)]);
            }
        }
        sources.remove(&group);
        sources
    }

    /// True where `target` is read by `from`, directly or through other groups.
    fn reaches(&self, from: impl IntoIterator<Item = usize>, target: usize) -> bool {
        let oldest = self.members[target].first().copied().unwrap_or(0);
        let mut seen = BTreeSet::new();
        let mut stack: Vec<usize> = from.into_iter().collect();
        while let Some(group) = stack.pop() {
            if group == target {
                return true;
            }
            // A group whose last node came before the target's first cannot read it.
            let youngest = self.members[group].last().copied().unwrap_or(0);
            if youngest > oldest && seen.insert(group) {
                stack.extend(self.sources(group));
            }
        }
        false
    }
}

/// The units of a graph in an order in which each comes after what it reads.
pub(super) fn schedule(graph: &Graph) -> Vec<Unit> {
    let count = graph.nodes().len();
    let mut groups = Groups {
        graph,
        of: (0..count).collect(),
        members: (0..count).map(|node| vec![node]).collect(),
    };
    for (index, node) in graph.nodes().iter().enumerate() {
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
            if mine == other || size > MOST_NODES {
                continue;
            }
            // Joined, neither may read the other by way of a third.
            let others = |groups: &Groups<'_>, of: usize, but: usize| {
                groups.sources(of).into_iter().filter(|&g| g != but).collect::<Vec<_>>()
            };
            if groups.reaches(others(&groups, mine, other), other)
                || groups.reaches(others(&groups, other, mine), mine)
            {
                continue;
            }
            let mut joined = std::mem::take(&mut groups.members[mine]);
            joined.append(&mut groups.members[other]);
            joined.sort_unstable();
            for &member in &joined {
                groups.of[member] = other;
            }
            groups.members[other] = joined;
        }
    }
    order(&groups)
}

/// Depth first from each node in turn: what a node reads is made as late as the order allows.
fn order(groups: &Groups<'_>) -> Vec<Unit> {
    let mut done = vec![false; groups.members.len()];
    let mut units = Vec::new();
    for start in 0..groups.of.len() {
        let mut stack = vec![(groups.of[start], false)];
        while let Some((group, ready)) = stack.pop() {
            if done[group] {
                continue;
            }
            if ready {
                done[group] = true;
                let nodes = groups.members[group].clone();
                let elementwise = is_elementwise(&groups.graph.nodes()[nodes[0]].op);
                units.push(Unit { nodes, elementwise });
            } else {
                stack.push((group, true));
                let sources = groups.sources(group);
                stack.extend(sources.into_iter().rev().filter(|&g| !done[g]).map(|g| (g, false)));
            }
        }
    }
    units
}
