//! Convolutions and their gradients, NCHW × OIHW.
//!
//! neuronx-cc refuses windows that dilate both sides, and strides over a dilated input; where a
//! gradient would need one, the kernel is spread by padding instead.

use super::super::emit::{Convolution, Emitter, Value, dimension};
use super::super::proto::WindowDimension;
use crate::graph::{ConvSpec, TensorType};

/// How the taps and the cells along one axis lie.
struct Reach {
    taps: usize,
    stride: usize,
    padding: [usize; 2],
    /// Between the taps.
    dilation: usize,
    /// Between the cells of the input, of which there are `cells`.
    spread: usize,
    cells: usize,
}

impl Reach {
    /// Spacing of a single tap or cell means nothing, and is left out: XLA's simplifier stumbles over
    /// it.
    fn dimension(&self) -> WindowDimension {
        let dilation = if self.taps > 1 { self.dilation } else { 1 };
        let spread = if self.cells > 1 { self.spread } else { 1 };
        WindowDimension {
            window_dilation: dilation as i64,
            base_dilation: spread as i64,
            ..dimension(self.taps, self.stride, self.padding)
        }
    }
}

pub(super) fn forward(
    out: &mut Emitter,
    spec: &ConvSpec,
    x: &Value,
    kernel: &Value,
    ty: &TensorType,
) -> Value {
    let window = [0, 1].map(|axis| {
        let reach = Reach {
            taps: kernel.ty.shape[axis + 2],
            stride: spec.stride[axis],
            padding: spec.padding[axis],
            dilation: spec.dilation[axis],
            spread: 1,
            cells: x.ty.shape[axis + 2],
        };
        reach.dimension()
    });
    let how = Convolution {
        window,
        input: [0, 1],
        kernel: [1, 0],
        output: [0, 1],
        feature_groups: spec.groups,
        batch_groups: 1,
    };
    out.convolution(x, kernel, &how, ty)
}

/// A convolution of the gradient, its cells spread by the stride, with the kernel turned round.
pub(super) fn input_gradient(
    out: &mut Emitter,
    spec: &ConvSpec,
    gradient: &Value,
    kernel: &Value,
    ty: &TensorType,
) -> Value {
    let kernel = flipped(out, spec, kernel);
    let mut window = [dimension(1, 1, [0; 2]); 2];
    // What is cut off where the padding was larger than the kernel's reach.
    let mut cut = [[0, 0]; 2];
    let mut dims = ty.shape.to_vec();
    for axis in 0..2 {
        let size = kernel.ty.shape[axis + 2];
        let spread = (gradient.ty.shape[axis + 2] - 1) * spec.stride[axis] + 1;
        let (low, high) = (spec.padding[axis][0], ty.shape[axis + 2] + spec.padding[axis][0]);
        // Cells `low..high` of the full correlation, whose extent is `spread + size - 1`.
        let before = (size - 1).saturating_sub(low);
        let after = high.saturating_sub(spread);
        cut[axis] = [low.saturating_sub(size - 1), 0];
        let made = before + spread + after + 1 - size;
        cut[axis][1] = cut[axis][0] + ty.shape[axis + 2];
        dims[axis + 2] = made;
        let reach = Reach {
            taps: size,
            stride: 1,
            padding: [before, after],
            dilation: 1,
            spread: spec.stride[axis],
            cells: gradient.ty.shape[axis + 2],
        };
        window[axis] = reach.dimension();
    }
    let how = Convolution {
        window,
        input: [0, 1],
        kernel: [0, 1],
        output: [0, 1],
        feature_groups: spec.groups,
        batch_groups: 1,
    };
    let mut made = out.convolution(gradient, &kernel, &how, &TensorType::new(ty.dtype, dims));
    for (axis, [begin, end]) in cut.into_iter().enumerate() {
        made = out.narrow(&made, axis + 2, begin, end);
    }
    made
}

/// The kernel turned round, its taps spread by the dilation: `[o / groups, c, kh, kw]`.
fn flipped(out: &mut Emitter, spec: &ConvSpec, kernel: &Value) -> Value {
    let &[outputs, channels, height, width] = &kernel.ty.shape[..] else {
        unreachable!("a kernel has four axes")
    };
    let mut kernel = kernel.clone();
    if spec.groups > 1 {
        let per = outputs / spec.groups;
        kernel = out.reshape(&kernel, &[spec.groups, per, channels, height, width]);
        kernel = out.transpose(&kernel, &[1, 0, 2, 3, 4]);
        kernel = out.reshape(&kernel, &[per, spec.groups * channels, height, width]);
    }
    let kernel = out.reverse(&kernel, &[2, 3]);
    let between = spec.dilation.map(|dilation| [0, 0, dilation - 1]);
    out.pad(&kernel, &[[0; 3], [0; 3], between[0], between[1]], 0.0)
}

/// A convolution of the input with the gradient in which batch and channels change places; the
/// stride becomes the gradient's dilation, and the dilation the stride.
pub(super) fn weight_gradient(
    out: &mut Emitter,
    spec: &ConvSpec,
    x: &Value,
    gradient: &Value,
    ty: &TensorType,
) -> Value {
    let mut x = x.clone();
    let mut window = [dimension(1, 1, [0; 2]); 2];
    for (axis, window) in window.iter_mut().enumerate() {
        let positions = gradient.ty.shape[axis + 2];
        let seen = (positions - 1) * spec.stride[axis]
            + (ty.shape[axis + 2] - 1) * spec.dilation[axis]
            + 1;
        let [low, _] = spec.padding[axis];
        // Cells that no position of the window reached are cut off.
        let reached = x.ty.shape[axis + 2].min(seen.saturating_sub(low));
        x = out.narrow(&x, axis + 2, 0, reached);
        let after = seen.saturating_sub(low + reached);
        let reach = Reach {
            taps: positions,
            stride: if ty.shape[axis + 2] > 1 { spec.dilation[axis] } else { 1 },
            padding: [low, after],
            dilation: spec.stride[axis],
            spread: 1,
            cells: reached,
        };
        *window = reach.dimension();
    }
    let how = Convolution {
        window,
        input: [1, 0],
        kernel: [0, 1],
        // The result is [c / groups, o, kh, kw] with "batch" and "features" at these axes.
        output: [1, 0],
        feature_groups: 1,
        batch_groups: spec.groups,
    };
    out.convolution(&x, gradient, &how, ty)
}
