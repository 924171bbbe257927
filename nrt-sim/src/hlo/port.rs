//! A module's inputs and outputs as a caller sees them.

use super::ElementType;

/// An input or output of a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// Name in the compiled file: what `neff_input_names` of the parameter or `neff_output_names` of the root
    /// says, else `input0`, `input1`, … and `output0`, `output1`, …
    pub name: String,
    /// Type of the elements.
    pub element: ElementType,
    /// Extent of each dimension.
    pub dims: Vec<usize>,
    /// Size in bytes; 0 for a tensor without elements, which a compiled file leaves out.
    pub bytes: usize,
}

/// An output that lies in the memory of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alias {
    /// Number of the output.
    pub output: usize,
    /// Number of the parameter.
    pub parameter: usize,
    /// Whether the module says that the two must share memory, and not only that they may.
    pub must: bool,
}
