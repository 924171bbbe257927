//! Types of results from types of arguments. Errors are sentences without the operation's name.

mod conv;
mod index;
mod reduce;
mod structure;

use super::{BinaryOp, DType, Op, ReduceOp, TensorType, UnaryOp};

/// What an operation makes of arguments of the given types.
pub(super) fn infer(op: &Op, args: &[&TensorType]) -> Result<Vec<TensorType>, String> {
    let one = |ty: TensorType| Ok(vec![ty]);
    match op {
        Op::Input(_) => Err("has no rule: inputs are typed when they are declared".to_owned()),
        Op::Constant(literal) => one(literal.ty().clone()),
        Op::Iota { dtype, shape, axis } => {
            if *axis >= shape.rank() {
                return Err(format!("counts along axis {axis}, but the shape is {shape}"));
            }
            one(TensorType::new(*dtype, shape.clone()))
        }
        Op::Unary(op) => unary(*op, arity(args)?).and_then(one),
        Op::Binary(op) => binary(*op, arity(args)?).and_then(one),
        Op::Compare(_) => {
            let &[a, b] = arity(args)?;
            same(a, b)?;
            one(TensorType::new(DType::Bool, a.shape.clone()))
        }
        Op::Select => {
            let &[condition, a, b] = arity(args)?;
            expect_dtype(condition, DType::Bool, "condition")?;
            same(a, b)?;
            if condition.shape != a.shape {
                return Err(format!("chooses by {} between {}", condition.shape, a.shape));
            }
            one(a.clone())
        }
        Op::Cast(dtype) => {
            let &[x] = arity(args)?;
            one(TensorType::new(*dtype, x.shape.clone()))
        }
        Op::Reshape(shape) => structure::reshape(shape, arity(args)?).and_then(one),
        Op::Transpose(perm) => structure::transpose(perm, arity(args)?).and_then(one),
        Op::Broadcast { shape, dims } => {
            structure::broadcast(shape, dims, arity(args)?).and_then(one)
        }
        Op::Slice { starts, limits, strides } => {
            structure::slice(starts, limits, strides, arity(args)?).and_then(one)
        }
        Op::Pad { low, high, interior, .. } => {
            structure::pad(low, high, interior, arity(args)?).and_then(one)
        }
        Op::Concat { axis } => structure::concat(*axis, args).and_then(one),
        Op::Reverse(axes) => {
            let &[x] = arity(args)?;
            reduce::check_axes(axes, x)?;
            one(x.clone())
        }
        Op::Reduce { axes, .. } => reduce::reduce(axes, arity(args)?).and_then(one),
        Op::ArgReduce { axis, .. } => {
            let &[x] = arity(args)?;
            reduce::check_axes(&[*axis], x)?;
            if x.shape[*axis] == 0 || x.dtype == DType::Bool {
                return Err(format!("cannot find an extreme along axis {axis} of {x}"));
            }
            one(TensorType::new(DType::I32, x.shape.without(&[*axis])))
        }
        Op::CumSum { axis, .. } => {
            let &[x] = arity(args)?;
            reduce::check_axes(&[*axis], x)?;
            one(x.clone())
        }
        Op::MatMul { ta, tb } => conv::matmul(*ta, *tb, arity(args)?).and_then(one),
        Op::Conv(spec) => conv::conv(spec, arity(args)?).and_then(one),
        Op::ConvInputGrad { spec, input } => {
            conv::conv_input_grad(spec, *input, arity(args)?).and_then(one)
        }
        Op::ConvWeightGrad { spec, kernel } => {
            conv::conv_weight_grad(spec, *kernel, arity(args)?).and_then(one)
        }
        Op::Window { op: ReduceOp::Max | ReduceOp::Sum, spec } => {
            conv::window(spec, arity(args)?).and_then(one)
        }
        Op::Window { op, .. } => Err(format!("joins a window by max or sum, found {op:?}")),
        Op::WindowSumGrad { spec, input } => {
            conv::window_sum_grad(spec, *input, arity(args)?).and_then(one)
        }
        Op::WindowMaxGrad(spec) => conv::window_max_grad(spec, arity(args)?).and_then(one),
        Op::Gather => index::gather(arity(args)?).and_then(one),
        Op::ScatterAdd { rows } => index::scatter_add(*rows, arity(args)?).and_then(one),
        Op::GatherLast => index::gather_last(arity(args)?).and_then(one),
        Op::ScatterAddLast { extent } => {
            index::scatter_add_last(*extent, arity(args)?).and_then(one)
        }
        Op::TopK { k } => index::top_k(*k, arity(args)?),
        Op::RandomBits { shape } => {
            let &[key] = arity(args)?;
            if *key != TensorType::new(DType::U32, [2]) {
                return Err(format!("needs a key u32[2], found {key}"));
            }
            one(TensorType::new(DType::U32, shape.clone()))
        }
        Op::AllReduce { replicas } => {
            let &[x] = arity(args)?;
            if !x.dtype.is_float() || *replicas == 0 {
                return Err(format!("cannot sum {x} over {replicas} replicas"));
            }
            one(x.clone())
        }
        Op::Scan(scan) => structure::scan(scan, args),
        Op::Composite(composite) => structure::body("composite", &composite.body, args),
    }
}

/// Exactly `N` arguments.
fn arity<'a, 'b, const N: usize>(
    args: &'b [&'a TensorType],
) -> Result<&'b [&'a TensorType; N], String> {
    args.try_into().map_err(|_| format!("takes {N} arguments, found {}", args.len()))
}

fn same(a: &TensorType, b: &TensorType) -> Result<(), String> {
    if a == b { Ok(()) } else { Err(format!("needs two arguments of one type, found {a} and {b}")) }
}

fn expect_dtype(ty: &TensorType, dtype: DType, what: &str) -> Result<(), String> {
    if ty.dtype == dtype { Ok(()) } else { Err(format!("needs a {what} of {dtype}, found {ty}")) }
}

fn expect_rank(ty: &TensorType, rank: usize, what: &str) -> Result<(), String> {
    if ty.shape.rank() == rank {
        Ok(())
    } else {
        Err(format!("needs {what} of {rank} dimensions, found {ty}"))
    }
}

fn unary(op: UnaryOp, [x]: &[&TensorType; 1]) -> Result<TensorType, String> {
    let dtype = x.dtype;
    let fits = match op {
        UnaryOp::Neg | UnaryOp::Abs | UnaryOp::Sign => dtype.is_float() || dtype == DType::I32,
        UnaryOp::Not => dtype == DType::Bool,
        _ => dtype.is_float(),
    };
    if !fits {
        return Err(format!("does not take {dtype}"));
    }
    let result = if op == UnaryOp::IsFinite { DType::Bool } else { dtype };
    Ok(TensorType::new(result, x.shape.clone()))
}

fn binary(op: BinaryOp, [a, b]: &[&TensorType; 2]) -> Result<TensorType, String> {
    same(a, b)?;
    let dtype = a.dtype;
    let fits = match op {
        BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => !dtype.is_float(),
        BinaryOp::Pow => dtype.is_float(),
        _ => dtype != DType::Bool,
    };
    if fits { Ok((*a).clone()) } else { Err(format!("does not take {dtype}")) }
}
