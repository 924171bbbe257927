use serde::Serialize;

/// A node of a tree; a leaf has no split.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Node {
    pub(super) split: Option<Split>,
    /// The leaf's value (in a split node, not used).
    pub(super) value: f64,
    /// Training rows that came through.
    pub(super) cover: f64,
}

/// Where rows part.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Split {
    pub(super) feature: usize,
    /// Rows with at most this go left.
    pub(super) threshold: f64,
    /// Where rows without a value go.
    pub(super) missing_left: bool,
    pub(super) left: usize,
    pub(super) right: usize,
}

impl Split {
    pub(super) fn child(&self, row: &[f64]) -> usize {
        let value = row[self.feature];
        let left = if value.is_nan() { self.missing_left } else { value <= self.threshold };
        if left { self.left } else { self.right }
    }
}

/// A regression tree; the root is node 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
}

impl Tree {
    pub(super) fn predict(&self, row: &[f64]) -> f64 {
        let mut at = 0;
        while let Some(split) = &self.nodes[at].split {
            at = split.child(row);
        }
        self.nodes[at].value
    }

    /// The mean of its leaves over the training rows.
    pub(super) fn mean(&self) -> f64 {
        let leaves = self.nodes.iter().filter(|node| node.split.is_none());
        let sum: f64 = leaves.map(|leaf| leaf.value * leaf.cover).sum();
        sum / self.nodes[0].cover
    }
}
