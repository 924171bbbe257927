//! Walks over the elements of a block.

/// All places of a block in row-major order, in several arrays at once.
#[derive(Debug, Clone)]
pub(super) struct Places<const N: usize> {
    dims: Vec<(usize, [usize; N])>,
    index: Vec<usize>,
    at: [usize; N],
    left: usize,
}

impl<const N: usize> Places<N> {
    /// A block of these extents, whose neighbours lie so far apart in each of the arrays.
    pub(super) fn new(dims: impl IntoIterator<Item = (usize, [usize; N])>) -> Places<N> {
        let dims: Vec<(usize, [usize; N])> = dims.into_iter().collect();
        let left = dims.iter().map(|(count, _)| count).product();
        Places { index: vec![0; dims.len()], dims, at: [0; N], left }
    }
}

impl<const N: usize> Iterator for Places<N> {
    type Item = [usize; N];

    fn next(&mut self) -> Option<[usize; N]> {
        self.left = self.left.checked_sub(1)?;
        let here = self.at;
        for ((count, strides), index) in self.dims.iter().zip(&mut self.index).rev() {
            *index += 1;
            let turns = *index == *count;
            for (at, stride) in self.at.iter_mut().zip(strides) {
                *at = if turns { *at - stride * (count - 1) } else { *at + stride };
            }
            if !turns {
                break;
            }
            *index = 0;
        }
        Some(here)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn the_last_dimension_runs_first() {
        let places: Vec<[usize; 2]> = Places::new([(2, [10, 1]), (3, [1, 2])]).collect();
        assert_eq!(places, [[0, 0], [1, 2], [2, 4], [10, 1], [11, 3], [12, 5]]);
        assert_eq!(Places::<1>::new([]).count(), 1, "a scalar has one element");
        assert_eq!(Places::new([(2, [1]), (0, [1])]).count(), 0);
    }
}
