//! Rules of matrix products, convolutions and pooling.

use super::super::{ConvSpec, TensorType, WindowSpec};
use super::expect_rank;

pub(super) fn matmul(ta: bool, tb: bool, [a, b]: &[&TensorType; 2]) -> Result<TensorType, String> {
    let (ra, rb) = (a.shape.rank(), b.shape.rank());
    if a.dtype != b.dtype || !a.dtype.is_float() {
        return Err(format!("needs two matrices of one floating-point type, found {a} and {b}"));
    }
    if ra < 2 || rb < 2 || (rb > 2 && a.shape[..ra - 2] != b.shape[..rb - 2]) {
        return Err(format!("cannot multiply {a} by {b}: the leading extents must agree"));
    }
    let side = |t: &TensorType, transposed: bool| {
        let r = t.shape.rank();
        if transposed { (t.shape[r - 1], t.shape[r - 2]) } else { (t.shape[r - 2], t.shape[r - 1]) }
    };
    let ((m, k), (k2, n)) = (side(a, ta), side(b, tb));
    if k != k2 {
        return Err(format!(
            "cannot multiply {m}×{k} by {k2}×{n} (from {a} and {b}): the inner extents must agree"
        ));
    }
    let mut dims = a.shape[..ra - 2].to_vec();
    dims.extend([m, n]);
    Ok(TensorType::new(a.dtype, dims))
}

/// Positions of a window of `size` cells along an axis of `extent` cells.
fn positions(
    extent: usize,
    size: usize,
    stride: usize,
    padding: [usize; 2],
    dilation: usize,
) -> Option<usize> {
    let span = size.checked_sub(1)?.checked_mul(dilation)? + 1;
    let room = (extent + padding[0] + padding[1]).checked_sub(span)?;
    if stride == 0 || dilation == 0 { None } else { Some(room / stride + 1) }
}

fn conv_extent(spec: &ConvSpec, input: &[usize], kernel: &[usize]) -> Result<[usize; 2], String> {
    let mut out = [0; 2];
    for axis in 0..2 {
        out[axis] = positions(
            input[axis],
            kernel[axis],
            spec.stride[axis],
            spec.padding[axis],
            spec.dilation[axis],
        )
        .ok_or_else(|| format!("kernel {kernel:?} does not fit into {input:?} with {spec:?}"))?;
    }
    Ok(out)
}

pub(super) fn conv(spec: &ConvSpec, [x, w]: &[&TensorType; 2]) -> Result<TensorType, String> {
    check_pair(x, w)?;
    let (channels, out) = (x.shape[1], w.shape[0]);
    if spec.groups == 0 || channels != w.shape[1] * spec.groups || out % spec.groups != 0 {
        return Err(format!(
            "takes {} × {} channels in {} groups to {out}, but the input {x} has {channels}",
            w.shape[1], spec.groups, spec.groups
        ));
    }
    let [h, wd] = conv_extent(spec, &x.shape[2..], &w.shape[2..])?;
    Ok(TensorType::new(x.dtype, [x.shape[0], out, h, wd]))
}

fn check_pair(x: &TensorType, w: &TensorType) -> Result<(), String> {
    expect_rank(x, 4, "an input")?;
    expect_rank(w, 4, "a weight")?;
    if x.dtype != w.dtype || !x.dtype.is_float() {
        return Err(format!("needs arguments of one floating-point type, found {x} and {w}"));
    }
    Ok(())
}

pub(super) fn conv_input_grad(
    spec: &ConvSpec,
    input: [usize; 2],
    [grad, w]: &[&TensorType; 2],
) -> Result<TensorType, String> {
    check_pair(grad, w)?;
    let channels = w.shape[1] * spec.groups;
    let result = TensorType::new(grad.dtype, [grad.shape[0], channels, input[0], input[1]]);
    let forward = conv(spec, &[&result, w])?;
    if &forward == *grad {
        Ok(result)
    } else {
        Err(format!("makes {result}, whose convolution is {forward}, from {grad}"))
    }
}

pub(super) fn conv_weight_grad(
    spec: &ConvSpec,
    kernel: [usize; 2],
    [x, grad]: &[&TensorType; 2],
) -> Result<TensorType, String> {
    check_pair(x, grad)?;
    if spec.groups == 0 || x.shape[1] % spec.groups != 0 {
        return Err(format!("cannot part the channels of {x} into {} groups", spec.groups));
    }
    let dims = [grad.shape[1], x.shape[1] / spec.groups, kernel[0], kernel[1]];
    let result = TensorType::new(x.dtype, dims);
    let forward = conv(spec, &[x, &result])?;
    if &forward == *grad {
        Ok(result)
    } else {
        Err(format!("expects a gradient {forward}, found {grad}"))
    }
}

fn window_extent(spec: &WindowSpec, input: &[usize]) -> Result<[usize; 2], String> {
    let mut out = [0; 2];
    for axis in 0..2 {
        let [before, after] = spec.padding[axis];
        // A window that sees padding alone would have no maximum.
        let covers = before < spec.size[axis] && after < spec.size[axis];
        out[axis] = positions(input[axis], spec.size[axis], spec.stride[axis], [before, after], 1)
            .filter(|_| covers)
            .ok_or_else(|| format!("window {:?} does not fit into {input:?}", spec.size))?;
    }
    Ok(out)
}

pub(super) fn window(spec: &WindowSpec, [x]: &[&TensorType; 1]) -> Result<TensorType, String> {
    expect_rank(x, 4, "an input")?;
    if !x.dtype.is_float() {
        return Err(format!("does not take {}", x.dtype));
    }
    let [h, w] = window_extent(spec, &x.shape[2..])?;
    Ok(TensorType::new(x.dtype, [x.shape[0], x.shape[1], h, w]))
}

pub(super) fn window_sum_grad(
    spec: &WindowSpec,
    input: [usize; 2],
    [grad]: &[&TensorType; 1],
) -> Result<TensorType, String> {
    expect_rank(grad, 4, "a gradient")?;
    let result = TensorType::new(grad.dtype, [grad.shape[0], grad.shape[1], input[0], input[1]]);
    if &window(spec, &[&result])? == *grad {
        Ok(result)
    } else {
        Err(format!("cannot spread {grad} over {result}"))
    }
}

pub(super) fn window_max_grad(
    spec: &WindowSpec,
    [x, grad]: &[&TensorType; 2],
) -> Result<TensorType, String> {
    let forward = window(spec, &[x])?;
    if &forward == *grad {
        Ok((*x).clone())
    } else {
        Err(format!("expects a gradient {forward}, found {grad}"))
    }
}
