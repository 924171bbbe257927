//! Which values live how long.

use super::super::program::{Computation, Instruction};

/// Marks for each instruction which of its operands it is the last to use.
pub(super) fn mark_last_uses(instructions: &mut [Instruction], root: usize) {
    let mut used_later = vec![false; instructions.len()];
    if let Some(result) = used_later.get_mut(root) {
        *result = true;
    }
    for (index, instruction) in instructions.iter_mut().enumerate().rev() {
        instruction.used = used_later[index];
        let mut dies = vec![false; instruction.operands.len()];
        for (dies, &operand) in dies.iter_mut().zip(&instruction.operands).rev() {
            *dies = !std::mem::replace(&mut used_later[operand], true);
        }
        instruction.dies = dies;
    }
}

/// Greatest number of bytes that values hold at one time, those of called computations included.
pub(super) fn peak(instructions: &[Instruction], computations: &[Computation]) -> u64 {
    let mut held: u64 = 0;
    let mut peak: u64 = 0;
    for instruction in instructions {
        let called = instruction.op.called();
        let below = called.iter().map(|&number| computations[number].peak).max().unwrap_or(0);
        let own = instruction.shape.bytes();
        held = held.saturating_add(own);
        peak = peak.max(held.saturating_add(below));
        let dead = instruction.dies.iter().zip(&instruction.operands).filter(|(dies, _)| **dies);
        let freed: u64 = dead.map(|(_, &operand)| instructions[operand].shape.bytes()).sum();
        held = held.saturating_sub(freed);
        if !instruction.used {
            held = held.saturating_sub(own);
        }
    }
    peak
}
