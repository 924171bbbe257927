//! Combines elements along dimensions.

use half::{bf16, f16};

use super::super::Buffer;
use super::super::elementwise::Number;
use super::super::movement::row_major;
use super::super::number::{Float, Real, for_element};
use super::super::places::Places;
use super::Combinable;
use crate::hlo::ElementType;
use crate::hlo::op::Binary;

/// Partial results of a run of elements: as many as fit the processor's registers.
const LANES: usize = 16;

/// Which dimensions of an array are combined and which are kept.
#[derive(Debug, Clone)]
pub(in super::super) struct Axes {
    /// From the outermost to the innermost; neighbours of one kind are merged.
    axes: Vec<Axis>,
    /// Extents of the kept dimensions.
    pub(in super::super) kept: Vec<usize>,
    /// Distances of the kept dimensions' neighbours in the array.
    pub(in super::super) strides: Vec<isize>,
}

#[derive(Debug, Clone, Copy)]
struct Axis {
    count: usize,
    from: usize,
    /// Distance in the result, or nothing if the axis is combined.
    to: Option<usize>,
}

impl Axes {
    /// The dimensions of an array of which these are combined.
    pub(in super::super) fn new(dims: &[usize], combined: &[usize]) -> Axes {
        let from = row_major(dims);
        let keeps = |dim: &usize| !combined.contains(dim);
        let kept_dims: Vec<usize> = (0..dims.len()).filter(keeps).collect();
        let kept: Vec<usize> = kept_dims.iter().map(|&dim| dims[dim]).collect();
        let mut to = row_major(&kept).into_iter().map(isize::unsigned_abs);
        let mut axes: Vec<Axis> = Vec::with_capacity(dims.len());
        for (dim, &count) in dims.iter().enumerate() {
            let to = if keeps(&dim) { to.next() } else { None };
            let axis = Axis { count, from: from[dim].unsigned_abs(), to };
            match axes.last_mut() {
                _ if count == 1 => {}
                Some(outer) if outer.to.is_some() == to.is_some() => {
                    *outer = Axis { count: outer.count * count, ..axis };
                }
                _ => axes.push(axis),
            }
        }
        let strides = kept_dims.iter().map(|&dim| from[dim]).collect();
        Axes { axes, kept, strides }
    }

    /// Where in the array the elements that are combined begin: one place for each of them.
    pub(in super::super) fn combined(&self) -> Places<1> {
        let combined = self.axes.iter().filter(|axis| axis.to.is_none());
        Places::new(combined.map(|axis| (axis.count, [axis.from])))
    }

    fn results(&self) -> usize {
        self.kept.iter().product()
    }
}

/// Combines elements along the axes, beginning with `start`. Sums and products of floats are kept in f64 until the
/// end, so that their order matters little.
pub(in super::super) fn reduce(
    binary: Binary,
    element: ElementType,
    operand: &Buffer,
    start: &Buffer,
    axes: &Axes,
) -> Buffer {
    match (element, binary) {
        (ElementType::F16, _) => floats::<f16>(binary, operand, start, axes),
        (ElementType::Bf16, _) => floats::<bf16>(binary, operand, start, axes),
        (ElementType::F32, _) => floats::<f32>(binary, operand, start, axes),
        (ElementType::F64, _) => floats::<f64>(binary, operand, start, axes),
        _ => for_element!(element, T => {
            let function = T::function(binary, element);
            folded::<T, T>(operand, start, axes, |x| x, function, |x| x)
        }),
    }
}

fn floats<F: Float + Number>(
    binary: Binary,
    operand: &Buffer,
    start: &Buffer,
    axes: &Axes,
) -> Buffer {
    let (wide, narrow) = (F::widen, F::narrow);
    match binary {
        Binary::Add => folded(operand, start, axes, F::to_f64, |a, b| a + b, F::from_f64),
        Binary::Multiply => folded(operand, start, axes, F::to_f64, |a, b| a * b, F::from_f64),
        Binary::Maximum => folded(operand, start, axes, wide, Real::maximum, narrow),
        Binary::Minimum => folded(operand, start, axes, wide, Real::minimum, narrow),
        _ => unreachable!("shapes were checked: {binary:?} of floats"),
    }
}

fn folded<T: bytemuck::Pod, A: Copy>(
    operand: &Buffer,
    start: &Buffer,
    axes: &Axes,
    widen: impl Fn(T) -> A,
    combine: impl Fn(A, A) -> A,
    narrow: impl Fn(A) -> T,
) -> Buffer {
    let start = widen(start.view::<T>()[0]);
    let mut fold =
        Fold { from: operand.view::<T>(), widen, combine, to: vec![start; axes.results()] };
    if axes.axes.iter().all(|axis| axis.count > 0) {
        fold.block(&axes.axes, 0, 0);
    }
    Buffer::from_elements(fold.to.into_iter().map(narrow))
}

struct Fold<'a, T, A, W, C> {
    from: &'a [T],
    to: Vec<A>,
    widen: W,
    combine: C,
}

impl<T: Copy, A: Copy, W: Fn(T) -> A, C: Fn(A, A) -> A> Fold<'_, T, A, W, C> {
    fn block(&mut self, axes: &[Axis], of: usize, at: usize) {
        match axes {
            [] => self.to[at] = (self.combine)(self.to[at], (self.widen)(self.from[of])),
            [Axis { count, from: 1, to: None }] => {
                let run = self.run(of, *count);
                self.to[at] = (self.combine)(self.to[at], run);
            }
            [Axis { count, from: 1, to: Some(1) }] => {
                let from = &self.from[of..of + count];
                for (to, &from) in self.to[at..at + count].iter_mut().zip(from) {
                    *to = (self.combine)(*to, (self.widen)(from));
                }
            }
            [axis, inner @ ..] => {
                for index in 0..axis.count {
                    let at = at + index * axis.to.unwrap_or(0);
                    self.block(inner, of + index * axis.from, at);
                }
            }
        }
    }

    /// Combines a run of neighbours, which is not empty.
    fn run(&self, of: usize, count: usize) -> A {
        let run = &self.from[of..of + count];
        let (chunks, rest) = run.as_chunks::<LANES>();
        let (widen, combine) = (&self.widen, &self.combine);
        let Some((first, chunks)) = chunks.split_first() else {
            return rest[1..].iter().fold(widen(rest[0]), |sum, &x| combine(sum, widen(x)));
        };
        let mut lanes = first.map(widen);
        for chunk in chunks {
            for (lane, &x) in lanes.iter_mut().zip(chunk) {
                *lane = combine(*lane, widen(x));
            }
        }
        let sum = lanes[1..].iter().fold(lanes[0], |sum, &lane| combine(sum, lane));
        rest.iter().fold(sum, |sum, &x| combine(sum, widen(x)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Axes, Binary, Buffer, ElementType, reduce};

    #[test]
    fn sums_along_any_dimensions() {
        let x: Vec<f32> = (0..24_u8).map(f32::from).collect();
        let sum = |combined: &[usize]| {
            let (operand, start) = (Buffer::of(x.clone()), Buffer::of(vec![0.5_f32]));
            let axes = Axes::new(&[2, 3, 4], combined);
            reduce(Binary::Add, ElementType::F32, &operand, &start, &axes).view::<f32>().to_vec()
        };
        // numpy.arange(24.0).reshape(2, 3, 4).sum(axis) + 0.5
        assert_eq!(sum(&[0, 1, 2]), [276.5]);
        assert_eq!(sum(&[2]), [6.5, 22.5, 38.5, 54.5, 70.5, 86.5]);
        assert_eq!(sum(&[0, 2]), [60.5, 92.5, 124.5]);
        assert_eq!(sum(&[1]), [12.5, 15.5, 18.5, 21.5, 48.5, 51.5, 54.5, 57.5]);
        assert_eq!(sum(&[0, 1]), [60.5, 66.5, 72.5, 78.5]);
    }
}
