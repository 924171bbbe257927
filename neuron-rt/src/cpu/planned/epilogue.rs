//! Programs that run within the step of the product that they read.

use super::elementwise::Program;
use super::frame::{Frame, Kernel};

/// A kernel and a program over its result: bias, activation, residual or an optimiser's update, done
/// on the rows that a thread has just made.
pub(super) struct WithEpilogue {
    pub(super) product: Box<dyn Kernel>,
    pub(super) program: Program,
}

impl Kernel for WithEpilogue {
    fn run(&self, frame: &Frame) {
        self.product.run_then(frame, &self.program);
    }
}
