use crate::graph::{Graph, Node, Op, Output, ValueId};

/// A graph being made out of another one.
pub(super) struct Rebuild<'a> {
    pub(super) old: &'a Graph,
    pub(super) new: Graph,
    /// For each old value its new one.
    pub(super) map: Vec<Option<ValueId>>,
}

impl<'a> Rebuild<'a> {
    pub(super) fn of(old: &'a Graph) -> Self {
        let new = Graph { layers: old.layers.clone(), ..Graph::default() };
        Self { old, new, map: vec![None; old.value_count()] }
    }

    /// The new arguments of an old node.
    pub(super) fn args(&self, node: &Node) -> Vec<ValueId> {
        node.inputs.iter().filter_map(|v| self.map[v.index()]).collect()
    }

    /// Copies the node as it is.
    pub(super) fn copy(&mut self, node: &Node) {
        let args = self.args(node);
        let types = node.outputs.iter().map(|&v| self.old.ty(v).clone()).collect();
        let made = self.new.push_typed(node.op.clone(), &args, types, node.layer);
        if let Op::Input(number) = node.op {
            let input = crate::graph::Input { value: made[0], ..self.old.inputs[number].clone() };
            self.new.inputs.push(input);
        }
        for (old, new) in node.outputs.iter().zip(made) {
            self.map[old.index()] = Some(new);
        }
    }

    /// Puts an operation of one result in the place of an old node.
    pub(super) fn replace(&mut self, node: &Node, op: Op, args: &[ValueId]) {
        let ty = self.old.ty(node.outputs[0]).clone();
        let made = self.new.push_typed(op, args, vec![ty], node.layer);
        self.map[node.outputs[0].index()] = Some(made[0]);
    }

    /// Lets an existing value stand for an old node's only result.
    pub(super) fn forward(&mut self, node: &Node, value: ValueId) {
        self.map[node.outputs[0].index()] = Some(value);
    }

    /// The new graph, with the old outputs.
    pub(super) fn finish(mut self) -> Graph {
        for output in &self.old.outputs {
            if let Some(value) = self.map[output.value.index()] {
                self.new.outputs.push(Output { value, ..output.clone() });
            }
        }
        self.new
    }
}
