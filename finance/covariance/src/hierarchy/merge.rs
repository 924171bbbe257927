//! The tree that clustering builds.

use serde::Serialize;

/// Two clusters becoming one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Merge {
    /// One cluster: below the number of assets `n` an asset, else merge `left - n`.
    pub left: usize,
    /// The other.
    pub right: usize,
    /// How far they are apart.
    pub distance: f64,
    /// How many assets the two have together.
    pub size: usize,
}

/// A tree of `n` assets as its `n - 1` merges, nearest first: a linkage matrix as SciPy's.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Linkage {
    merges: Vec<Merge>,
}

impl Linkage {
    pub(super) fn new(merges: Vec<Merge>) -> Self {
        Self { merges }
    }

    /// The merges, nearest first.
    #[must_use]
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The number of assets.
    #[must_use]
    pub fn assets(&self) -> usize {
        self.merges.len() + 1
    }

    /// The node that holds all assets.
    #[must_use]
    pub fn root(&self) -> usize {
        2 * self.merges.len()
    }

    /// The two below a node, or nothing below an asset.
    #[must_use]
    pub fn children(&self, node: usize) -> Option<(usize, usize)> {
        let merge = self.merges.get(node.checked_sub(self.assets())?)?;
        Some((merge.left, merge.right))
    }

    /// The assets below a node, from left to right.
    #[must_use]
    pub fn leaves(&self, node: usize) -> Vec<usize> {
        let mut leaves = Vec::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            match self.children(node) {
                Some((left, right)) => open.extend([right, left]),
                None => leaves.push(node),
            }
        }
        leaves
    }
}
