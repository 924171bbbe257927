use super::Table;
use super::tree::{Growth, Tree};
use neuron_random::{Rng, Stream};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// How a forest is grown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ForestConfig {
    /// Trees.
    pub trees: usize,
    /// Most splits from the root to a leaf.
    pub depth: usize,
    /// Fewest rows of a leaf.
    pub least: usize,
    /// Features that each split is chosen among; 0 is the root of their number.
    pub candidates: usize,
}

impl Default for ForestConfig {
    fn default() -> Self {
        Self { trees: 200, depth: 24, least: 1, candidates: 0 }
    }
}

/// Trees whose shares of classes are averaged.
#[derive(Clone, Debug, PartialEq)]
pub struct Forest {
    pub(super) trees: Vec<Tree>,
    pub(super) features: usize,
    pub(super) classes: usize,
    /// Of each row that it was grown on, the share of classes by the trees that did not see it.
    out_of_bag: Vec<f32>,
}

impl Forest {
    /// Grows a forest on a table, each tree on as many rows as there are, drawn with replacement.
    #[must_use]
    pub fn grow(table: &Table, config: &ForestConfig, seed: u64) -> Self {
        let (rows, classes) = (table.rows(), table.classes());
        let candidates = match config.candidates {
            0 => (table.features() as f64).sqrt() as usize,
            some => some,
        };
        let growth = Growth {
            depth: config.depth,
            least: config.least.max(1),
            candidates: candidates.clamp(1, table.features()),
        };
        let one = |number: usize| {
            let mut rng = Stream::new(seed, "forest").sample(number as u64).rng();
            let drawn: Vec<u32> =
                (0..rows).map(|_| rng.random_range(0..rows as u64) as u32).collect();
            let mut seen = vec![false; rows];
            drawn.iter().for_each(|&row| seen[row as usize] = true);
            (Tree::grow(table, drawn, growth, &mut rng), seen)
        };
        let grown: Vec<(Tree, Vec<bool>)> =
            (0..config.trees.max(1)).into_par_iter().map(one).collect();
        let of_row = |row: usize| {
            let unseen = grown.iter().filter(|(_, seen)| !seen[row]).map(|(tree, _)| tree);
            mean(unseen, table.row(row), classes)
        };
        let out_of_bag = (0..rows).into_par_iter().flat_map_iter(of_row).collect();
        let trees = grown.into_iter().map(|(tree, _)| tree).collect();
        Self { trees, features: table.features(), classes, out_of_bag }
    }

    /// Share of each class by all trees.
    ///
    /// # Shapes
    /// `row: [features]` → `[classes]`
    #[must_use]
    pub fn shares(&self, row: &[f32]) -> Vec<f32> {
        mean(self.trees.iter(), row, self.classes)
    }

    /// Of each row that it was grown on, the shares by the trees that did not see it, `[rows, classes]`:
    /// what it would say of new rows. Equal shares where every tree saw a row.
    #[must_use]
    pub fn out_of_bag(&self) -> &[f32] {
        &self.out_of_bag
    }

    /// The trees.
    #[must_use]
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }
}

fn mean<'a>(trees: impl Iterator<Item = &'a Tree>, row: &[f32], classes: usize) -> Vec<f32> {
    let mut sums = vec![0.0f64; classes];
    let mut count = 0usize;
    for tree in trees {
        count += 1;
        sums.iter_mut().zip(tree.shares(row)).for_each(|(sum, &share)| *sum += f64::from(share));
    }
    let share = |sum: f64| if count == 0 { 1.0 / classes as f64 } else { sum / count as f64 };
    sums.into_iter().map(|sum| share(sum) as f32).collect()
}
