//! The operations of a graph.

use super::{Composite, DType, Graph, Literal, Shape};
use std::sync::Arc;

/// One argument, element by element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum UnaryOp {
    Neg,
    Abs,
    /// -1, 0 or 1; NaN stays.
    Sign,
    Exp,
    Expm1,
    Log,
    Log1p,
    Sqrt,
    Rsqrt,
    Tanh,
    Sigmoid,
    /// The error function.
    Erf,
    Sin,
    Cos,
    Floor,
    Ceil,
    /// To the nearest integer, ties to even.
    Round,
    /// Logical not of a bool.
    Not,
    /// True where a float is neither infinite nor NaN.
    IsFinite,
}

/// Two arguments of one type and shape, element by element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BinaryOp {
    /// Integers wrap, here and in all that follows.
    Add,
    Sub,
    Mul,
    /// Integers are truncated towards zero; an integer by zero is zero.
    Div,
    /// The larger; NaN if either is.
    Max,
    /// The smaller; NaN if either is.
    Min,
    Pow,
    /// Bitwise and; on bool, logical and.
    And,
    /// Bitwise or; on bool, logical or.
    Or,
    /// Bitwise exclusive or.
    Xor,
}

/// A comparison; its result is bool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CompareOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// How a reduction joins elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ReduceOp {
    Sum,
    Prod,
    Max,
    Min,
}

/// Geometry of a two-dimensional convolution (a one-dimensional one has height 1), NCHW × OIHW.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConvSpec {
    /// Steps of the window, `[height, width]`.
    pub stride: [usize; 2],
    /// Zeros added `[before, after]` for height, then width.
    pub padding: [[usize; 2]; 2],
    /// Spacing of the kernel's taps.
    pub dilation: [usize; 2],
    /// Groups of channels that do not see one another.
    pub groups: usize,
}

impl Default for ConvSpec {
    fn default() -> Self {
        Self { stride: [1; 2], padding: [[0; 2]; 2], dilation: [1; 2], groups: 1 }
    }
}

/// Geometry of a pooling window over the last two axes of NCHW.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WindowSpec {
    /// Extent of the window, `[height, width]`.
    pub size: [usize; 2],
    /// Steps of the window.
    pub stride: [usize; 2],
    /// Cells added `[before, after]` for height, then width; they never win a maximum, and add
    /// nothing to a sum.
    pub padding: [[usize; 2]; 2],
}

/// A loop over the leading axis with a state: `(carry, x_t) -> (carry, y_t)`.
///
/// The body's inputs are the carries, then one slice of each sequence, then the constants; its
/// outputs are the carries, then one slice of each result.
#[derive(Clone, Debug, PartialEq)]
pub struct Scan {
    /// What one turn computes.
    pub body: Arc<Graph>,
    /// Turns.
    pub length: usize,
    /// How many states are carried from turn to turn.
    pub carries: usize,
    /// How many inputs are read one slice a turn.
    pub sequences: usize,
    /// From the last slice to the first.
    pub reverse: bool,
}

/// An operation with its static attributes.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// The graph's input of this number.
    Input(usize),
    /// A value known when the graph is built.
    Constant(Literal),
    /// Counts `0, 1, 2, …` along `axis`.
    Iota {
        /// Element type of the result.
        dtype: DType,
        /// Shape of the result.
        shape: Shape,
        /// The axis along which it counts.
        axis: usize,
    },
    /// One argument, element by element.
    Unary(UnaryOp),
    /// Two arguments, element by element.
    Binary(BinaryOp),
    /// Two arguments to bool, element by element.
    Compare(CompareOp),
    /// `(condition, on_true, on_false)`, element by element.
    Select,
    /// Conversion to another element type. Float to integer truncates towards zero, saturates, and
    /// makes 0 of NaN; integer to integer wraps; to bool, whatever is not zero is true.
    Cast(DType),
    /// The same elements in the same order under another shape.
    Reshape(Shape),
    /// Axis `i` of the result is axis `perm[i]` of the argument.
    Transpose(Vec<usize>),
    /// Axis `i` of the argument becomes axis `dims[i]` of the result; extents of 1 are repeated.
    Broadcast {
        /// Shape of the result.
        shape: Shape,
        /// Where each axis of the argument goes, ascending.
        dims: Vec<usize>,
    },
    /// Elements `starts..limits` by `strides` along each axis.
    Slice {
        /// First index, an axis each.
        starts: Vec<usize>,
        /// End (exclusive), an axis each.
        limits: Vec<usize>,
        /// Step, an axis each.
        strides: Vec<usize>,
    },
    /// Adds cells of one value before, after and between the elements along each axis.
    Pad {
        /// Cells before, an axis each.
        low: Vec<usize>,
        /// Cells after, an axis each.
        high: Vec<usize>,
        /// Cells between neighbours, an axis each.
        interior: Vec<usize>,
        /// Their value.
        value: f64,
    },
    /// The arguments, one after another along `axis`.
    Concat {
        /// The axis.
        axis: usize,
    },
    /// The order of the elements along each of the axes turned round.
    Reverse(Vec<usize>),
    /// Joins all elements along `axes`, which vanish; no elements join to 0, 1, the least or the
    /// largest value of the type.
    Reduce {
        /// How elements are joined.
        op: ReduceOp,
        /// Ascending.
        axes: Vec<usize>,
    },
    /// Index (i32) of the largest or smallest element along `axis`; the first of equals, or the
    /// first NaN where there is one.
    ArgReduce {
        /// True for the largest.
        max: bool,
        /// The axis, which vanishes.
        axis: usize,
    },
    /// Running sum along `axis`.
    CumSum {
        /// The axis.
        axis: usize,
        /// From the end.
        reverse: bool,
    },
    /// Matrix product over the last two axes; leading axes are a batch. A right side of rank 2
    /// serves every matrix of the batch.
    MatMul {
        /// The left side is stored transposed.
        ta: bool,
        /// The right side is stored transposed.
        tb: bool,
    },
    /// `(input [n, c, h, w], weight [o, c / groups, kh, kw]) -> [n, o, h', w']`.
    Conv(ConvSpec),
    /// Gradient of [`Op::Conv`] by its input, `(grad [n, o, h', w'], weight) -> [n, c, h, w]`; as a
    /// layer of its own, the transposed convolution.
    ConvInputGrad {
        /// Geometry of the convolution.
        spec: ConvSpec,
        /// `[h, w]` of the convolution's input.
        input: [usize; 2],
    },
    /// Gradient of [`Op::Conv`] by its weight, `(input, grad) -> [o, c / groups, kh, kw]`.
    ConvWeightGrad {
        /// Geometry of the convolution.
        spec: ConvSpec,
        /// `[kh, kw]`.
        kernel: [usize; 2],
    },
    /// Largest or summed element of each window.
    Window {
        /// [`ReduceOp::Max`] or [`ReduceOp::Sum`].
        op: ReduceOp,
        /// Geometry.
        spec: WindowSpec,
    },
    /// Gradient of a windowed sum: `(grad) -> input's shape`.
    WindowSumGrad {
        /// Geometry.
        spec: WindowSpec,
        /// `[h, w]` of the input.
        input: [usize; 2],
    },
    /// Gradient of a windowed maximum: `(input, grad) -> input's shape`; the first of equals takes
    /// it whole.
    WindowMaxGrad(WindowSpec),
    /// Rows of a table: `(table [v, …], indices i32 [i…]) -> [i…, …]`. Out-of-range indices are
    /// clamped.
    Gather,
    /// Sums rows into a table of `rows` rows that begins at zero: `(indices [i…], values [i…, …])`.
    ScatterAdd {
        /// Rows of the table.
        rows: usize,
    },
    /// Along the last axis, element by index: `(x [b…, n], indices i32 [b…, k]) -> [b…, k]`.
    GatherLast,
    /// Gradient of [`Op::GatherLast`]: `(indices [b…, k], values [b…, k]) -> [b…, extent]`.
    ScatterAddLast {
        /// Extent of the last axis of the result.
        extent: usize,
    },
    /// The `k` largest along the last axis, descending, and their indices; the first of equals wins,
    /// and NaN is larger than any number.
    TopK {
        /// How many.
        k: usize,
    },
    /// Uniform 32-bit words by Philox 4×32-10 (Salmon et al., 2011) under a key u32 `[2]`: element
    /// `i` of the flat result is word `i % 4` of the block of counter `i / 4` (low half, high half,
    /// 0, 0).
    RandomBits {
        /// Shape of the result.
        shape: Shape,
    },
    /// Sum over the replicas that run the graph together, each on a device of its own.
    AllReduce {
        /// How many replicas there are.
        replicas: usize,
    },
    /// A loop with a state.
    Scan(Scan),
    /// A named subgraph.
    Composite(Arc<Composite>),
}

impl Op {
    /// The operation's name in text and in errors.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Input(_) => "input",
            Self::Constant(_) => "constant",
            Self::Iota { .. } => "iota",
            Self::Unary(op) => op.name(),
            Self::Binary(op) => op.name(),
            Self::Compare(op) => op.name(),
            Self::Select => "select",
            Self::Cast(_) => "cast",
            Self::Reshape(_) => "reshape",
            Self::Transpose(_) => "transpose",
            Self::Broadcast { .. } => "broadcast",
            Self::Slice { .. } => "slice",
            Self::Pad { .. } => "pad",
            Self::Concat { .. } => "concat",
            Self::Reverse(_) => "reverse",
            Self::Reduce { op, .. } => match op {
                ReduceOp::Sum => "reduce_sum",
                ReduceOp::Prod => "reduce_prod",
                ReduceOp::Max => "reduce_max",
                ReduceOp::Min => "reduce_min",
            },
            Self::ArgReduce { max: true, .. } => "arg_max",
            Self::ArgReduce { max: false, .. } => "arg_min",
            Self::CumSum { .. } => "cumulative_sum",
            Self::MatMul { .. } => "matmul",
            Self::Conv(_) => "conv",
            Self::ConvInputGrad { .. } => "conv_input_grad",
            Self::ConvWeightGrad { .. } => "conv_weight_grad",
            Self::Window { op: ReduceOp::Max, .. } => "window_max",
            Self::Window { .. } => "window_sum",
            Self::WindowSumGrad { .. } => "window_sum_grad",
            Self::WindowMaxGrad(_) => "window_max_grad",
            Self::Gather => "gather",
            Self::ScatterAdd { .. } => "scatter_add",
            Self::GatherLast => "gather_last",
            Self::ScatterAddLast { .. } => "scatter_add_last",
            Self::TopK { .. } => "top_k",
            Self::RandomBits { .. } => "random_bits",
            Self::AllReduce { .. } => "all_reduce",
            Self::Scan(_) => "scan",
            Self::Composite(_) => "composite",
        }
    }
}

impl UnaryOp {
    /// Its name in text.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neg => "neg",
            Self::Abs => "abs",
            Self::Sign => "sign",
            Self::Exp => "exp",
            Self::Expm1 => "expm1",
            Self::Log => "log",
            Self::Log1p => "log1p",
            Self::Sqrt => "sqrt",
            Self::Rsqrt => "rsqrt",
            Self::Tanh => "tanh",
            Self::Sigmoid => "sigmoid",
            Self::Erf => "erf",
            Self::Sin => "sin",
            Self::Cos => "cos",
            Self::Floor => "floor",
            Self::Ceil => "ceil",
            Self::Round => "round",
            Self::Not => "not",
            Self::IsFinite => "is_finite",
        }
    }
}

impl BinaryOp {
    /// Its name in text.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Sub => "sub",
            Self::Mul => "mul",
            Self::Div => "div",
            Self::Max => "maximum",
            Self::Min => "minimum",
            Self::Pow => "pow",
            Self::And => "and",
            Self::Or => "or",
            Self::Xor => "xor",
        }
    }
}

impl CompareOp {
    /// Its name in text.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eq => "equal",
            Self::Ne => "not_equal",
            Self::Lt => "less",
            Self::Le => "less_equal",
            Self::Gt => "greater",
            Self::Ge => "greater_equal",
        }
    }
}
