//! Convolutions of any dimensions, as products of matrices of patches.

use super::super::Buffer;
use super::super::Value;
use super::super::buffer::zeros;
use super::super::elementwise::convert;
use super::super::movement::{reverse, transpose};
use super::matrix::{Matrix, Scalar, for_scalar};
use super::patches::Patches;
use super::{sum_type, widened};
use crate::hlo::op::ConvolutionDims;
use crate::hlo::shape::ArrayShape;

/// Columns that a product should have at least, to be worth its packing.
const COLUMNS: usize = 512;
/// Elements of patches that are unfolded at one time.
const UNFOLDED: usize = 1 << 19;

/// Sums of products within windows.
pub(in super::super) fn convolution(
    dims: &ConvolutionDims,
    (input, input_shape): (Value, &ArrayShape),
    (kernel, kernel_shape): (Value, &ArrayShape),
    result: &ArrayShape,
) -> Value {
    let (input, kernel) = widened(result.element, input_shape.element, input, kernel);
    // Input as [batch, feature, …], kernel as [output, input, …].
    let input = transpose(input.array(), &input_shape.dims, &dims.input);
    let turned = dims.window.iter().zip(&dims.kernel[2..]).filter(|(dim, _)| dim.reversal);
    let turned: Vec<usize> = turned.map(|(_, &dim)| dim).collect();
    let kernel = if turned.is_empty() {
        transpose(kernel.array(), &kernel_shape.dims, &dims.kernel)
    } else {
        let turned = reverse(kernel.array(), kernel_shape, &turned);
        transpose(&turned, &kernel_shape.dims, &dims.kernel)
    };
    let pick = |shape: &ArrayShape, order: &[usize]| -> Vec<usize> {
        order.iter().map(|&dim| shape.dims[dim]).collect()
    };
    let input_dims = pick(input_shape, &dims.input);
    let kernel_dims = pick(kernel_shape, &dims.kernel);
    let output_dims = pick(result, &dims.output);
    let patches = Patches::new(&dims.window, &input_dims[2..], &output_dims[2..]);
    let plan = Plan {
        patches,
        image: input_dims[2..].iter().product(),
        channels: input_dims[1],
        batch: output_dims[0],
        inputs: kernel_dims[1],
        outputs: kernel_dims[0],
        groups: dims.feature_groups.max(dims.batch_groups),
        groups_of_batch: dims.batch_groups > 1,
    };
    let product = for_scalar!(result.element, T => {
        Buffer::of(plan.run(input.view::<T>(), kernel.view::<T>()))
    });
    // Product is [feature, batch, …].
    let mut made = vec![output_dims[1], output_dims[0]];
    made.extend(&output_dims[2..]);
    let mut order = vec![0; result.rank()];
    order[dims.output[0]] = 1;
    order[dims.output[1]] = 0;
    for (at, &dim) in dims.output[2..].iter().enumerate() {
        order[dim] = at + 2;
    }
    let placed = transpose(&product, &made, &order);
    convert(sum_type(result.element), result.element, placed.into())
}

struct Plan {
    patches: Patches,
    /// Elements of one feature of one input.
    image: usize,
    /// Features of one input.
    channels: usize,
    /// Outputs.
    batch: usize,
    /// Input features that an output feature sees.
    inputs: usize,
    /// Output features.
    outputs: usize,
    groups: usize,
    groups_of_batch: bool,
}

impl Plan {
    fn run<T: Scalar>(&self, input: &[T], kernel: &[T]) -> Vec<T> {
        let (windows, size) = (self.patches.windows(), self.patches.size());
        let mut to: Vec<T> = zeros(self.outputs * self.batch * windows);
        if to.is_empty() || self.inputs == 0 {
            return to;
        }
        let samples = COLUMNS.div_ceil(windows).min(self.batch);
        let features = (UNFOLDED / (size * samples * windows).max(1)).clamp(1, self.inputs);
        let outputs = self.outputs / self.groups;
        let mut columns: Vec<T> = Vec::new();
        for group in 0..self.groups {
            for first in (0..self.batch).step_by(samples) {
                let count = samples.min(self.batch - first);
                for feature in (0..self.inputs).step_by(features) {
                    let features = features.min(self.inputs - feature);
                    let part = Part { group, first, count, feature, features };
                    self.unfold(&mut columns, input, &part);
                    let width = count * windows;
                    let row = self.inputs * size;
                    let kernel_at = Matrix {
                        start: group * outputs * row + feature * size,
                        rows: row,
                        columns: 1,
                    };
                    let columns_at = Matrix { start: 0, rows: width, columns: 1 };
                    let to_at = Matrix {
                        start: group * outputs * self.batch * windows + first * windows,
                        rows: self.batch * windows,
                        columns: 1,
                    };
                    let size = [outputs, width, features * size];
                    T::add_product(
                        size,
                        (&mut to, to_at),
                        (kernel, kernel_at),
                        (&columns, columns_at),
                    );
                }
            }
        }
        to
    }

    /// The patches of a part of the input: a row for each element of each feature, a column for each window.
    fn unfold<T: Scalar>(&self, columns: &mut Vec<T>, input: &[T], part: &Part) {
        let (windows, size) = (self.patches.windows(), self.patches.size());
        let width = part.count * windows;
        columns.clear();
        columns.resize(part.features * size * width, T::zeroed());
        let (sample, channel) = if self.groups_of_batch {
            (part.group * self.batch + part.first, part.feature)
        } else {
            (part.first, part.group * self.inputs + part.feature)
        };
        for (number, row) in columns.chunks_exact_mut(width).enumerate() {
            let (feature, cell) = (number / size, number % size);
            for (index, row) in row.chunks_exact_mut(windows).enumerate() {
                let at = ((sample + index) * self.channels + channel + feature) * self.image;
                self.patches.row(row, cell, &input[at..at + self.image]);
            }
        }
    }
}

/// A part of the input: samples and features of a group.
struct Part {
    group: usize,
    first: usize,
    count: usize,
    feature: usize,
    features: usize,
}
