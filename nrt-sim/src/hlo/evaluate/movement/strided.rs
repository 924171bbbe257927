//! Copies between arrays whose dimensions lie at any distance.

/// Elements of a tile's side in a transposing copy: two tiles of the widest elements fit the first cache.
const TILE: usize = 32;

/// A copy of a block between two arrays, planned once and run from any place.
///
/// Dimensions that continue each other in both arrays are merged, so that the innermost loop is as long as can be.
#[derive(Debug, Clone)]
pub(in super::super) struct StridedCopy {
    dims: Vec<Step>,
}

/// One dimension of a block: how often, and how far apart.
#[derive(Debug, Clone, Copy)]
struct Step {
    count: usize,
    to: isize,
    from: isize,
}

/// Distances between neighbours of each dimension in a row-major array.
pub(in super::super) fn row_major(dims: &[usize]) -> Vec<isize> {
    let mut strides = vec![1; dims.len()];
    for dim in (1..dims.len()).rev() {
        strides[dim - 1] = strides[dim] * dims[dim].max(1).cast_signed();
    }
    strides
}

impl StridedCopy {
    /// Plans the copy of a block of these extents, whose neighbours lie so far apart in both arrays.
    pub(in super::super) fn new(dims: &[usize], to: &[isize], from: &[isize]) -> StridedCopy {
        let all = dims.iter().zip(to).zip(from);
        let steps = all.map(|((&count, &to), &from)| Step { count, to, from });
        let mut merged: Vec<Step> = Vec::with_capacity(dims.len());
        for step in steps.filter(|step| step.count != 1) {
            let count = step.count.cast_signed();
            match merged.last_mut() {
                Some(outer) if outer.to == step.to * count && outer.from == step.from * count => {
                    *outer = Step { count: outer.count * step.count, ..step };
                }
                _ => merged.push(step),
            }
        }
        if merged.is_empty() {
            merged.push(Step { count: 1, to: 1, from: 1 });
        }
        StridedCopy { dims: merged }
    }

    /// Copies the block that begins at these places.
    pub(in super::super) fn run<T: Copy>(&self, to: &mut [T], at: usize, from: &[T], of: usize) {
        if self.dims.iter().any(|step| step.count == 0) {
            return;
        }
        let mut copy = Copying { to, from };
        copy.block(&self.dims, at, of);
    }

    /// Visits each pair of places of the block that begins at these places, in row-major order.
    pub(in super::super) fn visit(
        &self,
        at: usize,
        of: usize,
        visit: &mut impl FnMut(usize, usize),
    ) {
        if self.dims.iter().all(|step| step.count > 0) {
            walk(&self.dims, at, of, visit);
        }
    }
}

fn walk(dims: &[Step], at: usize, of: usize, visit: &mut impl FnMut(usize, usize)) {
    let Some((step, inner)) = dims.split_first() else { return visit(at, of) };
    let (mut at, mut of) = (at, of);
    for _ in 0..step.count {
        walk(inner, at, of, visit);
        at = at.wrapping_add_signed(step.to);
        of = of.wrapping_add_signed(step.from);
    }
}

struct Copying<'a, T> {
    to: &'a mut [T],
    from: &'a [T],
}

impl<T: Copy> Copying<'_, T> {
    fn block(&mut self, dims: &[Step], at: usize, of: usize) {
        match dims {
            [] => {}
            [row] => self.row(*row, at, of),
            [down, across] if down.from == 1 && across.from != 1 && across.from != 0 => {
                self.transpose(*down, *across, at, of);
            }
            [step, inner @ ..] => {
                let (mut at, mut of) = (at, of);
                for _ in 0..step.count {
                    self.block(inner, at, of);
                    at = at.wrapping_add_signed(step.to);
                    of = of.wrapping_add_signed(step.from);
                }
            }
        }
    }

    fn row(&mut self, row: Step, at: usize, of: usize) {
        let count = row.count;
        match (row.to, row.from) {
            (1, 1) => self.to[at..at + count].copy_from_slice(&self.from[of..of + count]),
            (1, 0) => self.to[at..at + count].fill(self.from[of]),
            (1, step) => {
                let mut of = of;
                for element in &mut self.to[at..at + count] {
                    *element = self.from[of];
                    of = of.wrapping_add_signed(step);
                }
            }
            (to, step) => {
                let (mut at, mut of) = (at, of);
                for _ in 0..count {
                    self.to[at] = self.from[of];
                    at = at.wrapping_add_signed(to);
                    of = of.wrapping_add_signed(step);
                }
            }
        }
    }

    /// Two dimensions of which the outer one is dense in the source: tile by tile, so that both sides stay in cache.
    fn transpose(&mut self, down: Step, across: Step, at: usize, of: usize) {
        for rows in (0..down.count).step_by(TILE) {
            for columns in (0..across.count).step_by(TILE) {
                for row in rows..(rows + TILE).min(down.count) {
                    let count = TILE.min(across.count - columns);
                    let (row, column) = (row.cast_signed(), columns.cast_signed());
                    let at = at.wrapping_add_signed(row * down.to + column * across.to);
                    let of = of.wrapping_add_signed(row * down.from + column * across.from);
                    self.row(Step { count, ..across }, at, of);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{StridedCopy, row_major};

    #[test]
    fn a_transposition_of_three_dimensions() {
        let dims = [3, 50, 40];
        let from: Vec<u32> = (0..6000).collect();
        let mut to = vec![0; 6000];
        // Result [40, 3, 50] of operand [3, 50, 40].
        let strides = row_major(&dims);
        let permuted = [strides[2], strides[0], strides[1]];
        let result = [40, 3, 50];
        StridedCopy::new(&result, &row_major(&result), &permuted).run(&mut to, 0, &from, 0);
        for (i, &element) in to.iter().enumerate() {
            let (a, b, c) = (i / 150, i / 50 % 3, i % 50);
            assert_eq!(element as usize, b * 2000 + c * 40 + a);
        }
    }

    #[test]
    fn dense_dimensions_merge() {
        let strides = row_major(&[2, 3, 4]);
        assert_eq!(StridedCopy::new(&[2, 3, 4], &strides, &strides).dims.len(), 1);
        assert_eq!(StridedCopy::new(&[1, 1], &[1, 1], &[7, 9]).dims.len(), 1);
    }
}
