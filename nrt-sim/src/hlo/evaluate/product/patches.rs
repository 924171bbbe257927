//! The elements under each window, as columns of a matrix.

use bytemuck::Pod;

use crate::hlo::op::Window;

/// Which element of the input lies under each element of each window, in one spatial dimension.
struct Reach {
    /// For offset `k` and window `o`, at `k * windows + o`: the element, or nothing for padding or a gap.
    sources: Vec<Option<usize>>,
    /// For each offset, the windows that see the input, and the element that the first of them sees, where
    /// neighbouring windows see neighbouring elements.
    runs: Option<Vec<(usize, usize, usize)>>,
    windows: usize,
}

/// A window over the input's spatial dimensions.
pub(super) struct Patches {
    reach: Vec<Reach>,
    sizes: Vec<usize>,
    strides: Vec<usize>,
}

impl Patches {
    /// A window over these spatial dimensions, which lie dense.
    pub(super) fn new(window: &Window, extents: &[usize], windows: &[usize]) -> Patches {
        let all = window.iter().zip(extents.iter().zip(windows));
        let reach = all.map(|(dim, (&extent, &windows))| {
            let sources: Vec<Option<usize>> = (0..dim.size)
                .flat_map(|offset| (0..windows).map(move |index| dim.source(index, offset, extent)))
                .collect();
            let run = |row: &[Option<usize>]| {
                let first = row.iter().position(Option::is_some).unwrap_or(0);
                let count = row.iter().flatten().count();
                (first, count, row.get(first).copied().flatten().unwrap_or(0))
            };
            let dense = dim.stride == 1 && dim.base_dilation == 1 && windows > 0;
            let runs = dense.then(|| sources.chunks(windows).map(run).collect());
            Reach { sources, runs, windows }
        });
        let mut strides = vec![1; extents.len()];
        for dim in (1..extents.len()).rev() {
            strides[dim - 1] = strides[dim] * extents[dim];
        }
        let sizes = window.iter().map(|dim| dim.size).collect();
        Patches { reach: reach.collect(), sizes, strides }
    }

    /// Elements of a window.
    pub(super) fn size(&self) -> usize {
        self.sizes.iter().product()
    }

    /// Number of windows.
    pub(super) fn windows(&self) -> usize {
        self.reach.iter().map(|reach| reach.windows).product()
    }

    /// Writes what lies under element `cell` of each window into a row of zeros.
    pub(super) fn row<T: Pod>(&self, row: &mut [T], cell: usize, image: &[T]) {
        let mut offsets = vec![0; self.sizes.len()];
        let mut rest = cell;
        for (offset, size) in offsets.iter_mut().zip(&self.sizes).rev() {
            *offset = rest % size;
            rest /= size;
        }
        self.fill(row, 0, &offsets, image, 0);
    }

    fn fill<T: Pod>(&self, row: &mut [T], dim: usize, offsets: &[usize], image: &[T], at: usize) {
        let (Some(reach), Some(&offset)) = (self.reach.get(dim), offsets.get(dim)) else {
            // No spatial dimension: the one element.
            row.copy_from_slice(&image[at..=at]);
            return;
        };
        let sources = &reach.sources[offset * reach.windows..][..reach.windows];
        if dim + 1 == self.reach.len() {
            if let Some(runs) = &reach.runs {
                let (first, count, source) = runs[offset];
                let from = &image[at + source..][..count];
                row[first..first + count].copy_from_slice(from);
                return;
            }
            for (element, source) in row.iter_mut().zip(sources) {
                if let Some(source) = source {
                    *element = image[at + source];
                }
            }
            return;
        }
        let inner = row.len() / reach.windows;
        for (part, source) in row.chunks_exact_mut(inner).zip(sources) {
            if let Some(source) = source {
                self.fill(part, dim + 1, offsets, image, at + source * self.strides[dim]);
            }
        }
    }
}
