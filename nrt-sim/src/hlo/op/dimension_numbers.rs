//! Attributes that say what each dimension stands for.

use super::Window;

/// Dimensions of a dot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DotDims {
    /// Batch dimensions of the left operand.
    pub(crate) lhs_batch: Vec<usize>,
    /// Batch dimensions of the right operand.
    pub(crate) rhs_batch: Vec<usize>,
    /// Dimensions of the left operand that are summed over.
    pub(crate) lhs_contracting: Vec<usize>,
    /// Dimensions of the right operand that are summed over.
    pub(crate) rhs_contracting: Vec<usize>,
}

impl DotDims {
    /// The left operand's other dimensions, of which it has `rank`.
    pub(crate) fn lhs_free(&self, rank: usize) -> Vec<usize> {
        free(rank, &self.lhs_batch, &self.lhs_contracting)
    }

    /// The right operand's other dimensions, of which it has `rank`.
    pub(crate) fn rhs_free(&self, rank: usize) -> Vec<usize> {
        free(rank, &self.rhs_batch, &self.rhs_contracting)
    }
}

fn free(rank: usize, batch: &[usize], contracting: &[usize]) -> Vec<usize> {
    (0..rank).filter(|dim| !batch.contains(dim) && !contracting.contains(dim)).collect()
}

/// Dimensions, window and groups of a convolution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ConvolutionDims {
    /// The input's dimensions: batch, feature, spatial ones.
    pub(crate) input: Vec<usize>,
    /// The kernel's dimensions: output feature, input feature, spatial ones.
    pub(crate) kernel: Vec<usize>,
    /// The output's dimensions: batch, feature, spatial ones.
    pub(crate) output: Vec<usize>,
    /// The window in each spatial dimension.
    pub(crate) window: Window,
    /// Groups of features.
    pub(crate) feature_groups: usize,
    /// Groups of the batch.
    pub(crate) batch_groups: usize,
}

/// Dimensions of a gather.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GatherDims {
    /// Dimensions of the result that run within a slice.
    pub(crate) offset: Vec<usize>,
    /// Dimensions of the operand that the result leaves out.
    pub(crate) collapsed: Vec<usize>,
    /// Dimension of the operand for each component of an index.
    pub(crate) start_index_map: Vec<usize>,
    /// Dimension of the indices that holds the components; their rank if an index is a single element.
    pub(crate) index_vector: usize,
    /// Dimensions of the operand that go in step with the indices.
    pub(crate) operand_batching: Vec<usize>,
    /// The same dimensions in the indices.
    pub(crate) indices_batching: Vec<usize>,
    /// Extent of a slice in each dimension of the operand.
    pub(crate) slice_sizes: Vec<usize>,
}

/// Dimensions of a scatter, and what combines an element with its update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ScatterDims {
    /// Dimensions of the updates that run within a window.
    pub(crate) update_window: Vec<usize>,
    /// Dimensions of the operand that the updates leave out.
    pub(crate) inserted_window: Vec<usize>,
    /// Dimension of the operand for each component of an index.
    pub(crate) to_operand: Vec<usize>,
    /// Dimension of the indices that holds the components; their rank if an index is a single element.
    pub(crate) index_vector: usize,
    /// Dimensions of the operand that go in step with the indices.
    pub(crate) input_batching: Vec<usize>,
    /// The same dimensions in the indices.
    pub(crate) indices_batching: Vec<usize>,
    /// The computation of (old, update).
    pub(crate) computation: usize,
}

/// What a slice takes of one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SliceRange {
    /// The first element.
    pub(crate) start: usize,
    /// One behind the last.
    pub(crate) limit: usize,
    /// Steps between elements.
    pub(crate) stride: usize,
}

impl SliceRange {
    /// Number of elements.
    pub(crate) fn count(&self) -> usize {
        (self.limit - self.start).div_ceil(self.stride)
    }
}

/// What a pad adds to one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StridedPadding {
    /// Elements before the first; negative ones are taken away.
    pub(crate) low: i64,
    /// Elements behind the last.
    pub(crate) high: i64,
    /// Elements between two.
    pub(crate) interior: usize,
}
