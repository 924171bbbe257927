//! Sums of products within windows.

use super::super::RefusalKind;
use super::super::op::{ConvolutionDims, Op};
use super::super::proto::ConvolutionDimensionNumbers;
use super::super::shape::{ArrayShape, Shape};
use super::dimension::{dimension, is_partition, pick};
use super::dot::accumulated;
use super::problem::{Checked, Problem, contradiction, ensure};
use super::scope::Scope;
use super::window;

pub(super) fn convolution(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [input, kernel] = scope.arrays()?;
    let rank = input.rank();
    ensure(rank >= 2 && kernel.rank() == rank, || format!("{input} by a kernel of {kernel}"))?;
    let numbers = scope.proto.convolution_dimension_numbers.as_ref();
    let numbers = numbers.ok_or_else(|| contradiction("a convolution has no dimension numbers"))?;
    let dims = ConvolutionDims {
        window: window::window(scope.proto.window.as_ref(), rank - 2)?,
        feature_groups: groups(scope.proto.feature_group_count, "feature")?,
        batch_groups: groups(scope.proto.batch_group_count, "batch")?,
        ..dimension_numbers(numbers, rank)?
    };
    let [batch, features, ..] = pick(&input.dims, &dims.input)[..] else {
        return Err(contradiction("no batch and features"));
    };
    let [outputs, inputs, ..] = pick(&kernel.dims, &dims.kernel)[..] else {
        return Err(contradiction("no output and input features"));
    };
    let (feature_groups, batch_groups) = (dims.feature_groups, dims.batch_groups);
    let fits = inputs.checked_mul(feature_groups) == Some(features)
        && outputs.is_multiple_of(feature_groups)
        && outputs.is_multiple_of(batch_groups)
        && batch.is_multiple_of(batch_groups)
        && (feature_groups == 1 || batch_groups == 1);
    ensure(fits, || {
        format!("{input} by {kernel} in {feature_groups} feature and {batch_groups} batch groups")
    })?;
    let sizes: Vec<usize> = dims.window.iter().map(|dim| dim.size).collect();
    ensure(pick(&kernel.dims, &dims.kernel[2..]) == sizes, || {
        format!("a window of {sizes:?} for a kernel of {kernel}")
    })?;
    let mut extents = vec![0; rank];
    extents[dims.output[0]] = batch / batch_groups;
    extents[dims.output[1]] = outputs;
    let counts = window::windows(&dims.window, &pick(&input.dims, &dims.input[2..]))?;
    for (&dim, count) in dims.output[2..].iter().zip(counts) {
        extents[dim] = count;
    }
    let element = accumulated(input, kernel, scope.declared_array()?.element)?;
    let shape = ArrayShape::new(element, extents)
        .ok_or_else(|| Problem::new(RefusalKind::TooLarge, "too many elements"))?;
    Ok((Op::Convolution(Box::new(dims)), shape.into()))
}

fn dimension_numbers(
    numbers: &ConvolutionDimensionNumbers,
    rank: usize,
) -> Checked<ConvolutionDims> {
    let order = |first: i64, second: i64, spatial: &[i64]| {
        let all = [first, second].into_iter().chain(spatial.iter().copied());
        let all: Vec<usize> = all.map(|number| dimension(number, rank)).collect::<Checked<_>>()?;
        ensure(is_partition(&[&all], rank), || {
            format!("{all:?} are not all of {rank} dimensions")
        })?;
        Ok(all)
    };
    Ok(ConvolutionDims {
        input: order(
            numbers.input_batch_dimension,
            numbers.input_feature_dimension,
            &numbers.input_spatial_dimensions,
        )?,
        kernel: order(
            numbers.kernel_output_feature_dimension,
            numbers.kernel_input_feature_dimension,
            &numbers.kernel_spatial_dimensions,
        )?,
        output: order(
            numbers.output_batch_dimension,
            numbers.output_feature_dimension,
            &numbers.output_spatial_dimensions,
        )?,
        window: Vec::new(),
        feature_groups: 1,
        batch_groups: 1,
    })
}

fn groups(count: i64, what: &str) -> Checked<usize> {
    // A message that leaves the field out means 1, as XLA reads it.
    let count = count.max(i64::from(count == 0));
    let groups = usize::try_from(count).ok().filter(|&groups| groups > 0);
    groups.ok_or_else(|| contradiction(format!("{count} {what} groups")))
}
