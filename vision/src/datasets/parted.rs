use super::ImageSet;

/// An image set whose publisher says which images are for what.
#[derive(Clone, Debug)]
pub struct Parted {
    /// All images.
    pub set: ImageSet,
    /// Those to learn from.
    pub train: Vec<usize>,
    /// Those to choose weights, temperature and threshold by; empty where the publisher has none.
    pub validation: Vec<usize>,
    /// Those to report on.
    pub test: Vec<usize>,
}

impl Parted {
    /// Of images that lie one part after another, so many of each.
    pub(super) fn in_order(set: ImageSet, [train, validation, test]: [usize; 3]) -> Self {
        let after = train + validation;
        Self {
            set,
            train: (0..train).collect(),
            validation: (train..after).collect(),
            test: (after..after + test).collect(),
        }
    }
}
