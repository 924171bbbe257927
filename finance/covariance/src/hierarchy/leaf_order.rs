//! In which order the assets of a tree stand side by side.

use super::Linkage;
use nalgebra::DMatrix;
use serde::Serialize;

/// How the two sides of every merge are put left and right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeafOrder {
    /// As the tree has them.
    AsMerged,
    /// Sides are turned so that the distances of neighbours sum to the least that the tree allows.
    Optimal,
    /// Each merge turns the two sides below it for its own least sum, whatever merges further up
    /// need: the order of SciPy's `optimal_leaf_ordering`, and so of skfolio.
    LocallyOptimal,
}

/// The assets of a tree from left to right.
///
/// The least sums of neighbours' distances for all pairs of outer assets of every merge are found by
/// dynamic programming: Z. Bar-Joseph, D. K. Gifford and T. S. Jaakkola, *Fast optimal leaf ordering
/// for hierarchical clustering*, Bioinformatics 17 (2001). The two inner assets are found one after the
/// other, which takes `O(n³)`.
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::hierarchy::{LeafOrder, LinkageMethod, leaf_order, linkage};
/// let distances = dmatrix![0.0, 1.0, 2.0; 1.0, 0.0, 9.0; 2.0, 9.0, 0.0];
/// let tree = linkage(&distances, LinkageMethod::Single)?;
/// assert_eq!(leaf_order(&tree, &distances, LeafOrder::AsMerged), [2, 0, 1]);
/// let distances = dmatrix![0.0, 1.0, 9.0; 1.0, 0.0, 2.0; 9.0, 2.0, 0.0];
/// let tree = linkage(&distances, LinkageMethod::Single)?;
/// assert_eq!(leaf_order(&tree, &distances, LeafOrder::AsMerged), [2, 0, 1]);
/// assert_eq!(leaf_order(&tree, &distances, LeafOrder::Optimal), [2, 1, 0]);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
#[must_use]
pub fn leaf_order(tree: &Linkage, distances: &DMatrix<f64>, order: LeafOrder) -> Vec<usize> {
    let as_merged = tree.leaves(tree.root());
    if order == LeafOrder::AsMerged || as_merged.len() < 3 {
        return as_merged;
    }
    let sums = NeighbourSums::of(tree, distances);
    match order {
        LeafOrder::Optimal => {
            let (left, right) = sums.best_ends(tree.root());
            let mut leaves = Vec::with_capacity(tree.assets());
            sums.trace(tree.root(), left, right, &mut leaves);
            leaves
        }
        _ => sums.locally_optimal(),
    }
}

/// For two assets that a merge brings together: the least sum of neighbours' distances with them at
/// the outer ends, and the two assets that then meet in the middle.
struct NeighbourSums<'a> {
    tree: &'a Linkage,
    /// The assets below each node, from left to right as merged.
    leaves: Vec<Vec<usize>>,
    least: DMatrix<f64>,
    /// `inner[(u, w)]`: the asset next to the other half, on `u`'s side.
    inner: DMatrix<usize>,
}

impl<'a> NeighbourSums<'a> {
    fn of(tree: &'a Linkage, distances: &DMatrix<f64>) -> Self {
        let n = tree.assets();
        let leaves = (0..=tree.root()).map(|node| tree.leaves(node)).collect();
        let (least, inner) = (DMatrix::zeros(n, n), DMatrix::zeros(n, n));
        let mut sums = Self { tree, leaves, least, inner };
        for node in n..=tree.root() {
            if let Some((left, right)) = tree.children(node) {
                sums.join(left, right, distances);
            }
        }
        sums
    }

    fn join(&mut self, left: usize, right: usize, distances: &DMatrix<f64>) {
        let mut found = Vec::new();
        // `reach[k]`: the least sum from `u` over the left side to `k`, and the last asset before `k`.
        let mut reach = vec![(0.0, 0); self.tree.assets()];
        for (outer, inner) in self.halves(left) {
            for &u in outer {
                for &k in &self.leaves[right] {
                    let sums = inner.iter().map(|&m| (self.least[(u, m)] + distances[(m, k)], m));
                    reach[k] = least_of(sums);
                }
                for (far_outer, far_inner) in self.halves(right) {
                    for &w in far_outer {
                        let sums = far_inner.iter().map(|&k| (reach[k].0 + self.least[(w, k)], k));
                        let (sum, k) = least_of(sums);
                        found.push((u, w, sum, reach[k].1, k));
                    }
                }
            }
        }
        for (u, w, sum, m, k) in found {
            self.least[(u, w)] = sum;
            self.least[(w, u)] = sum;
            self.inner[(u, w)] = m;
            self.inner[(w, u)] = k;
        }
    }

    /// The assets that can stand at one end of a node, each time with those that then can stand at the
    /// other: the two halves in turn, or the one asset at both ends.
    fn halves(&self, node: usize) -> Vec<(&[usize], &[usize])> {
        match self.tree.children(node) {
            None => vec![(&self.leaves[node], &self.leaves[node])],
            Some((left, right)) => vec![
                (&self.leaves[left], &self.leaves[right]),
                (&self.leaves[right], &self.leaves[left]),
            ],
        }
    }

    /// The outer assets of the least sum of a merge, first on its left side.
    fn best_ends(&self, node: usize) -> (usize, usize) {
        let Some((left, right)) = self.tree.children(node) else { return (node, node) };
        let mut best = (f64::INFINITY, left, right);
        for &u in &self.leaves[left] {
            for &w in &self.leaves[right] {
                if self.least[(u, w)] < best.0 {
                    best = (self.least[(u, w)], u, w);
                }
            }
        }
        (best.1, best.2)
    }

    /// Writes the assets of a node with two of them at its ends.
    fn trace(&self, node: usize, first: usize, last: usize, leaves: &mut Vec<usize>) {
        let Some((left, right)) = self.tree.children(node) else {
            leaves.push(node);
            return;
        };
        let (head, tail) =
            if self.leaves[left].contains(&first) { (left, right) } else { (right, left) };
        self.trace(head, first, self.inner[(first, last)], leaves);
        self.trace(tail, self.inner[(last, first)], last, leaves);
    }

    /// Each merge decides by its own least sum whether the two nodes below it are turned round.
    fn locally_optimal(&self) -> Vec<usize> {
        let n = self.tree.assets();
        let mut turned = vec![false; self.tree.root() + 1];
        for node in n..=self.tree.root() {
            let Some((left, right)) = self.tree.children(node) else { continue };
            let (u, w) = self.best_ends(node);
            // The outer asset of the left side belongs left, that of the right side right.
            if let Some((near, _)) = self.tree.children(left) {
                turned[left] = !self.leaves[near].contains(&u);
            }
            if let Some((_, far)) = self.tree.children(right) {
                turned[right] = !self.leaves[far].contains(&w);
            }
        }
        // Turning a node turns all below it.
        let mut leaves = Vec::with_capacity(n);
        let mut open = vec![(self.tree.root(), false)];
        while let Some((node, above)) = open.pop() {
            let turn = above != turned[node];
            match self.tree.children(node) {
                Some((left, right)) if turn => open.extend([(left, turn), (right, turn)]),
                Some((left, right)) => open.extend([(right, turn), (left, turn)]),
                None => leaves.push(node),
            }
        }
        leaves
    }
}

/// The least of some sums with its asset; the first among equals.
fn least_of(sums: impl Iterator<Item = (f64, usize)>) -> (f64, usize) {
    sums.fold((f64::INFINITY, 0), |best, next| if next.0 < best.0 { next } else { best })
}
