use neuron_rt::graph::Tensor;

/// What a classifier makes of images, with the features that it reads it from.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Class scores, `[batch, classes]`.
    pub logits: Tensor,
    /// Features of the last stage, which the scores depend on.
    pub features: Tensor,
    /// Where they lie in the image.
    pub places: Places,
}

/// How features lie in an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    /// `[batch, channels, rows, columns]`.
    Grid,
    /// `[batch, leading + rows × columns, width]`: tokens of patches behind those that are of none.
    Tokens {
        /// Tokens that are of no patch.
        leading: usize,
        /// Rows and columns of patches.
        grid: [usize; 2],
    },
}
