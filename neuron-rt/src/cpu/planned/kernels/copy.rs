//! Joining and padding: copies into parts of a result.

use crate::cpu::planned::elementwise::Program;
use crate::cpu::planned::frame::{Frame, Kernel};

/// Several programs, one after another.
pub(in crate::cpu::planned) struct Sequence(pub(in crate::cpu::planned) Vec<Program>);

impl Kernel for Sequence {
    fn run(&self, frame: &Frame) {
        for program in &self.0 {
            program.run(frame);
        }
    }
}
