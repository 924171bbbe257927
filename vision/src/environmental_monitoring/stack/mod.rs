//! Images of one place at many dates, as files → a cube of an index.
//!
//! | file | what |
//! |-|-|
//! | `listing` | which files, and of which dates |
//! | `recipe` | which bands, index and mask |
//! | `synthetic` | images that are made up |
//! | `read` | strip by strip into a cube; all-cloud dates are skipped and counted |

mod error;
mod listing;
mod read;
mod recipe;
mod synthetic;

pub use error::StackError;
pub use listing::{DatedFile, list};
pub use read::{MOST_BYTES, Stack, read_stack};
pub use recipe::{ClearValues, Recipe, Source};
pub use synthetic::synthetic_stack;
