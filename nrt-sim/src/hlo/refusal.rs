//! Why a module is refused.

use std::fmt;

/// Why a module is refused, and where in it.
///
/// Its text is one line: the code, the instruction, the layer of the model that the instruction came from
/// (the metadata's `op_name`), and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// The rule that was broken.
    pub kind: RefusalKind,
    /// Name of the instruction, where one is to blame.
    pub instruction: Option<String>,
    /// `op_name` of the instruction's metadata, where it has one.
    pub op_name: Option<String>,
    /// What is wrong.
    pub detail: String,
}

impl Refusal {
    /// A refusal of the module as a whole.
    pub(crate) fn of_module(kind: RefusalKind, detail: impl Into<String>) -> Refusal {
        Refusal { kind, instruction: None, op_name: None, detail: detail.into() }
    }

    /// The code: see [`RefusalKind::code`].
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] ", self.code())?;
        if let Some(instruction) = &self.instruction {
            write!(f, "instruction `{instruction}`")?;
            if let Some(op_name) = &self.op_name {
                write!(f, " (`{op_name}`)")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.detail)
    }
}

/// The rules that a module can break.
///
/// The first group is found by [`Module::parse`](super::Module::parse): the module is damaged, means nothing, or
/// is beyond what is evaluated here. The second is found by [`Module::policy`](super::Module::policy): the
/// module means something, and neuronx-cc is documented to refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RefusalKind {
    /// The bytes are no `HloModuleProto`.
    Undecodable,
    /// The module contradicts itself: shapes, ids, operands, attributes (neuronx-cc: HLO verifier).
    Verification,
    /// A type of elements that is not evaluated here: floats of 8 bits, integers of 4 bits, tokens.
    ElementType,
    /// A layout other than row-major.
    Layout,
    /// An operation that is not evaluated here.
    Operation,
    /// A custom call whose target is not evaluated here.
    CustomCall,
    /// More nesting, instructions or elements than are accepted.
    TooLarge,

    /// A dimension whose size is not known to the compiler.
    DynamicShape,
    /// Complex numbers.
    Complex,
    /// Floats of 64 bits.
    Float64,
    /// An id beyond `i32`.
    IdRange,
    /// Two instructions of one name.
    DuplicateName,
    /// An operation that is not among the supported ones.
    UnsupportedOperation,
    /// An output that is a parameter, neither aliased nor copied.
    RawParameterOutput,
    /// A convolution that dilates input and kernel at once.
    ConvolutionDilation,
    /// A convolution with a stride over a dilated input.
    ConvolutionStride,
    /// A top-k of integers.
    TopKInteger,
    /// A top-k of more than 16,384 values.
    TopKSize,
    /// A scatter that reduces integers or truth values.
    ScatterReduceInteger,
    /// A scatter of integers, which the target would convert to f32.
    ScatterInteger,
    /// A window reduction with base dilation.
    ReduceWindowBaseDilation,
    /// A window reduction with window dilation.
    ReduceWindowDilation,
    /// A window reduction of other than two operands.
    ReduceWindowOperands,
    /// A reduction of several operands at once.
    VariadicReduce,
    /// A reduction whose computation is other than min, max, add or multiply, or whose start is not constant.
    ReduceComputation,
    /// An arithmetic shift of other than 32 bits.
    ShiftWidth,
    /// A constant of unsigned 64-bit integers beyond 32 bits.
    Constant64,
    /// A dot of integers.
    IntegerDot,
    /// An all-reduce of integers.
    IntegerAllReduce,
    /// A reduce-scatter of integers.
    IntegerReduceScatter,
    /// A power of 64-bit integers.
    IntegerPower64,
    /// A random generator other than the default one.
    Rng,
    /// A loop whose number of rounds is not static.
    WhileTripCount,
    /// A comparator of a sort other than LT, GT, LE, GE.
    SortComparator,
    /// More instructions than the compiler accepts.
    InstructionCount,
}

impl RefusalKind {
    /// The compiler's documented code, as in `NCC_EVRF010`, or, where the documentation gives none, one of the
    /// stand-in's own that begins with `SIM_`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            RefusalKind::Undecodable => "SIM_DECODE",
            RefusalKind::Verification => "NCC_EVRF064",
            RefusalKind::ElementType => "NCC_ESPP004",
            RefusalKind::Layout => "SIM_LAYOUT",
            RefusalKind::Operation | RefusalKind::UnsupportedOperation => "NCC_EVRF001",
            RefusalKind::CustomCall => "NCC_EVRF015",
            RefusalKind::TooLarge => "SIM_LIMIT",
            RefusalKind::DynamicShape => "NCC_EMOD025",
            RefusalKind::Complex => "NCC_EVRF004",
            RefusalKind::Float64 => "NCC_ESPP004",
            RefusalKind::IdRange => "SIM_ID_RANGE",
            RefusalKind::DuplicateName => "SIM_DUPLICATE_NAME",
            RefusalKind::RawParameterOutput => "SIM_RAW_OUTPUT",
            RefusalKind::ConvolutionDilation => "NCC_EVRF010",
            RefusalKind::ConvolutionStride => "NCC_EVRF011",
            RefusalKind::TopKInteger => "NCC_EVRF013",
            RefusalKind::TopKSize => "NCC_EVRF014",
            RefusalKind::ScatterReduceInteger => "NCC_EVRF016",
            RefusalKind::ReduceWindowBaseDilation => "NCC_EVRF017",
            RefusalKind::ReduceWindowDilation => "NCC_EVRF018",
            RefusalKind::ReduceWindowOperands => "NCC_EVRF019",
            RefusalKind::ShiftWidth => "NCC_EVRF022",
            RefusalKind::IntegerDot => "NCC_EVRF035",
            RefusalKind::ScatterInteger => "NCC_EVRF060",
            RefusalKind::IntegerAllReduce => "NCC_EVRF061",
            RefusalKind::IntegerPower64 => "NCC_EVRF062",
            RefusalKind::IntegerReduceScatter => "NCC_EVRF063",
            RefusalKind::Constant64 => "NCC_ESFH002",
            RefusalKind::Rng => "NCC_EVRF006",
            RefusalKind::VariadicReduce => "SIM_VARIADIC_REDUCE",
            RefusalKind::ReduceComputation => "SIM_REDUCE_COMPUTATION",
            RefusalKind::WhileTripCount => "SIM_WHILE_TRIP_COUNT",
            RefusalKind::SortComparator => "SIM_SORT_COMPARATOR",
            RefusalKind::InstructionCount => "NCC_EVRF007",
        }
    }
}
