//! Real counts within the program.

mod pasilla;

pub use pasilla::pasilla;
