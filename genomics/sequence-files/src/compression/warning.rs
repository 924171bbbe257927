use std::fmt;

/// What is odd about a file that can be read all the same; whoever reads it should say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// A BGZF file without the empty block that ends it: written by an old program, or cut off between two blocks.
    MissingEnd,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingEnd => f.write_str(
                "the BGZF block that marks the end is missing, so the file may be cut off between two blocks",
            ),
        }
    }
}
