//! Rules on loops.

use super::super::RefusalKind;
use super::super::op::{Binary, Op};
use super::super::program::{Computation, Instruction};
use super::{Case, Finding};

/// A loop's number of rounds has to be known: it counts from a constant, by a constant, to a constant.
pub(super) fn trip_count(case: &Case<'_>) -> Finding {
    let Op::While { condition, body } = case.instruction.op else { return None };
    let all = &case.parsed.computations;
    let state = case.computation.operand(case.instruction, 0)?;
    let counted = Loop { condition: &all[condition], body: &all[body], outside: case.computation };
    if counted.is_static(state).unwrap_or(false) {
        return None;
    }
    let detail = "the number of rounds does not follow from constants".to_owned();
    Some((RefusalKind::WhileTripCount, detail))
}

struct Loop<'a> {
    condition: &'a Computation,
    body: &'a Computation,
    /// The computation that the loop stands in.
    outside: &'a Computation,
}

impl Loop<'_> {
    fn is_static(&self, state: &Instruction) -> Option<bool> {
        let test = &self.condition.instructions[self.condition.root];
        let Op::Compare { .. } = test.op else { return None };
        let (left, right) = (self.condition.operand(test, 0)?, self.condition.operand(test, 1)?);
        let counts = [(left, right), (right, left)].into_iter().any(|(counter, bound)| {
            self.counter(counter, state).unwrap_or(false)
                && self.bound(bound, state).unwrap_or(false)
        });
        Some(counts)
    }

    /// Whether a value of the condition counts: a constant at first, and a constant more each round.
    fn counter(&self, value: &Instruction, state: &Instruction) -> Option<bool> {
        let member = member_of(self.condition, value)?;
        let next = self.next(member)?;
        let Op::Binary(Binary::Add | Binary::Subtract) = next.op else { return None };
        let (left, right) = (self.body.operand(next, 0)?, self.body.operand(next, 1)?);
        let own = |value| member_of(self.body, value) == Some(member);
        let steps = (own(left) && self.body.is_constant(right))
            || (own(right) && self.body.is_constant(left));
        Some(steps && self.starts_constant(member, state)?)
    }

    /// Whether a value of the condition stays: a constant, or a member that is constant and passed on.
    fn bound(&self, value: &Instruction, state: &Instruction) -> Option<bool> {
        if self.condition.is_constant(value) {
            return Some(true);
        }
        let member = member_of(self.condition, value)?;
        let passed = member_of(self.body, self.next(member)?);
        Some(passed == Some(member) && self.starts_constant(member, state)?)
    }

    /// What the body makes of a member of the state.
    fn next(&self, member: usize) -> Option<&Instruction> {
        let root = &self.body.instructions[self.body.root];
        matches!(root.op, Op::Tuple).then(|| self.body.operand(root, member)).flatten()
    }

    fn starts_constant(&self, member: usize, state: &Instruction) -> Option<bool> {
        let first = matches!(state.op, Op::Tuple).then(|| self.outside.operand(state, member));
        Some(self.outside.is_constant(first??))
    }
}

/// Which member of the one parameter the value is.
fn member_of(computation: &Computation, value: &Instruction) -> Option<usize> {
    let Op::GetTupleElement(member) = value.op else { return None };
    let source = computation.operand(value, 0)?;
    matches!(source.op, Op::Parameter(0)).then_some(member)
}
