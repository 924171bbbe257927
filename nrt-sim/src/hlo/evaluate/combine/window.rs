//! Combines the elements of each window.

use bytemuck::Pod;
use half::{bf16, f16};

use super::super::Buffer;
use super::super::elementwise::Number;
use super::super::movement::row_major;
use super::super::number::{Float, Real, for_element};
use super::super::places::Places;
use super::Combinable;
use crate::hlo::ElementType;
use crate::hlo::op::{Binary, Window};

/// The place of a cell that holds padding or a gap.
pub(in super::super) const NOWHERE: usize = usize::MAX;

/// Whether a cell at this place holds an element, and no padding or gap.
pub(in super::super) fn is_cell(place: usize) -> bool {
    place != NOWHERE
}

/// Cells of all windows over an array.
pub(in super::super) struct Cells<'a> {
    window: &'a Window,
    dims: &'a [usize],
    windows: &'a [usize],
}

impl<'a> Cells<'a> {
    /// Cells of `windows` windows over an array of `dims`.
    pub(in super::super) fn new(
        window: &'a Window,
        dims: &'a [usize],
        windows: &'a [usize],
    ) -> Self {
        Cells { window, dims, windows }
    }

    /// For each cell of a window, in row-major order, where in the array it lies in each window.
    pub(in super::super) fn places(&self) -> impl Iterator<Item = Vec<usize>> {
        let strides = row_major(&[&[1], self.window_sizes().as_slice()].concat());
        let sizes: Vec<(usize, usize)> = self
            .window
            .iter()
            .map(|dim| dim.size)
            .zip(strides.into_iter().skip(1).map(isize::unsigned_abs))
            .collect();
        let all = Places::<1>::new(sizes.iter().map(|&(size, stride)| (size, [stride])));
        all.map(move |[cell]| {
            let offsets = sizes.iter().map(|&(size, stride)| cell / stride % size);
            self.of_cell(&offsets.collect::<Vec<_>>())
        })
    }

    fn window_sizes(&self) -> Vec<usize> {
        self.window.iter().map(|dim| dim.size).collect()
    }

    /// Where the cell at these offsets lies in each window.
    fn of_cell(&self, offsets: &[usize]) -> Vec<usize> {
        let mut places = vec![0];
        for (dim, stride) in row_major(self.dims).into_iter().enumerate() {
            let (window, extent) = (&self.window[dim], self.dims[dim]);
            let sources = (0..self.windows[dim]).map(|index| {
                let source = window.source(index, offsets[dim], extent);
                source.map_or(NOWHERE, |source| source * stride.unsigned_abs())
            });
            let sources: Vec<usize> = sources.collect();
            let joined = |&outer: &usize| {
                let join = move |&inner: &usize| match (outer, inner) {
                    (NOWHERE, _) | (_, NOWHERE) => NOWHERE,
                    (outer, inner) => outer + inner,
                };
                sources.iter().map(join)
            };
            places = places.iter().flat_map(joined).collect();
        }
        places
    }
}

/// Combines the elements of each window, beginning with `start`.
pub(in super::super) fn reduce_window(
    binary: Binary,
    element: ElementType,
    operand: &Buffer,
    start: &Buffer,
    cells: &Cells<'_>,
) -> Buffer {
    match element {
        ElementType::F16 => floats::<f16>(binary, operand, start, cells),
        ElementType::Bf16 => floats::<bf16>(binary, operand, start, cells),
        ElementType::F32 => floats::<f32>(binary, operand, start, cells),
        ElementType::F64 => floats::<f64>(binary, operand, start, cells),
        _ => for_element!(element, T => {
            let function = T::function(binary, element);
            folded::<T, T>(operand, start, cells, |x| x, function, |x| x)
        }),
    }
}

fn floats<F: Float + Number>(
    binary: Binary,
    operand: &Buffer,
    start: &Buffer,
    cells: &Cells<'_>,
) -> Buffer {
    let (wide, narrow) = (F::widen, F::narrow);
    match binary {
        Binary::Add => folded(operand, start, cells, F::to_f64, |a, b| a + b, F::from_f64),
        Binary::Multiply => folded(operand, start, cells, F::to_f64, |a, b| a * b, F::from_f64),
        Binary::Maximum => folded(operand, start, cells, wide, Real::maximum, narrow),
        Binary::Minimum => folded(operand, start, cells, wide, Real::minimum, narrow),
        _ => unreachable!("shapes were checked: {binary:?} of floats"),
    }
}

fn folded<T: Pod, A: Copy>(
    operand: &Buffer,
    start: &Buffer,
    cells: &Cells<'_>,
    widen: impl Fn(T) -> A,
    combine: impl Fn(A, A) -> A,
    narrow: impl Fn(A) -> T,
) -> Buffer {
    let (operand, start) = (operand.view::<T>(), widen(start.view::<T>()[0]));
    let mut results = vec![start; cells.windows.iter().product()];
    for places in cells.places() {
        for (result, place) in results.iter_mut().zip(places) {
            if let Some(&element) = operand.get(place) {
                *result = combine(*result, widen(element));
            }
        }
    }
    Buffer::from_elements(results.into_iter().map(narrow))
}

/// The elements at these places, and `padding` for those that are nowhere.
pub(in super::super) fn gather(operand: &Buffer, places: &[usize], padding: &Buffer) -> Buffer {
    let mut gathered = padding.splat(0, places.len());
    for (index, &place) in places.iter().enumerate() {
        if place != NOWHERE {
            gathered.put(index, operand, place);
        }
    }
    gathered
}
