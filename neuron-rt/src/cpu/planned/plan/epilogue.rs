//! Programs that run within the step of the product that they read.
#![allow(unsafe_code)]

use crate::cpu::planned::elementwise::Program;
use crate::cpu::planned::frame::{Frame, Kernel};

/// A kernel and a program over its result: bias, activation, residual or an optimiser's update, done
/// on the elements that a thread has just made.
pub(super) struct WithEpilogue {
    pub(super) product: Box<dyn Kernel>,
    pub(super) program: Program,
}

impl Kernel for WithEpilogue {
    fn run(&self, frame: &Frame) {
        self.product.run_finishing(frame, &|range| {
            // SAFETY: each element is finished once; the plan lets the program write nothing that the
            // product reads.
            unsafe { self.program.run_range(frame, range) }
        });
    }
}
