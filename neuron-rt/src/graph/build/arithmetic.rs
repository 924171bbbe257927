//! Element by element. Two arguments of different shapes are repeated to a common one by NumPy's
//! rules: aligned at the last axis, extents of 1 stretch.

use super::super::op::{BinaryOp, CompareOp, UnaryOp};
use super::super::{DType, Op, Shape};
use super::{Result, Tensor};

macro_rules! unary {
    ($($(#[$doc:meta])* $name:ident => $op:ident;)*) => {
        impl Tensor {$(
            $(#[$doc])*
            ///
            /// # Errors
            /// [`GraphError::Operands`](crate::graph::GraphError::Operands) where the element type does not fit.
            pub fn $name(&self) -> Result<Self> {
                self.apply(Op::Unary(UnaryOp::$op), &[])
            }
        )*}
    };
}

unary! {
    /// `-x`
    neg => Neg;
    /// `|x|`
    abs => Abs;
    /// -1, 0 or 1
    sign => Sign;
    /// `e^x`
    exp => Exp;
    /// `e^x - 1`, exact near 0
    expm1 => Expm1;
    /// Natural logarithm
    log => Log;
    /// `ln(1 + x)`, exact near 0
    log1p => Log1p;
    /// Square root
    sqrt => Sqrt;
    /// `1 / √x`
    rsqrt => Rsqrt;
    /// Hyperbolic tangent
    tanh => Tanh;
    /// `1 / (1 + e^-x)`
    sigmoid => Sigmoid;
    /// The error function
    erf => Erf;
    /// Sine, of radians
    sin => Sin;
    /// Cosine, of radians
    cos => Cos;
    /// Towards negative infinity
    floor => Floor;
    /// Towards positive infinity
    ceil => Ceil;
    /// To the nearest integer, ties to even
    round => Round;
    /// Logical not
    logical_not => Not;
    /// Neither infinite nor NaN, as bool
    is_finite => IsFinite;
}

macro_rules! binary {
    ($($(#[$doc:meta])* $name:ident => $op:expr;)*) => {
        impl Tensor {$(
            $(#[$doc])*
            ///
            /// # Errors
            /// [`GraphError::Operands`](crate::graph::GraphError::Operands) where the types or shapes do not fit.
            pub fn $name(&self, other: &Self) -> Result<Self> {
                let (a, b) = self.broadcast_together(other, $op.name())?;
                a.apply($op.into(), &[&b])
            }
        )*}
    };
}

binary! {
    /// `a + b`
    add => BinaryOp::Add;
    /// `a - b`
    sub => BinaryOp::Sub;
    /// `a × b`
    mul => BinaryOp::Mul;
    /// `a / b`
    div => BinaryOp::Div;
    /// The larger; NaN if either is
    maximum => BinaryOp::Max;
    /// The smaller; NaN if either is
    minimum => BinaryOp::Min;
    /// `a^b`
    pow => BinaryOp::Pow;
    /// Bitwise and
    and => BinaryOp::And;
    /// Bitwise or
    or => BinaryOp::Or;
    /// Bitwise exclusive or
    xor => BinaryOp::Xor;
    /// `a = b`, as bool
    equal => CompareOp::Eq;
    /// `a ≠ b`, as bool
    not_equal => CompareOp::Ne;
    /// `a < b`, as bool
    less => CompareOp::Lt;
    /// `a ≤ b`, as bool
    less_equal => CompareOp::Le;
    /// `a > b`, as bool
    greater => CompareOp::Gt;
    /// `a ≥ b`, as bool
    greater_equal => CompareOp::Ge;
}

impl From<BinaryOp> for Op {
    fn from(op: BinaryOp) -> Self {
        Self::Binary(op)
    }
}

impl From<CompareOp> for Op {
    fn from(op: CompareOp) -> Self {
        Self::Compare(op)
    }
}

impl Tensor {
    /// A constant of this tensor's element type.
    #[must_use]
    pub fn scalar_like(&self, value: f64) -> Self {
        self.builder().scalar(self.dtype(), value)
    }

    /// `x + value`
    ///
    /// # Errors
    /// Where the element type does not fit.
    pub fn add_scalar(&self, value: f64) -> Result<Self> {
        self.add(&self.scalar_like(value))
    }

    /// `x × value`
    ///
    /// # Errors
    /// Where the element type does not fit.
    pub fn mul_scalar(&self, value: f64) -> Result<Self> {
        self.mul(&self.scalar_like(value))
    }

    /// `1 / x`
    ///
    /// # Errors
    /// Where the element type does not fit.
    pub fn recip(&self) -> Result<Self> {
        self.scalar_like(1.0).div(self)
    }

    /// `x²`
    ///
    /// # Errors
    /// Where the element type does not fit.
    pub fn square(&self) -> Result<Self> {
        self.mul(self)
    }

    /// `max(x, 0)`
    ///
    /// # Errors
    /// Where the element type does not fit.
    pub fn relu(&self) -> Result<Self> {
        self.maximum(&self.scalar_like(0.0))
    }

    /// Between `low` and `high`.
    ///
    /// # Errors
    /// Where the element type does not fit.
    pub fn clamp(&self, low: f64, high: f64) -> Result<Self> {
        self.maximum(&self.scalar_like(low))?.minimum(&self.scalar_like(high))
    }

    /// Where this bool tensor is true `on_true`, elsewhere `on_false`.
    ///
    /// # Errors
    /// Where the types or shapes do not fit.
    pub fn select(&self, on_true: &Self, on_false: &Self) -> Result<Self> {
        let (a, b) = on_true.broadcast_together(on_false, "select")?;
        let shape = common_shape(self.shape(), a.shape()).ok_or_else(|| {
            let what = format!("cannot choose by {} between {}", self.shape(), a.shape());
            self.builder().mismatch("select", what)
        })?;
        let (c, a, b) = (
            self.broadcast_to(shape.clone())?,
            a.broadcast_to(shape.clone())?,
            b.broadcast_to(shape)?,
        );
        c.apply(Op::Select, &[&a, &b])
    }

    /// Conversion to another element type; nothing where it is of that type already.
    ///
    /// # Errors
    /// None that a valid tensor could cause.
    pub fn cast(&self, dtype: DType) -> Result<Self> {
        if self.dtype() == dtype { Ok(self.clone()) } else { self.apply(Op::Cast(dtype), &[]) }
    }

    fn broadcast_together(&self, other: &Self, op: &'static str) -> Result<(Self, Self)> {
        if self.shape() == other.shape() {
            return Ok((self.clone(), other.clone()));
        }
        let shape = common_shape(self.shape(), other.shape()).ok_or_else(|| {
            let what = format!("cannot join shapes {} and {}", self.shape(), other.shape());
            self.builder().mismatch(op, what)
        })?;
        Ok((self.broadcast_to(shape.clone())?, other.broadcast_to(shape)?))
    }
}

/// The shape that both stretch to.
fn common_shape(a: &Shape, b: &Shape) -> Option<Shape> {
    let rank = a.rank().max(b.rank());
    let at = |s: &Shape, i: usize| (i + s.rank()).checked_sub(rank).map_or(1, |j| s[j]);
    (0..rank)
        .map(|i| match (at(a, i), at(b, i)) {
            (x, y) if x == y || y == 1 => Some(x),
            (1, y) => Some(y),
            _ => None,
        })
        .collect::<Option<Vec<_>>>()
        .map(Shape::from)
}
