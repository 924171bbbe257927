//! Operations on single elements.

/// A function of one element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unary {
    Abs,
    Cbrt,
    Ceil,
    Cosine,
    CountLeadingZeros,
    Erf,
    Exponential,
    ExponentialMinusOne,
    Floor,
    IsFinite,
    Log,
    LogPlusOne,
    Logistic,
    Negate,
    Not,
    PopulationCount,
    RoundAwayFromZero,
    RoundToEven,
    Rsqrt,
    Sign,
    Sine,
    Sqrt,
    Tan,
    Tanh,
}

impl Unary {
    /// The function that HLO calls `opcode`.
    pub(crate) fn from_opcode(opcode: &str) -> Option<Unary> {
        Some(match opcode {
            "abs" => Unary::Abs,
            "cbrt" => Unary::Cbrt,
            "ceil" => Unary::Ceil,
            "cosine" => Unary::Cosine,
            "count-leading-zeros" => Unary::CountLeadingZeros,
            "erf" => Unary::Erf,
            "exponential" => Unary::Exponential,
            "exponential-minus-one" => Unary::ExponentialMinusOne,
            "floor" => Unary::Floor,
            "is-finite" => Unary::IsFinite,
            "log" => Unary::Log,
            "log-plus-one" => Unary::LogPlusOne,
            "logistic" => Unary::Logistic,
            "negate" => Unary::Negate,
            "not" => Unary::Not,
            "popcnt" => Unary::PopulationCount,
            "round-nearest-afz" => Unary::RoundAwayFromZero,
            "round-nearest-even" => Unary::RoundToEven,
            "rsqrt" => Unary::Rsqrt,
            "sign" => Unary::Sign,
            "sine" => Unary::Sine,
            "sqrt" => Unary::Sqrt,
            "tan" => Unary::Tan,
            "tanh" => Unary::Tanh,
            _ => return None,
        })
    }

    /// Whether the function takes floats only.
    pub(crate) fn wants_float(self) -> bool {
        !self.wants_bits() && !matches!(self, Unary::Abs | Unary::Negate | Unary::Sign)
    }

    /// Whether the function takes integers, or truth values in the case of `not`, only.
    pub(crate) fn wants_bits(self) -> bool {
        matches!(self, Unary::CountLeadingZeros | Unary::Not | Unary::PopulationCount)
    }
}

/// A function of two elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binary {
    Add,
    And,
    Atan2,
    Divide,
    Maximum,
    Minimum,
    Multiply,
    Or,
    Power,
    Remainder,
    ShiftLeft,
    ShiftRightArithmetic,
    ShiftRightLogical,
    Subtract,
    Xor,
}

impl Binary {
    /// The function that HLO calls `opcode`.
    pub(crate) fn from_opcode(opcode: &str) -> Option<Binary> {
        Some(match opcode {
            "add" => Binary::Add,
            "and" => Binary::And,
            "atan2" => Binary::Atan2,
            "divide" => Binary::Divide,
            "maximum" => Binary::Maximum,
            "minimum" => Binary::Minimum,
            "multiply" => Binary::Multiply,
            "or" => Binary::Or,
            "power" => Binary::Power,
            "remainder" => Binary::Remainder,
            "shift-left" => Binary::ShiftLeft,
            "shift-right-arithmetic" => Binary::ShiftRightArithmetic,
            "shift-right-logical" => Binary::ShiftRightLogical,
            "subtract" => Binary::Subtract,
            "xor" => Binary::Xor,
            _ => return None,
        })
    }

    /// Whether the function works on bits and so takes no floats.
    pub(crate) fn is_bitwise(self) -> bool {
        self.is_shift() || matches!(self, Binary::And | Binary::Or | Binary::Xor)
    }

    /// Whether the function shifts and so takes integers only.
    pub(crate) fn is_shift(self) -> bool {
        matches!(self, Binary::ShiftLeft | Binary::ShiftRightArithmetic | Binary::ShiftRightLogical)
    }
}

/// What a comparison asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Direction {
    /// The direction that HLO calls `text`.
    pub(crate) fn from_text(text: &str) -> Option<Direction> {
        Some(match text {
            "EQ" => Direction::Equal,
            "NE" => Direction::NotEqual,
            "GT" => Direction::Greater,
            "GE" => Direction::GreaterOrEqual,
            "LT" => Direction::Less,
            "LE" => Direction::LessOrEqual,
            _ => return None,
        })
    }

    /// The direction that holds of (b, a) when this one holds of (a, b).
    pub(crate) fn swapped(self) -> Direction {
        match self {
            Direction::Greater => Direction::Less,
            Direction::GreaterOrEqual => Direction::LessOrEqual,
            Direction::Less => Direction::Greater,
            Direction::LessOrEqual => Direction::GreaterOrEqual,
            same => same,
        }
    }
}
