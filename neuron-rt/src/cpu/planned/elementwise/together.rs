//! Independent programs in one step.
#![allow(unsafe_code)]

use super::program::Program;
use crate::cpu::planned::frame::{Frame, Kernel, for_each};

/// Programs none of which reads what another writes: a step's updates of many small weights wake the
/// threads once.
pub(in crate::cpu::planned) struct Together {
    programs: Vec<Program>,
    /// The program of each block, and its first element.
    blocks: Vec<(usize, usize)>,
}

/// Elements of a block.
const BLOCK: usize = 8 * super::program::CHUNK;

impl Together {
    pub(in crate::cpu::planned) fn new(programs: Vec<Program>) -> Self {
        let blocks = programs.iter().enumerate().flat_map(|(number, program)| {
            (0..program.elements).step_by(BLOCK).map(move |first| (number, first))
        });
        let blocks = blocks.collect();
        Self { programs, blocks }
    }
}

impl Kernel for Together {
    fn run(&self, frame: &Frame) {
        let elements: usize = self.programs.iter().map(|program| program.elements).sum();
        let instructions = self.programs.iter().map(|program| program.code.len()).max();
        let cost = elements * instructions.unwrap_or(0) / self.blocks.len().max(1);
        for_each(self.blocks.len(), cost, |block| {
            let (number, first) = self.blocks[block];
            let program = &self.programs[number];
            let range = first..(first + BLOCK).min(program.elements);
            // SAFETY: blocks do not overlap, and programs are independent.
            unsafe { program.run_range(frame, range) };
        });
    }
}
