use crate::{Features, FeaturesError};
use rayon::prelude::*;

/// What has learnt to tell classes apart.
pub trait Classifier: Send + Sync {
    /// Numbers of a row.
    fn columns(&self) -> usize;

    /// The class of a row of [`columns`](Self::columns) numbers.
    fn predict_row(&self, row: &[f64]) -> usize;

    /// The class of each row, on all cores.
    ///
    /// # Errors
    /// [`FeaturesError::Size`] where the rows have not as many columns as those it was learnt from.
    fn predict(&self, features: &Features) -> Result<Vec<usize>, FeaturesError> {
        FeaturesError::same_size("a row of features", self.columns(), features.columns())?;
        let rows = (0..features.rows()).into_par_iter();
        Ok(rows.map(|row| self.predict_row(features.row(row))).collect())
    }
}

/// How many classes labels speak of, after a look at whether anything can be learnt from them.
///
/// # Errors
/// [`FeaturesError::Size`] where there are not as many labels as rows, [`FeaturesError::NothingToLearn`] where there
/// are fewer than two classes, [`FeaturesError::Parameter`] where a label is beyond 100,000.
pub fn classes_of(features: &Features, labels: &[usize]) -> Result<usize, FeaturesError> {
    FeaturesError::same_size("the list of labels", features.rows(), labels.len())?;
    let classes = labels.iter().max().map_or(0, |&label| label.saturating_add(1));
    if classes > 100_000 {
        return Err(FeaturesError::parameter("label", classes - 1, "0 to 99,999"));
    }
    if labels.iter().all(|label| Some(label) == labels.first()) {
        let needs = "examples of two classes or more".to_owned();
        return Err(FeaturesError::NothingToLearn { what: "a classifier", needs });
    }
    Ok(classes)
}
