use super::{ChangeSet, ChangeSetError, PairFiles, change_folder, made_up, one_pair};
use std::path::Path;

/// Made-up pairs where no size is asked for.
const SYNTHETIC_SIZE: usize = 900;

/// Which pairs, and how they are parted.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSource<'a> {
    /// `synthetic-change`, or a folder.
    pub dataset: &'a str,
    /// How many pairs are made, of a synthetic dataset.
    pub size: Option<usize>,
    /// Share of what is not for testing that the best epoch and the threshold are chosen by.
    pub validation_share: f64,
    /// Files of one large pair.
    pub pair: &'a PairFiles,
    /// Seed of what is made or drawn.
    pub seed: u64,
}

/// Opens pairs with labels.
///
/// # Errors
/// [`ChangeSetError`].
pub fn open(source: &ChangeSource<'_>) -> Result<ChangeSet, ChangeSetError> {
    let share = source.validation_share;
    if !(share > 0.0 && share < 1.0) {
        return Err(ChangeSetError::Setting {
            key: "validation_share",
            found: share.to_string(),
            expected: "more than 0 and less than 1: a threshold is chosen by it",
        });
    }
    if source.dataset == "synthetic-change" {
        return made_up(source.size.unwrap_or(SYNTHETIC_SIZE), share, source.seed);
    }
    let folder = Path::new(source.dataset);
    if folder.join("before").is_dir() && folder.join("after").is_dir() {
        return change_folder(folder, share, source.seed);
    }
    if folder.is_dir() {
        return one_pair(folder, source.pair, share);
    }
    Err(ChangeSetError::Unknown { name: source.dataset.to_owned() })
}

/// Whether a folder holds one large pair instead of many.
#[must_use]
pub fn is_one_pair(dataset: &str) -> bool {
    let folder = Path::new(dataset);
    folder.is_dir() && !folder.join("before").is_dir()
}
