//! Which operations there are, and which of them graphs use: a new operation does not compile here
//! before it is named, and is named in vain before a case uses it.

use neuron_rt::graph::{BinaryOp, CompareOp, Graph, Op, ReduceOp, UnaryOp};
use std::collections::BTreeSet;

/// Both the list of all names and an exhaustive match that gives one.
macro_rules! names {
    ($all:ident, $of:ident, $enum:ty, $($name:literal = $pattern:pat,)*) => {
        const $all: &[&str] = &[$($name),*];
        fn $of(op: &$enum) -> &'static str {
            match op { $($pattern => $name,)* }
        }
    };
}

names! { OPS, op, Op,
    "input" = Op::Input(_),
    "constant" = Op::Constant(_),
    "iota" = Op::Iota { .. },
    "unary" = Op::Unary(_),
    "binary" = Op::Binary(_),
    "compare" = Op::Compare(_),
    "select" = Op::Select,
    "cast" = Op::Cast(_),
    "reshape" = Op::Reshape(_),
    "transpose" = Op::Transpose(_),
    "broadcast" = Op::Broadcast { .. },
    "slice" = Op::Slice { .. },
    "pad" = Op::Pad { .. },
    "concat" = Op::Concat { .. },
    "reverse" = Op::Reverse(_),
    "reduce" = Op::Reduce { .. },
    "arg_reduce to the largest" = Op::ArgReduce { max: true, .. },
    "arg_reduce to the smallest" = Op::ArgReduce { max: false, .. },
    "cumulative_sum" = Op::CumSum { reverse: false, .. },
    "cumulative_sum from the end" = Op::CumSum { reverse: true, .. },
    "matmul" = Op::MatMul { ta: false, tb: false },
    "matmul of a transposed right side" = Op::MatMul { ta: false, tb: true },
    "matmul of a transposed left side" = Op::MatMul { ta: true, tb: false },
    "matmul of both sides transposed" = Op::MatMul { ta: true, tb: true },
    "conv" = Op::Conv(_),
    "conv_input_grad" = Op::ConvInputGrad { .. },
    "conv_weight_grad" = Op::ConvWeightGrad { .. },
    "window_max" = Op::Window { op: ReduceOp::Max, .. },
    "window_sum" = Op::Window { .. },
    "window_sum_grad" = Op::WindowSumGrad { .. },
    "window_max_grad" = Op::WindowMaxGrad(_),
    "gather" = Op::Gather,
    "scatter_add" = Op::ScatterAdd { .. },
    "gather_last" = Op::GatherLast,
    "scatter_add_last" = Op::ScatterAddLast { .. },
    "top_k" = Op::TopK { .. },
    "random_bits" = Op::RandomBits { .. },
    "all_reduce" = Op::AllReduce { .. },
    "scan" = Op::Scan(_),
    "composite" = Op::Composite(_),
}

names! { UNARY, unary, UnaryOp,
    "neg" = UnaryOp::Neg,
    "abs" = UnaryOp::Abs,
    "sign" = UnaryOp::Sign,
    "exp" = UnaryOp::Exp,
    "expm1" = UnaryOp::Expm1,
    "log" = UnaryOp::Log,
    "log1p" = UnaryOp::Log1p,
    "sqrt" = UnaryOp::Sqrt,
    "rsqrt" = UnaryOp::Rsqrt,
    "tanh" = UnaryOp::Tanh,
    "sigmoid" = UnaryOp::Sigmoid,
    "erf" = UnaryOp::Erf,
    "sin" = UnaryOp::Sin,
    "cos" = UnaryOp::Cos,
    "floor" = UnaryOp::Floor,
    "ceil" = UnaryOp::Ceil,
    "round" = UnaryOp::Round,
    "not" = UnaryOp::Not,
    "is_finite" = UnaryOp::IsFinite,
}

names! { BINARY, binary, BinaryOp,
    "add" = BinaryOp::Add,
    "sub" = BinaryOp::Sub,
    "mul" = BinaryOp::Mul,
    "div" = BinaryOp::Div,
    "maximum" = BinaryOp::Max,
    "minimum" = BinaryOp::Min,
    "pow" = BinaryOp::Pow,
    "and" = BinaryOp::And,
    "or" = BinaryOp::Or,
    "xor" = BinaryOp::Xor,
}

names! { COMPARE, compare, CompareOp,
    "equal" = CompareOp::Eq,
    "not_equal" = CompareOp::Ne,
    "less" = CompareOp::Lt,
    "less_equal" = CompareOp::Le,
    "greater" = CompareOp::Gt,
    "greater_equal" = CompareOp::Ge,
}

names! { REDUCE, reduce, ReduceOp,
    "reduce_sum" = ReduceOp::Sum,
    "reduce_prod" = ReduceOp::Prod,
    "reduce_max" = ReduceOp::Max,
    "reduce_min" = ReduceOp::Min,
}

/// The names of all operations.
pub(crate) fn all() -> BTreeSet<&'static str> {
    [OPS, UNARY, BINARY, COMPARE, REDUCE].concat().into_iter().collect()
}

/// Adds the names of the operations of a graph and of its bodies.
pub(crate) fn collect(graph: &Graph, names: &mut BTreeSet<&'static str>) {
    for node in graph.nodes() {
        names.insert(op(&node.op));
        match &node.op {
            Op::Unary(op) => _ = names.insert(unary(op)),
            Op::Binary(op) => _ = names.insert(binary(op)),
            Op::Compare(op) => _ = names.insert(compare(op)),
            Op::Reduce { op, .. } => _ = names.insert(reduce(op)),
            Op::Scan(scan) => collect(&scan.body, names),
            Op::Composite(composite) => collect(&composite.body, names),
            _ => {}
        }
    }
}
