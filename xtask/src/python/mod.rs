//! Python environments, each pinned by a list in this folder's neighbours `parity/` and `peers/`.

mod environment;
mod interpreter;

pub(crate) use environment::{Environment, prepare};
pub(crate) use interpreter::{missing_modules, on_this_machine, version};
