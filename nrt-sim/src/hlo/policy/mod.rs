//! What neuronx-cc is documented to refuse.

use super::parse::Parsed;
use super::{Refusal, Target};

/// All refusals, in the order of the instructions.
pub(super) fn refusals(_: &Parsed, _: Target) -> Vec<Refusal> {
    Vec::new()
}
