//! What a program is called with.

use crate::DeviceBuffer;

/// An argument of a program.
///
/// A module may say that an output takes the memory of an argument (`input_output_alias`). That happens
/// only to arguments that are given away.
#[derive(Debug)]
pub enum Argument<'a> {
    /// Read, and unchanged afterwards.
    Kept(&'a DeviceBuffer),
    /// Consumed: an output may take its memory, and whatever is left of it is freed.
    Donated(DeviceBuffer),
}

impl Argument<'_> {
    pub(crate) fn buffer(&self) -> &DeviceBuffer {
        match self {
            Argument::Kept(buffer) => buffer,
            Argument::Donated(buffer) => buffer,
        }
    }
}
