use super::Graph;
use std::sync::Arc;

/// A named subgraph, such as `layer_norm`.
///
/// A device may run a fused kernel for the name; any other inlines the body, which is the
/// definition of what the kernel computes.
#[derive(Clone, Debug, PartialEq)]
pub struct Composite {
    /// The name that kernels are found by.
    pub name: &'static str,
    /// Static attributes, which kernels read: an epsilon, a number of heads.
    pub attrs: Vec<(&'static str, f64)>,
    /// What it computes.
    pub body: Graph,
    /// Its own gradient; without one, the body is differentiated.
    pub grad: Option<CompositeGrad>,
}

/// The gradient of a composite, itself a composite.
#[derive(Clone, Debug, PartialEq)]
pub struct CompositeGrad {
    /// Its inputs are the composite's inputs, its outputs, and the cotangents of the first
    /// `cotangents` outputs.
    pub rule: Arc<Composite>,
    /// How many leading outputs can be differentiated. Those after them are kept for the gradient.
    pub cotangents: usize,
    /// Output `i` of the rule is the gradient by input `wrt[i]`.
    pub wrt: Vec<usize>,
}

impl Composite {
    /// The attribute of this name.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<f64> {
        self.attrs.iter().find(|(key, _)| *key == name).map(|&(_, value)| value)
    }
}
