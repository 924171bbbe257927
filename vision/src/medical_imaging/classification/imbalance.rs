use serde::{Deserialize, Serialize};

/// What is done so that rare classes are learnt as well as frequent ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Imbalance {
    /// Nothing: every image counts the same.
    None,
    /// The loss of an image counts by its class, as [`class_weights`] says.
    #[default]
    Weights,
    /// Every class is drawn as often as any other, its images with replacement.
    Sampling,
}

/// The weight of each class in the loss: `n / (classes × n of the class)`, so that all classes count
/// the same in the sum and an image counts 1 in the mean (scikit-learn's `balanced`). A class without
/// an image has the weight 0, and is not counted among the classes.
///
/// ```
/// use neuron_vision::medical_imaging::classification::class_weights;
/// assert_eq!(class_weights(&[0, 1, 1, 1], 2), [2.0, 2.0 / 3.0]);
/// ```
#[must_use]
pub fn class_weights(labels: &[u32], classes: usize) -> Vec<f64> {
    let mut counts = vec![0usize; classes];
    for &label in labels {
        if let Some(count) = counts.get_mut(label as usize) {
            *count += 1;
        }
    }
    let there = counts.iter().filter(|&&count| count > 0).count();
    let weight = |&count: &usize| match count {
        0 => 0.0,
        count => labels.len() as f64 / (there * count) as f64,
    };
    counts.iter().map(weight).collect()
}
