use super::Classifier;
use nalgebra::DMatrix;

/// The commonest population among the nearest samples; of equally common ones, that of the nearest.
#[derive(Clone, Debug)]
pub struct Neighbours {
    coordinates: DMatrix<f64>,
    labels: Vec<usize>,
    count: usize,
}

impl Neighbours {
    /// Keeps the samples `[samples, components]` with the numbers of their populations.
    #[must_use]
    pub fn new(coordinates: DMatrix<f64>, labels: Vec<usize>, count: usize) -> Self {
        Self { coordinates, labels, count: count.max(1) }
    }
}

impl Classifier for Neighbours {
    fn classify(&self, coordinates: &DMatrix<f64>) -> Vec<usize> {
        let of = |row: usize| {
            let distance = |other: usize| -> f64 {
                let pairs = coordinates.row(row).into_owned();
                (pairs - self.coordinates.row(other)).norm_squared()
            };
            let mut nearest: Vec<(f64, usize)> =
                (0..self.labels.len()).map(|other| (distance(other), other)).collect();
            nearest.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            nearest.truncate(self.count);
            let votes =
                |label: usize| nearest.iter().filter(|(_, o)| self.labels[*o] == label).count();
            let mut best = (0, 0);
            for (_, other) in &nearest {
                let label = self.labels[*other];
                if votes(label) > best.1 {
                    best = (label, votes(label));
                }
            }
            best.0
        };
        (0..coordinates.nrows()).map(of).collect()
    }
}
