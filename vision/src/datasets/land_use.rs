use super::ImageSet;

/// An image set with its standard split.
#[derive(Clone, Debug)]
pub struct LandUse {
    /// All images.
    pub set: ImageSet,
    /// Those to learn from; a validation part is taken of them.
    pub train: Vec<usize>,
    /// Those to report on.
    pub test: Vec<usize>,
}
