//! Composites: one image of many of the same place, clouds left out.
//!
//! | module | what |
//! |-|-|
//! | `stack` | images with their masks |
//! | `reduce` | medians, means, the image of the highest index, medoids |

mod reduce;
mod stack;

pub use reduce::{Choice, Composite, composite};
pub use stack::{Scene, Stack};
