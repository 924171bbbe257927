use super::{Classifier, classes_of};
use crate::{Features, FeaturesError};

/// The class whose mean is nearest.
///
/// ```
/// use neuron_sequence_features::{Features, classifiers::{Classifier, NearestCentroid}};
/// let features = Features::new(1, vec![0.0, 1.0, 9.0, 11.0])?;
/// let centroids = NearestCentroid::fit(&features, &[0, 0, 1, 1])?;
/// assert_eq!(centroids.predict(&Features::new(1, vec![5.0, 5.5])?)?, [0, 1]);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Debug)]
pub struct NearestCentroid {
    columns: usize,
    /// The mean of each class, `None` where it has no example.
    means: Vec<Option<Vec<f64>>>,
}

impl NearestCentroid {
    /// Takes the mean of each class.
    ///
    /// # Errors
    /// As [`classes_of`].
    pub fn fit(features: &Features, labels: &[usize]) -> Result<Self, FeaturesError> {
        let classes = classes_of(features, labels)?;
        let mut sums = vec![(vec![0.0; features.columns()], 0usize); classes];
        for (row, &label) in labels.iter().enumerate() {
            let (sum, examples) = &mut sums[label];
            sum.iter_mut().zip(features.row(row)).for_each(|(sum, value)| *sum += value);
            *examples += 1;
        }
        let mean = |(mut sum, examples): (Vec<f64>, usize)| {
            sum.iter_mut().for_each(|sum| *sum /= examples as f64);
            (examples > 0).then_some(sum)
        };
        Ok(Self { columns: features.columns(), means: sums.into_iter().map(mean).collect() })
    }
}

impl Classifier for NearestCentroid {
    fn columns(&self) -> usize {
        self.columns
    }

    fn predict_row(&self, row: &[f64]) -> usize {
        let means =
            self.means.iter().enumerate().filter_map(|(class, mean)| Some((class, mean.as_ref()?)));
        let distances = means.map(|(class, mean)| (class, Features::squared_distance(row, mean)));
        distances.min_by(|one, two| one.1.total_cmp(&two.1)).map_or(0, |(class, _)| class)
    }
}
