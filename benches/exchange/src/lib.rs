//! What a comparison of this project with a peer needs, whatever is compared.
//!
//! | item | what |
//! |-|-|
//! | [`Arguments`] | what a bench is asked for |
//! | [`Process`] | the peer's side, which answers a line of JSON with a line of JSON |
//! | [`take`], [`Turn`] | a few repetitions of one side, then of the other |
//! | [`figure`] | what a bench says on standard output, and how far two sides are apart |
#![forbid(unsafe_code)]

mod arguments;
pub mod figure;
mod load;
mod process;
mod turns;

pub use arguments::Arguments;
pub use process::{Process, python_server, scripts};
pub use turns::{Turn, take};
