//! Convolutions with any axes: brought to NCHW × OIHW, what the graph's convolution has no number
//! for by padding, cutting and turning round.

use super::fault::{Read, missing, wrong};
use super::limits::check_extents;
use super::movement::{Edge, padded};
use super::site::{Site, count, extent, inverse, transposed};
use crate::graph::{ConvSpec, Tensor};
use crate::neuron::hlo::proto::WindowDimension;

pub(super) fn convolution(site: &Site<'_, '_>) -> Read<Tensor> {
    let [x, kernel] = site.tensors()?;
    let Some(numbers) = &site.instruction.convolution_dimension_numbers else {
        return wrong("has no dimension numbers");
    };
    let result = site.result()?;
    let none = Vec::new();
    let window = site.instruction.window.as_ref().map_or(&none, |window| &window.dimensions);
    if window.len() > 2 {
        return missing(format!("a convolution over {} axes", window.len()));
    }
    let order = |first: [i64; 2], spatial: &[i64], x: &Tensor| -> Read<Vec<usize>> {
        let axes = site.axes(&[&first[..], spatial].concat(), x.rank())?;
        if axes.len() == x.rank() && spatial.len() == window.len() {
            Ok(axes)
        } else {
            wrong(format!("gives meaning to {} of the axes of {}", axes.len(), x.ty()))
        }
    };
    let input = [numbers.input_batch_dimension, numbers.input_feature_dimension];
    let filter = [numbers.kernel_output_feature_dimension, numbers.kernel_input_feature_dimension];
    let x_order = order(input, &numbers.input_spatial_dimensions, x)?;
    let kernel_order = order(filter, &numbers.kernel_spatial_dimensions, kernel)?;
    let x = planar(&transposed(&x.cast(result.dtype)?, &x_order)?)?;
    let kernel = planar(&transposed(&kernel.cast(result.dtype)?, &kernel_order)?)?;

    let mut dimensions = window.clone();
    while dimensions.len() < 2 {
        dimensions.insert(0, WindowDimension { size: 1, ..WindowDimension::default() });
    }
    let (x, kernel, mut spec) = windowed(&x, &kernel, &dimensions)?;
    spec.groups = count(site.instruction.feature_group_count)?;
    let batch_groups = count(site.instruction.batch_group_count)?;
    let x = if batch_groups > 1 {
        if spec.groups > 1 {
            return wrong("has groups of batches and of features");
        }
        spec.groups = batch_groups;
        batches_as_features(&x, batch_groups)?
    } else {
        x
    };
    // The graph checks how the window fits, but not how much there is of it.
    let made = x.conv2d(&kernel, spec)?;
    check_extents(made.shape())?;

    let spatial = &numbers.output_spatial_dimensions;
    let places = [numbers.output_batch_dimension, numbers.output_feature_dimension];
    let places = site.axes(&[&places[..], spatial].concat(), window.len() + 2)?;
    let kept = made.shape().len() - window.len();
    let dims: Vec<usize> = (0..2).chain(kept..made.rank()).map(|axis| made.shape()[axis]).collect();
    if places.len() != dims.len() {
        return wrong("gives meaning to too few axes of its result");
    }
    transposed(&made.reshape(dims)?, &inverse(&places))
}

/// Two spatial axes: an image of fewer has a height, and a width, of 1.
fn planar(x: &Tensor) -> Read<Tensor> {
    let mut dims = x.shape().to_vec();
    while dims.len() < 4 {
        dims.insert(2, 1);
    }
    Ok(x.reshape(dims)?)
}

/// Input, kernel and geometry without reversal, dilation of the input and negative padding.
fn windowed(
    x: &Tensor,
    kernel: &Tensor,
    dimensions: &[WindowDimension],
) -> Read<(Tensor, Tensor, ConvSpec)> {
    let mut spec = ConvSpec::default();
    let mut edges = [Edge::default(); 4];
    let mut turned = Vec::new();
    for (axis, d) in dimensions.iter().enumerate() {
        if usize::try_from(d.size) != Ok(kernel.shape()[axis + 2]) {
            return wrong(format!("has a window of {} over {}", d.size, kernel.ty()));
        }
        spec.stride[axis] = count(d.stride)?;
        spec.dilation[axis] = count(d.window_dilation)?;
        let spread = count(d.base_dilation)?;
        if spread > 1 || d.padding_low < 0 || d.padding_high < 0 {
            let interior = spread - 1;
            edges[axis + 2] = Edge { low: d.padding_low, high: d.padding_high, interior };
        } else {
            spec.padding[axis] = [extent(d.padding_low)?, extent(d.padding_high)?];
        }
        if d.window_reversal {
            turned.push(axis + 2);
        }
    }
    let x = padded(x, &edges, 0.0)?;
    let kernel = if turned.is_empty() { kernel.clone() } else { kernel.reverse(&turned)? };
    Ok((x, kernel, spec))
}

/// Groups of batches, each with a part of the kernel, as groups of features.
fn batches_as_features(x: &Tensor, groups: usize) -> Read<Tensor> {
    let &[n, c, h, w] = &x.shape()[..] else { return wrong("has an input of no four axes") };
    if n % groups != 0 {
        return wrong(format!("parts a batch of {n} into {groups} groups"));
    }
    let parts = x.reshape([groups, n / groups, c, h, w])?;
    Ok(parts.transpose(&[1, 0, 2, 3, 4])?.reshape([n / groups, groups * c, h, w])?)
}
