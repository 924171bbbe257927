//! The graph itself: nodes in an order in which each comes after what it reads.

use super::{GraphError, Op, TensorType};

/// Number of a value within its graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValueId(pub(crate) u32);

impl ValueId {
    /// The number.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an input is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Changes from call to call: a batch, a learning rate, a key.
    Data,
    /// A trained weight.
    Parameter,
    /// Kept between calls beside the weights: moments, running statistics.
    State,
}

/// One input of a graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Unique name.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// The value that stands for it.
    pub value: ValueId,
}

/// One output of a graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Unique name.
    pub name: String,
    /// The value.
    pub value: ValueId,
    /// The input (by number) whose memory it takes over.
    pub replaces: Option<usize>,
}

/// One operation at work.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it does.
    pub op: Op,
    /// What it reads.
    pub inputs: Vec<ValueId>,
    /// What it makes.
    pub outputs: Vec<ValueId>,
    /// Which layer it belongs to: a number for [`Graph::layer`].
    pub(crate) layer: u32,
}

/// A static-shape dataflow graph in single-assignment form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    pub(crate) nodes: Vec<Node>,
    pub(crate) types: Vec<TensorType>,
    /// Node that makes each value.
    pub(crate) producers: Vec<u32>,
    pub(crate) inputs: Vec<Input>,
    pub(crate) outputs: Vec<Output>,
    pub(crate) layers: Vec<String>,
}

impl Graph {
    /// The nodes, each after what it reads.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The inputs, in order.
    #[must_use]
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The outputs, in order.
    #[must_use]
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// Type of a value.
    ///
    /// # Panics
    /// If the value is of another graph.
    #[must_use]
    pub fn ty(&self, value: ValueId) -> &TensorType {
        &self.types[value.index()]
    }

    /// The node that makes a value.
    ///
    /// # Panics
    /// If the value is of another graph.
    #[must_use]
    pub fn producer(&self, value: ValueId) -> &Node {
        &self.nodes[self.producers[value.index()] as usize]
    }

    /// Number of the node that makes a value.
    pub(crate) fn producer_index(&self, value: ValueId) -> usize {
        self.producers[value.index()] as usize
    }

    /// How many values there are.
    #[must_use]
    pub fn value_count(&self) -> usize {
        self.types.len()
    }

    /// Path of the layer that a node belongs to, such as `encoder.0.attention`.
    #[must_use]
    pub fn layer(&self, node: &Node) -> &str {
        self.layers.get(node.layer as usize).map_or("", String::as_str)
    }

    /// The input of this name.
    #[must_use]
    pub fn input(&self, name: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.name == name)
    }

    /// The output of this name.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&Output> {
        self.outputs.iter().find(|output| output.name == name)
    }

    /// Appends a node, with the types of its results inferred from those of its arguments.
    pub(crate) fn push(
        &mut self,
        op: Op,
        inputs: &[ValueId],
        layer: u32,
    ) -> Result<Vec<ValueId>, GraphError> {
        let types: Vec<&TensorType> = inputs.iter().map(|&v| self.ty(v)).collect();
        let results = super::infer::infer(&op, &types).map_err(|what| GraphError::Operands {
            layer: self.layer_label(layer),
            op: op.name(),
            what,
        })?;
        Ok(self.push_typed(op, inputs, results, layer))
    }

    /// Appends a node whose results have the given types.
    pub(crate) fn push_typed(
        &mut self,
        op: Op,
        inputs: &[ValueId],
        results: Vec<TensorType>,
        layer: u32,
    ) -> Vec<ValueId> {
        let node = u32::try_from(self.nodes.len()).expect("a graph has fewer than 2^32 nodes");
        let outputs: Vec<ValueId> = results
            .into_iter()
            .map(|ty| {
                let id = u32::try_from(self.types.len()).expect("fewer than 2^32 values");
                self.types.push(ty);
                self.producers.push(node);
                ValueId(id)
            })
            .collect();
        self.nodes.push(Node { op, inputs: inputs.to_vec(), outputs: outputs.clone(), layer });
        outputs
    }

    /// The number of a layer path, noted if it is new.
    pub(crate) fn intern_layer(&mut self, path: &str) -> u32 {
        let found = self.layers.iter().rposition(|known| known == path);
        let index = found.unwrap_or_else(|| {
            self.layers.push(path.to_owned());
            self.layers.len() - 1
        });
        u32::try_from(index).expect("fewer than 2^32 layers")
    }

    /// A layer's path for an error message.
    pub(crate) fn layer_label(&self, layer: u32) -> String {
        match self.layers.get(layer as usize) {
            Some(path) if !path.is_empty() => format!("layer `{path}`"),
            _ => "model".to_owned(),
        }
    }
}
