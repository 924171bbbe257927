//! Which operations are supported.

use super::super::RefusalKind;
use super::{Case, Finding};

/// What the compiler's release notes list as supported, what AWS's own tracer NKIPY emits, and what the error codes
/// speak of as supported within limits (`reduce-window`, `while`, `sort`, `shift-right-arithmetic`).
///
/// `dynamic-slice` and `sort` were missing at first (SDK issues #679, #868) and came later; `shift-left` is part of
/// the random generator that jax runs on Neuron. `parameter`, `call` and `opt-barrier` compute nothing.
///
/// Left out for want of a document that names them, so that nobody relies on them unseen: `erf` and `logistic`
/// (there are custom calls for functions made of them), `exponential-minus-one`, `log-plus-one`, `cbrt`, `tan`,
/// `remainder`, `is-finite`, `round-nearest-even`, `round-nearest-afz`, `popcnt`, `count-leading-zeros`,
/// `conditional`; and `select-and-scatter`, which release notes list while it fails in SDK issue #588.
pub(in crate::hlo) const SUPPORTED: &[&str] = &[
    "abs",
    "add",
    "all-gather",
    "all-reduce",
    "all-to-all",
    "and",
    "atan2",
    "bitcast-convert",
    "broadcast",
    "call",
    "ceil",
    "clamp",
    "compare",
    "concatenate",
    "constant",
    "convert",
    "convolution",
    "copy",
    "cosine",
    "custom-call",
    "divide",
    "dot",
    "dynamic-slice",
    "dynamic-update-slice",
    "exponential",
    "floor",
    "gather",
    "get-tuple-element",
    "iota",
    "log",
    "maximum",
    "minimum",
    "multiply",
    "negate",
    "not",
    "opt-barrier",
    "or",
    "pad",
    "parameter",
    "power",
    "reduce",
    "reduce-scatter",
    "reduce-window",
    "reshape",
    "reverse",
    "rsqrt",
    "scatter",
    "select",
    "shift-left",
    "shift-right-arithmetic",
    "shift-right-logical",
    "sign",
    "sine",
    "slice",
    "sort",
    "sqrt",
    "subtract",
    "tanh",
    "transpose",
    "tuple",
    "while",
    "xor",
];

/// The operation has to be a supported one (NCC_EVRF001).
pub(super) fn supported(case: &Case<'_>) -> Finding {
    let opcode = case.instruction.opcode.as_str();
    let known = SUPPORTED.binary_search(&opcode).is_ok();
    (!known).then(|| {
        let detail = format!("the operation `{opcode}` is not among the documented ones");
        (RefusalKind::UnsupportedOperation, detail)
    })
}

#[cfg(test)]
mod tests {
    use super::SUPPORTED;

    #[test]
    fn the_list_can_be_searched() {
        assert!(SUPPORTED.is_sorted());
    }
}
