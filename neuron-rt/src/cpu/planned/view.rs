//! How a value lies in memory: a slot, an offset and a stride an axis.

use crate::graph::Op;

/// A value as it lies in a slot. Repeated, transposed, sliced and reversed values are views: they
/// cost nothing until a kernel needs them contiguous.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct View {
    /// Which memory.
    pub(super) slot: usize,
    /// First element, counted in elements.
    pub(super) offset: isize,
    /// Extents.
    pub(super) shape: Vec<usize>,
    /// Distance in elements between neighbours along each axis.
    pub(super) strides: Vec<isize>,
}

/// Row-major strides.
pub(super) fn row_major(shape: &[usize]) -> Vec<isize> {
    let mut strides = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis] * shape[axis] as isize;
    }
    strides
}

impl View {
    /// A whole slot, row-major.
    pub(super) fn whole(slot: usize, shape: &[usize]) -> Self {
        Self { slot, offset: 0, shape: shape.to_vec(), strides: row_major(shape) }
    }

    pub(super) fn elements(&self) -> usize {
        self.shape.iter().product()
    }

    /// True where the elements lie one behind another, in order.
    pub(super) fn is_contiguous(&self) -> bool {
        let mut expected = 1;
        for (&extent, &stride) in self.shape.iter().zip(&self.strides).rev() {
            if extent != 1 && stride != expected {
                return false;
            }
            expected *= extent as isize;
        }
        true
    }

    /// True where the view is its whole slot, in order.
    pub(super) fn is_whole(&self) -> bool {
        self.offset == 0 && self.is_contiguous()
    }

    pub(super) fn transposed(&self, perm: &[usize]) -> Self {
        Self {
            shape: perm.iter().map(|&axis| self.shape[axis]).collect(),
            strides: perm.iter().map(|&axis| self.strides[axis]).collect(),
            ..self.clone()
        }
    }

    pub(super) fn broadcast(&self, shape: &[usize], dims: &[usize]) -> Self {
        let mut strides = vec![0; shape.len()];
        for (from, &to) in dims.iter().enumerate() {
            strides[to] = if self.shape[from] == 1 { 0 } else { self.strides[from] };
        }
        Self { shape: shape.to_vec(), strides, ..self.clone() }
    }

    pub(super) fn sliced(&self, starts: &[usize], shape: &[usize], steps: &[usize]) -> Self {
        let offset: isize =
            starts.iter().zip(&self.strides).map(|(&start, stride)| start as isize * stride).sum();
        Self {
            slot: self.slot,
            offset: self.offset + offset,
            shape: shape.to_vec(),
            strides: self.strides.iter().zip(steps).map(|(s, &step)| s * step as isize).collect(),
        }
    }

    pub(super) fn reversed(&self, axes: &[usize]) -> Self {
        let mut view = self.clone();
        for &axis in axes {
            let last = self.shape[axis].saturating_sub(1) as isize;
            view.offset += last * self.strides[axis];
            view.strides[axis] = -self.strides[axis];
        }
        view
    }

    /// The same elements under another shape, where that needs no copy.
    pub(super) fn reshaped(&self, shape: &[usize]) -> Option<Self> {
        if self.is_contiguous() {
            let strides = row_major(shape);
            return Some(Self { shape: shape.to_vec(), strides, ..self.clone() });
        }
        // Runs of axes of equal product are matched; within a run the old axes must be joined.
        let old: Vec<(usize, isize)> = self
            .shape
            .iter()
            .zip(&self.strides)
            .filter(|(extent, _)| **extent != 1)
            .map(|(&extent, &stride)| (extent, stride))
            .collect();
        let mut strides = vec![0; shape.len()];
        let (mut i, mut j) = (0, 0);
        while i < old.len() && j < shape.len() {
            let (start_i, start_j) = (i, j);
            let (mut a, mut b) = (old[i].0, shape[j]);
            while a != b {
                if a < b {
                    i += 1;
                    a *= old.get(i)?.0;
                } else {
                    j += 1;
                    b *= *shape.get(j)?;
                }
            }
            for k in start_i..i {
                if old[k].1 != old[k + 1].1 * old[k + 1].0 as isize {
                    return None;
                }
            }
            let mut stride = old[i].1;
            for k in (start_j..=j).rev() {
                strides[k] = stride;
                stride *= shape[k] as isize;
            }
            i += 1;
            j += 1;
        }
        if i < old.len() || shape[j..].iter().any(|&extent| extent != 1) {
            return None;
        }
        Some(Self { shape: shape.to_vec(), strides, ..self.clone() })
    }
}

/// Joins neighbouring axes over which every one of `strides` steps evenly, and drops extents of 1.
pub(super) fn collapse(shape: &[usize], strides: &[&[isize]]) -> (Vec<usize>, Vec<Vec<isize>>) {
    let mut extents: Vec<usize> = Vec::new();
    let mut joined: Vec<Vec<isize>> = vec![Vec::new(); strides.len()];
    for (axis, &extent) in shape.iter().enumerate() {
        if extent == 1 {
            continue;
        }
        let even = !extents.is_empty()
            && joined
                .iter()
                .zip(strides)
                .all(|(j, s)| j.last() == Some(&(s[axis] * extent as isize)));
        if even {
            if let Some(last) = extents.last_mut() {
                *last *= extent;
            }
            for (j, s) in joined.iter_mut().zip(strides) {
                if let Some(last) = j.last_mut() {
                    *last = s[axis];
                }
            }
        } else {
            extents.push(extent);
            for (j, s) in joined.iter_mut().zip(strides) {
                j.push(s[axis]);
            }
        }
    }
    (extents, joined)
}

/// True of an operation that only looks at its argument's memory in another way.
pub(super) fn is_view(op: &Op) -> bool {
    matches!(
        op,
        Op::Reshape(_)
            | Op::Transpose(_)
            | Op::Broadcast { .. }
            | Op::Slice { .. }
            | Op::Reverse(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transposed_view_splits_but_does_not_join() {
        let view = View::whole(0, &[4, 6]).transposed(&[1, 0]);
        assert_eq!(view.reshaped(&[2, 3, 4]).map(|v| v.strides), Some(vec![3, 1, 6]));
        assert_eq!(view.reshaped(&[24]), None);
        assert_eq!(view.reshaped(&[6, 1, 4, 1]).map(|v| v.strides[0]), Some(1));
    }

    #[test]
    fn even_axes_are_joined() {
        let (extents, strides) = collapse(&[2, 3, 4], &[&[12, 4, 1], &[0, 0, 1]]);
        assert_eq!(extents, [6, 4]);
        assert_eq!(strides, [vec![4, 1], vec![0, 1]]);
    }
}
