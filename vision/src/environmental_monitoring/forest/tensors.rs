use super::Forest;
use super::tree::Node;

/// A forest as matrices (the strategy of products in Nakandala et al., *A Tensor Compiler for Unified
/// Machine Learning Prediction Serving*, 2020): every split of every tree is decided at once, and the leaf whose
/// way has all its decisions is found by a product.
///
/// Of `trees` trees, `splits` and `leaves` are those of the largest; what others lack can never be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct ForestTensors {
    /// Trees.
    pub trees: usize,
    /// Splits of a tree.
    pub splits: usize,
    /// Leaves of a tree.
    pub leaves: usize,
    /// Which feature each split looks at, `[features, trees × splits]`, ones and zeros.
    pub select: Vec<f32>,
    /// Thresholds, `[trees × splits]`.
    pub thresholds: Vec<f32>,
    /// 1 where a leaf lies to the left of a split, -1 where to the right, `[trees, splits, leaves]`.
    pub ways: Vec<f32>,
    /// How often the way to a leaf goes left, `[trees, 1, leaves]`.
    pub lefts: Vec<f32>,
    /// Shares of classes at each leaf, `[trees, leaves, classes]`.
    pub shares: Vec<f32>,
}

/// More turns to the left than any way has.
const UNREACHED: f32 = 1e6;

impl Forest {
    /// Trees, then splits and leaves of the largest.
    #[must_use]
    pub fn extents(&self) -> [usize; 3] {
        let leaves = self.trees.iter().map(super::Tree::leaves).max().unwrap_or(1);
        [self.trees.len(), leaves.max(2) - 1, leaves.max(2)]
    }

    /// The forest as matrices.
    #[must_use]
    pub fn tensors(&self) -> ForestTensors {
        let [trees, splits, leaves] = self.extents();
        let classes = self.classes;
        let mut made = ForestTensors {
            trees,
            splits,
            leaves,
            select: vec![0.0; self.features * trees * splits],
            thresholds: vec![0.0; trees * splits],
            ways: vec![0.0; trees * splits * leaves],
            lefts: vec![UNREACHED; trees * leaves],
            shares: vec![0.0; trees * leaves * classes],
        };
        for (number, tree) in self.trees.iter().enumerate() {
            let (mut split, mut leaf) = (0, 0);
            // Nodes with the way to them: splits, and whether it went left.
            let mut open: Vec<(usize, Vec<(usize, bool)>)> = vec![(0, Vec::new())];
            while let Some((place, way)) = open.pop() {
                match &tree.nodes[place] {
                    Node::Inner { feature, threshold, left, right } => {
                        let at = number * splits + split;
                        made.select[feature * trees * splits + at] = 1.0;
                        made.thresholds[at] = *threshold;
                        for (next, is_left) in [(right, false), (left, true)] {
                            let mut way = way.clone();
                            way.push((split, is_left));
                            open.push((*next, way));
                        }
                        split += 1;
                    }
                    Node::Leaf { shares } => {
                        for &(split, is_left) in &way {
                            let at = (number * splits + split) * leaves + leaf;
                            made.ways[at] = if is_left { 1.0 } else { -1.0 };
                        }
                        let turns = way.iter().filter(|(_, is_left)| *is_left).count();
                        made.lefts[number * leaves + leaf] = turns as f32;
                        let at = (number * leaves + leaf) * classes;
                        made.shares[at..at + classes].copy_from_slice(shares);
                        leaf += 1;
                    }
                }
            }
        }
        made
    }
}
