//! Products over windows: matrix products and convolutions.

use super::{Emitter, Value};
use crate::graph::TensorType;
use crate::neuron::hlo::element::longs;
use crate::neuron::hlo::proto;

/// One spatial dimension of a window, undilated.
pub(in crate::neuron::hlo) const fn dimension(
    size: usize,
    stride: usize,
    padding: [usize; 2],
) -> proto::WindowDimension {
    proto::WindowDimension {
        size: size as i64,
        stride: stride as i64,
        padding_low: padding[0] as i64,
        padding_high: padding[1] as i64,
        window_dilation: 1,
        base_dilation: 1,
        window_reversal: false,
    }
}

/// One side of a matrix product: its axes in the order batch, contracted.
pub(in crate::neuron::hlo) struct Side<'a> {
    pub(in crate::neuron::hlo) value: &'a Value,
    pub(in crate::neuron::hlo) batch: Vec<usize>,
    pub(in crate::neuron::hlo) contracted: usize,
}

/// A convolution over the last two axes of four.
pub(in crate::neuron::hlo) struct Convolution {
    pub(in crate::neuron::hlo) window: [proto::WindowDimension; 2],
    /// Axes of the input: batch, features.
    pub(in crate::neuron::hlo) input: [i64; 2],
    /// Axes of the kernel: input features, output features.
    pub(in crate::neuron::hlo) kernel: [i64; 2],
    /// Axes of the result: batch, features.
    pub(in crate::neuron::hlo) output: [i64; 2],
    pub(in crate::neuron::hlo) feature_groups: usize,
    pub(in crate::neuron::hlo) batch_groups: usize,
}

impl Emitter {
    /// A matrix product: batch axes, then what is left of the left side, then of the right.
    pub(in crate::neuron::hlo) fn dot(
        &mut self,
        a: &Side<'_>,
        b: &Side<'_>,
        ty: &TensorType,
    ) -> Value {
        let numbers = proto::DotDimensionNumbers {
            lhs_contracting_dimensions: vec![a.contracted as i64],
            rhs_contracting_dimensions: vec![b.contracted as i64],
            lhs_batch_dimensions: longs(&a.batch),
            rhs_batch_dimensions: longs(&b.batch),
        };
        self.tensor("dot", ty.clone(), &[a.value, b.value], |i| {
            i.dot_dimension_numbers = Some(numbers);
        })
    }

    /// A convolution.
    pub(in crate::neuron::hlo) fn convolution(
        &mut self,
        x: &Value,
        kernel: &Value,
        how: &Convolution,
        ty: &TensorType,
    ) -> Value {
        let numbers = proto::ConvolutionDimensionNumbers {
            kernel_input_feature_dimension: how.kernel[0],
            kernel_output_feature_dimension: how.kernel[1],
            kernel_spatial_dimensions: vec![2, 3],
            input_batch_dimension: how.input[0],
            input_feature_dimension: how.input[1],
            output_batch_dimension: how.output[0],
            output_feature_dimension: how.output[1],
            input_spatial_dimensions: vec![2, 3],
            output_spatial_dimensions: vec![2, 3],
        };
        self.tensor("convolution", ty.clone(), &[x, kernel], |i| {
            i.window = Some(proto::Window { dimensions: how.window.to_vec() });
            i.convolution_dimension_numbers = Some(numbers);
            i.feature_group_count = how.feature_groups as i64;
            i.batch_group_count = how.batch_groups as i64;
        })
    }
}
