use super::{Classifier, classes_of};
use crate::{Features, FeaturesError};

/// The most frequent class among the nearest examples by Euclidean distance; among equally frequent ones the lower
/// number, among equally distant examples the earlier.
#[derive(Clone, Debug)]
pub struct NearestNeighbours {
    examples: Features,
    labels: Vec<usize>,
    classes: usize,
    neighbours: usize,
}

impl NearestNeighbours {
    /// Keeps the examples.
    ///
    /// # Errors
    /// As [`classes_of`], and [`FeaturesError::Parameter`] where there are fewer examples than `neighbours`, or none is
    /// asked for.
    pub fn fit(
        features: &Features,
        labels: &[usize],
        neighbours: usize,
    ) -> Result<Self, FeaturesError> {
        let classes = classes_of(features, labels)?;
        if neighbours == 0 || neighbours > features.rows() {
            let expected = format!("1 to {}, the number of examples", features.rows());
            return Err(FeaturesError::parameter("neighbours", neighbours, expected));
        }
        Ok(Self { examples: features.clone(), labels: labels.to_vec(), classes, neighbours })
    }
}

impl Classifier for NearestNeighbours {
    fn columns(&self) -> usize {
        self.examples.columns()
    }

    fn predict_row(&self, row: &[f64]) -> usize {
        let distance = |example| Features::squared_distance(row, self.examples.row(example));
        let mut order: Vec<(f64, usize)> =
            (0..self.labels.len()).map(|example| (distance(example), example)).collect();
        let nearer = |one: &(f64, usize), two: &(f64, usize)| {
            one.0.total_cmp(&two.0).then(one.1.cmp(&two.1))
        };
        order.select_nth_unstable_by(self.neighbours - 1, nearer);
        let mut votes = vec![0usize; self.classes];
        order[..self.neighbours].iter().for_each(|&(_, example)| votes[self.labels[example]] += 1);
        let most = votes.iter().max().copied();
        votes.iter().position(|votes| Some(*votes) == most).unwrap_or(0)
    }
}
