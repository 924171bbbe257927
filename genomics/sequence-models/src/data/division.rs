/// Where sequences are divided.
#[derive(Clone, Copy, Debug)]
pub struct Division {
    /// Parts of a cross-validation.
    pub folds: usize,
    /// The part that is tested on.
    pub fold: usize,
    /// Seed of the parts.
    pub fold_seed: u64,
    /// Share of the other parts that is held out.
    pub validation_share: f64,
    /// How many sequences to take; 0 for all.
    pub size: usize,
    /// Seed of what is taken and held out.
    pub seed: u64,
}
