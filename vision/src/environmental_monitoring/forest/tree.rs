use super::{Split, Table, best_split};
use neuron_random::{ChaCha8Rng, Rng};

/// A tree: places of nodes in a list, the root first.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    pub(super) nodes: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Rows whose feature is at most the threshold go left.
    Inner { feature: usize, threshold: f32, left: usize, right: usize },
    /// Shares of the classes.
    Leaf { shares: Vec<f32> },
}

/// When a tree ends, and what it looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Growth {
    pub(super) depth: usize,
    pub(super) least: usize,
    pub(super) candidates: usize,
}

impl Tree {
    /// Grows a tree on rows, which may occur more than once.
    pub(super) fn grow(
        table: &Table,
        rows: Vec<u32>,
        growth: Growth,
        rng: &mut ChaCha8Rng,
    ) -> Self {
        let mut nodes = vec![leaf(table, &rows)];
        let mut open = vec![(0, 0, rows)];
        while let Some((place, depth, rows)) = open.pop() {
            if depth >= growth.depth || rows.len() < 2 * growth.least || is_pure(&nodes[place]) {
                continue;
            }
            let Some(split) = choose(table, &rows, growth, rng) else { continue };
            let is_left = |row: &u32| table.value(*row, split.feature) <= split.threshold;
            let (lower, upper): (Vec<u32>, Vec<u32>) = rows.into_iter().partition(is_left);
            let (left, right) = (nodes.len(), nodes.len() + 1);
            nodes.extend([leaf(table, &lower), leaf(table, &upper)]);
            let Split { feature, threshold, .. } = split;
            nodes[place] = Node::Inner { feature, threshold, left, right };
            open.push((right, depth + 1, upper));
            open.push((left, depth + 1, lower));
        }
        Self { nodes }
    }

    /// Shares of the classes where a row ends.
    #[must_use]
    pub fn shares(&self, row: &[f32]) -> &[f32] {
        let mut place = 0;
        loop {
            match &self.nodes[place] {
                Node::Leaf { shares } => return shares,
                Node::Inner { feature, threshold, left, right } => {
                    place = if row[*feature] <= *threshold { *left } else { *right };
                }
            }
        }
    }

    /// Leaves.
    #[must_use]
    pub fn leaves(&self) -> usize {
        self.nodes.len().div_ceil(2)
    }

    /// The split at the root: feature and threshold; nothing of a tree that is a leaf.
    #[must_use]
    pub fn root(&self) -> Option<(usize, f32)> {
        match self.nodes.first()? {
            Node::Inner { feature, threshold, .. } => Some((*feature, *threshold)),
            Node::Leaf { .. } => None,
        }
    }
}

fn leaf(table: &Table, rows: &[u32]) -> Node {
    let counts = table.counts(rows);
    let share = |&count: &u32| (f64::from(count) / rows.len().max(1) as f64) as f32;
    Node::Leaf { shares: counts.iter().map(share).collect() }
}

fn is_pure(node: &Node) -> bool {
    matches!(node, Node::Leaf { shares } if shares.contains(&1.0))
}

/// The best split of some features that are drawn; features that cannot part the rows do not count.
fn choose(table: &Table, rows: &[u32], growth: Growth, rng: &mut ChaCha8Rng) -> Option<Split> {
    let mut features: Vec<usize> = (0..table.features()).collect();
    let mut best: Option<Split> = None;
    let mut seen = 0;
    for at in 0..features.len() {
        if seen == growth.candidates {
            break;
        }
        let other = rng.random_range(at as u64..features.len() as u64) as usize;
        features.swap(at, other);
        let Some(split) = best_split(table, rows, features[at], growth.least) else { continue };
        seen += 1;
        if best.is_none_or(|best| split.gain > best.gain) {
            best = Some(split);
        }
    }
    best
}
