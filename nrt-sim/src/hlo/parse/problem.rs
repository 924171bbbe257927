//! What is wrong with an instruction, before its name is put to it.

use super::super::{Refusal, RefusalKind};

/// What is wrong with an instruction.
#[derive(Debug)]
pub(super) struct Problem {
    /// The rule that was broken.
    pub(super) kind: RefusalKind,
    /// What is wrong.
    pub(super) detail: String,
}

/// The result of checking a part of an instruction.
pub(super) type Checked<T> = Result<T, Problem>;

impl Problem {
    /// Something of this kind.
    pub(super) fn new(kind: RefusalKind, detail: impl Into<String>) -> Problem {
        Problem { kind, detail: detail.into() }
    }

    /// The problem of the instruction with this name and metadata.
    pub(super) fn of(self, instruction: &str, op_name: Option<String>) -> Refusal {
        let instruction = Some(instruction.to_owned());
        Refusal { kind: self.kind, instruction, op_name, detail: self.detail }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Refusal {
        Refusal::of_module(problem.kind, problem.detail)
    }
}

/// A contradiction within the module.
pub(super) fn contradiction(detail: impl Into<String>) -> Problem {
    Problem::new(RefusalKind::Verification, detail)
}

/// A contradiction unless the condition holds.
pub(super) fn ensure(holds: bool, detail: impl FnOnce() -> String) -> Checked<()> {
    if holds { Ok(()) } else { Err(contradiction(detail())) }
}
