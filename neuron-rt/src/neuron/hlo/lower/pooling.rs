//! Pooling over windows of the last two axes.

use super::super::emit::{Combiner, Emitter, Value, dimension};
use crate::graph::{DType, ReduceOp, Shape, TensorType, WindowSpec};

pub(super) fn window(
    out: &mut Emitter,
    op: ReduceOp,
    spec: &WindowSpec,
    x: &Value,
    ty: &TensorType,
) -> Value {
    let how = if op == ReduceOp::Max { Combiner::Maximum } else { Combiner::Add };
    let wide = out.widen(x);
    let window =
        [0, 1].map(|axis| dimension(spec.size[axis], spec.stride[axis], spec.padding[axis]));
    let made = out.reduce_window(&wide, how, window, [ty.shape[2], ty.shape[3]]);
    out.convert(&made, x.ty.dtype)
}

/// Where the cells of windows lie in the input.
struct Grid {
    stride: [usize; 2],
    padding: [[usize; 2]; 2],
    input: [usize; 2],
    positions: [usize; 2],
}

impl Grid {
    fn of(spec: &WindowSpec, input: &[usize], positions: &[usize]) -> Self {
        Self {
            stride: spec.stride,
            padding: spec.padding,
            input: [input[0], input[1]],
            positions: [positions[0], positions[1]],
        }
    }

    /// The input with its padding.
    fn padded(&self, out: &mut Emitter, x: &Value, value: f64) -> Value {
        let [[top, bottom], [left, right]] = self.padding;
        out.pad(x, &[[0; 3], [0; 3], [top, bottom, 0], [left, right, 0]], value)
    }

    /// Which cells of the padded input are the input's own; nothing where all are.
    fn real(&self, out: &mut Emitter, input: &Shape) -> Option<Value> {
        if self.padding == [[0; 2]; 2] {
            return None;
        }
        let own = out.splat(&TensorType::new(DType::Bool, input.clone()), 1.0);
        Some(self.padded(out, &own, 0.0))
    }

    /// One cell of every window.
    fn seen(&self, out: &mut Emitter, padded: &Value, cell: [usize; 2]) -> Value {
        let dims = &padded.ty.shape;
        let end = |axis: usize| cell[axis] + (self.positions[axis] - 1) * self.stride[axis] + 1;
        let limits = [dims[0], dims[1], end(0), end(1)];
        let strides = [1, 1, self.stride[0], self.stride[1]];
        out.slice(padded, &[0, 0, cell[0], cell[1]], &limits, &strides)
    }

    /// The adjoint of `seen`, in the padded input.
    fn unseen(&self, out: &mut Emitter, windows: &Value, cell: [usize; 2]) -> Value {
        let cells = [0, 1].map(|axis| {
            let [before, after] = self.padding[axis];
            let spread = (self.positions[axis] - 1) * self.stride[axis] + 1;
            let whole = before + self.input[axis] + after;
            [cell[axis], whole - cell[axis] - spread, self.stride[axis] - 1]
        });
        out.pad(windows, &[[0; 3], [0; 3], cells[0], cells[1]], 0.0)
    }

    /// Without the padding.
    fn bare(&self, out: &mut Emitter, padded: &Value) -> Value {
        let mut x = padded.clone();
        for axis in 0..2 {
            let before = self.padding[axis][0];
            x = out.narrow(&x, axis + 2, before, before + self.input[axis]);
        }
        x
    }
}

/// The cells of a window, row by row.
fn cells(spec: &WindowSpec) -> impl Iterator<Item = [usize; 2]> + use<> {
    let [height, width] = spec.size;
    (0..height).flat_map(move |i| (0..width).map(move |j| [i, j]))
}

/// Every cell takes the sum of its windows' gradients: again a sum over windows, of the gradient
/// spread by the stride.
pub(super) fn sum_gradient(
    out: &mut Emitter,
    spec: &WindowSpec,
    gradient: &Value,
    ty: &TensorType,
) -> Value {
    let grid = Grid::of(spec, &ty.shape[2..], &gradient.ty.shape[2..]);
    let wide = out.widen(gradient);
    let whole = [0, 1].map(|axis| grid.padding[axis].iter().sum::<usize>() + grid.input[axis]);
    let around = [0, 1].map(|axis| {
        let spread = (grid.positions[axis] - 1) * spec.stride[axis] + 1;
        // As many cells that every cell of the padded input is the end of one window.
        [spec.size[axis] - 1, whole[axis] - spread, spec.stride[axis] - 1]
    });
    let spread = out.pad(&wide, &[[0; 3], [0; 3], around[0], around[1]], 0.0);
    let window = [0, 1].map(|axis| dimension(spec.size[axis], 1, [0; 2]));
    let made = out.reduce_window(&spread, Combiner::Add, window, whole);
    let made = grid.bare(out, &made);
    out.convert(&made, gradient.ty.dtype)
}

/// The first of a window's largest cells takes its gradient, a padded cell never; cell after cell of the window:
/// select-and-scatter is refused by neuronx-cc.
pub(super) fn max_gradient(
    out: &mut Emitter,
    spec: &WindowSpec,
    x: &Value,
    gradient: &Value,
) -> Value {
    let grid = Grid::of(spec, &x.ty.shape[2..], &gradient.ty.shape[2..]);
    let padded = grid.padded(out, x, f64::NEG_INFINITY);
    let seen: Vec<Value> = cells(spec).map(|cell| grid.seen(out, &padded, cell)).collect();
    let mut largest = seen[0].clone();
    for cell in &seen[1..] {
        largest = out.binary("maximum", &largest, cell);
    }
    let wide = out.widen(gradient);
    let zero = out.splat(&wide.ty, 0.0);
    let flags = TensorType::new(DType::Bool, wide.ty.shape.clone());
    let mut left = out.splat(&flags, 1.0);
    let real = grid.real(out, &x.ty.shape);
    let mut sum: Option<Value> = None;
    for (cell, value) in cells(spec).zip(&seen) {
        let equal = out.compare("EQ", value, &largest);
        let not_a_number = out.compare("NE", value, value);
        let hit = out.binary("or", &equal, &not_a_number);
        let mut hit = out.binary("and", &hit, &left);
        if let Some(real) = &real {
            let real = grid.seen(out, real, cell);
            hit = out.binary("and", &hit, &real);
        }
        let miss = out.unary("not", &hit);
        left = out.binary("and", &left, &miss);
        let part = out.select(&hit, &wide, &zero);
        let part = grid.unseen(out, &part, cell);
        sum = Some(match sum {
            None => part,
            Some(sum) => out.binary("add", &sum, &part),
        });
    }
    let made = grid.bare(out, &sum.expect("a window has cells"));
    out.convert(&made, gradient.ty.dtype)
}
