//! In which order kernels run.

use super::fuse::{Groups, is_elementwise};
use crate::cpu::planned::view::is_view;
use crate::graph::Op;

/// A unit of the schedule: one node, or several elementwise ones.
#[derive(Clone, Debug)]
pub(in crate::cpu::planned) struct Unit {
    /// Node numbers, ascending.
    pub(in crate::cpu::planned) nodes: Vec<usize>,
    /// True where it becomes an elementwise program.
    pub(in crate::cpu::planned) elementwise: bool,
    /// True where it may run with others at the end (see [`super::updates`]).
    pub(in crate::cpu::planned) waits: bool,
}

/// Depth first from each node in turn: what a node reads is made as late as the order allows. What
/// can be computed from a product's result at once comes directly behind the product.
pub(super) fn order(groups: &Groups<'_>) -> Vec<Unit> {
    let mut order = Order {
        groups,
        readers: readers(groups),
        done: vec![false; groups.members.len()],
        units: Vec::new(),
    };
    for start in 0..groups.of.len() {
        let mut stack = vec![(groups.of[start], false)];
        while let Some((group, ready)) = stack.pop() {
            if order.done[group] {
                continue;
            }
            if ready {
                order.take_with_followers(group);
            } else {
                stack.push((group, true));
                let sources = groups.sources(group).into_iter().rev();
                stack.extend(sources.filter(|&g| !order.done[g]).map(|g| (g, false)));
            }
        }
    }
    // Each node once.
    debug_assert_eq!(
        order.units.iter().map(|unit| unit.nodes.len()).sum::<usize>(),
        groups.of.len()
    );
    order.units
}

/// The groups that read each group.
fn readers(groups: &Groups<'_>) -> Vec<Vec<usize>> {
    let mut readers = vec![Vec::new(); groups.members.len()];
    for group in (0..groups.members.len()).filter(|&group| !groups.members[group].is_empty()) {
        for source in groups.sources(group) {
            readers[source].push(group);
        }
    }
    readers
}

/// An order in the making.
struct Order<'a> {
    groups: &'a Groups<'a>,
    readers: Vec<Vec<usize>>,
    done: Vec<bool>,
    units: Vec<Unit>,
}

impl Order<'_> {
    fn take(&mut self, group: usize) {
        self.done[group] = true;
        let nodes = self.groups.members[group].clone();
        let elementwise = is_elementwise(&self.groups.graph.nodes()[nodes[0]].op);
        self.units.push(Unit { nodes, elementwise, waits: false });
    }

    /// Takes a group; behind a product what can be computed of its result at once.
    fn take_with_followers(&mut self, group: usize) {
        let node = &self.groups.graph.nodes()[self.groups.members[group][0]];
        let is_convolution =
            matches!(node.op, Op::Conv(_) | Op::ConvInputGrad { .. } | Op::ConvWeightGrad { .. });
        self.done[group] = true;
        let (mut before, mut behind) = (Vec::new(), vec![group]);
        if is_convolution || matches!(node.op, Op::MatMul { .. }) {
            self.followers(group, &mut before, &mut behind);
        }
        for group in before.into_iter().chain(behind) {
            self.take(group);
        }
    }

    /// Of a product's result, or a view of it: the elementwise reader that has it for itself, the
    /// optimiser's update whose gradient it is, and sums for the gradients' norm, `behind`; what these
    /// need first, `before`.
    fn followers(&mut self, result: usize, before: &mut Vec<usize>, behind: &mut Vec<usize>) {
        let graph = self.groups.graph;
        let node = |group: usize| &graph.nodes()[self.groups.members[group][0]];
        let elements = |group: usize| graph.ty(node(group).outputs[0]).shape.elements();
        let is_sum = |&group: &usize| matches!(node(group).op, Op::Reduce { .. });
        let readers: Vec<usize> =
            self.readers[result].iter().copied().filter(|&reader| !self.done[reader]).collect();
        let alone = self.readers[result].len() == 1;
        let (mut updates, mut others, mut views) = (Vec::new(), Vec::new(), Vec::new());
        for reader in readers {
            let read_by = &self.readers[reader];
            match node(reader).op {
                Op::Reshape(_) => views.push(reader),
                ref op if !is_elementwise(op) || elements(reader) != elements(result) => {}
                _ if alone || read_by.is_empty() => updates.push(reader),
                _ if read_by.iter().all(is_sum) => others.push(reader),
                _ => {}
            }
        }
        // What is written in place of what it reads comes first: it runs within the product's step.
        for reader in updates.into_iter().chain(others) {
            if !self.may_replace(reader) || !self.bring(reader, before, behind) {
                continue;
            }
            let sums = self.readers[reader].clone();
            for sum in sums.into_iter().filter(is_sum) {
                let mut light = Vec::new();
                if !self.done[sum] && self.lacks_little(sum, &mut light) && light.is_empty() {
                    self.done[sum] = true;
                    behind.push(sum);
                }
            }
        }
        for view in views {
            // It may have been taken on behalf of a reader.
            if self.done[view] {
                continue;
            }
            self.done[view] = true;
            behind.push(view);
            self.followers(view, before, behind);
        }
    }

    /// Takes a reader of what is `behind` a product, with what it lacks; false where it lacks much.
    fn bring(&mut self, reader: usize, before: &mut Vec<usize>, behind: &mut Vec<usize>) -> bool {
        let mut light = Vec::new();
        if !self.lacks_little(reader, &mut light) {
            return false;
        }
        for group in light.into_iter().chain([reader]) {
            self.done[group] = true;
            let late = self.groups.sources(group).iter().any(|source| behind.contains(source));
            if late { &mut *behind } else { &mut *before }.push(group);
        }
        true
    }

    /// True where nobody else still reads the inputs that a group's results replace: it can write them
    /// in place.
    fn may_replace(&self, group: usize) -> bool {
        let graph = self.groups.graph;
        let outputs = graph
            .outputs()
            .iter()
            .filter(|output| self.groups.of[graph.producer_index(output.value)] == group);
        outputs.filter_map(|output| output.replaces).all(|input| {
            let input = graph.producer_index(graph.inputs()[input].value);
            self.is_read(self.groups.of[input], group)
        })
    }

    /// True where all readers of a group's result, or of views of it, are done, but for one.
    fn is_read(&self, group: usize, but: usize) -> bool {
        self.readers[group].iter().all(|&reader| {
            let op = &self.groups.graph.nodes()[self.groups.members[reader][0]].op;
            reader == but || if is_view(op) { self.is_read(reader, but) } else { self.done[reader] }
        })
    }

    /// True where all that a group reads is there, but for views, inputs and numbers made of these
    /// alone, which are listed in their order.
    fn lacks_little(&self, group: usize, light: &mut Vec<usize>) -> bool {
        /// Elements of something that costs nothing to have early.
        const FEW: usize = 1 << 12;
        let graph = self.groups.graph;
        self.groups.sources(group).into_iter().all(|source| {
            if self.done[source] || light.contains(&source) {
                return true;
            }
            let node = &graph.nodes()[self.groups.members[source][0]];
            let few = || graph.ty(node.outputs[0]).shape.elements() <= FEW;
            let free = match node.op {
                Op::Input(_) | Op::Constant(_) => true,
                ref op if is_view(op) => true,
                _ => is_elementwise(&node.op) && few(),
            };
            free && self.lacks_little(source, light) && {
                light.push(source);
                true
            }
        })
    }
}
