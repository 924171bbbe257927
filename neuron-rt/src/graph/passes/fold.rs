use super::rebuild::Rebuild;
use crate::graph::{BinaryOp, DType, Graph, Literal, Node, Op, Shape, UnaryOp, ValueId};

/// Larger results stay operations: a graph is not to carry what a device can make.
const MOST_ELEMENTS: usize = 4096;

/// Computes what depends on constants alone.
///
/// It works in f64 and rounds once to the element type, which for f32 sums, products, quotients and
/// square roots is the correctly rounded result.
#[must_use]
pub fn fold(graph: &Graph) -> Graph {
    let mut work = Rebuild::of(graph);
    for node in graph.nodes() {
        let small =
            node.outputs.len() == 1 && graph.ty(node.outputs[0]).shape.elements() <= MOST_ELEMENTS;
        let folded = if small { constant(&work, node) } else { None };
        match folded {
            Some(literal) => work.replace(node, Op::Constant(literal), &[]),
            None => work.copy(node),
        }
    }
    work.finish()
}

fn literal(graph: &Graph, value: ValueId) -> Option<&Literal> {
    match &graph.producer(value).op {
        Op::Constant(literal) => Some(literal),
        _ => None,
    }
}

fn constant(work: &Rebuild<'_>, node: &Node) -> Option<Literal> {
    if node.inputs.is_empty() {
        return None;
    }
    let args: Vec<&Literal> =
        work.args(node).iter().map(|&v| literal(&work.new, v)).collect::<Option<_>>()?;
    let ty = work.old.ty(node.outputs[0]);
    // Halves would be rounded twice where a device computes in f32: left to the device.
    if matches!(ty.dtype, DType::BF16 | DType::F16)
        && !matches!(node.op, Op::Cast(_) | Op::Reshape(_))
    {
        return None;
    }
    let values = match &node.op {
        Op::Reshape(shape) => return args[0].reshaped(shape.clone()).ok(),
        Op::Cast(to) => cast(args[0], *to),
        Op::Unary(op) if ty.dtype.is_float() => {
            let f = unary(*op)?;
            args[0].to_f64().into_iter().map(f).collect()
        }
        Op::Binary(op) if ty.dtype.is_float() => {
            let f = binary(*op)?;
            let (a, b) = (args[0].to_f64(), args[1].to_f64());
            a.into_iter().zip(b).map(|(a, b)| f(a, b)).collect()
        }
        // A repeated scalar stays as it is: it costs nothing.
        Op::Broadcast { shape, dims } if args[0].ty().shape.rank() > 0 => {
            broadcast(&args[0].to_f64(), &args[0].ty().shape, shape, dims)
        }
        _ => return None,
    };
    Literal::from_f64(ty.dtype, ty.shape.clone(), &values).ok()
}

/// Between integers, conversion wraps; all else is rounded where the literal is made.
fn cast(from: &Literal, to: DType) -> Vec<f64> {
    let wrap = |v: f64| match to {
        DType::I32 => f64::from(v as i64 as i32),
        DType::U32 => f64::from(v as i64 as u32),
        DType::U8 => f64::from(v as i64 as u8),
        _ => v,
    };
    let values = from.to_f64();
    if from.ty().dtype.is_float() { values } else { values.into_iter().map(wrap).collect() }
}

fn unary(op: UnaryOp) -> Option<fn(f64) -> f64> {
    Some(match op {
        UnaryOp::Neg => |x| -x,
        UnaryOp::Abs => f64::abs,
        UnaryOp::Exp => f64::exp,
        UnaryOp::Log => f64::ln,
        UnaryOp::Sqrt => f64::sqrt,
        UnaryOp::Rsqrt => |x| 1.0 / x.sqrt(),
        UnaryOp::Tanh => f64::tanh,
        _ => return None,
    })
}

fn binary(op: BinaryOp) -> Option<fn(f64, f64) -> f64> {
    Some(match op {
        BinaryOp::Add => |a, b| a + b,
        BinaryOp::Sub => |a, b| a - b,
        BinaryOp::Mul => |a, b| a * b,
        BinaryOp::Div => |a, b| a / b,
        _ => return None,
    })
}

fn broadcast(values: &[f64], from: &Shape, to: &Shape, dims: &[usize]) -> Vec<f64> {
    let (source, target) = (from.strides(), to.strides());
    (0..to.elements())
        .map(|i| {
            let at = dims.iter().enumerate().map(|(axis, &place)| {
                let index = (i / target[place]) % to[place];
                if from[axis] == 1 { 0 } else { index * source[axis] }
            });
            values[at.sum::<usize>()]
        })
        .collect()
}
