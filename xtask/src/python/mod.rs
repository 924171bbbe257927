//! Python environments, each pinned by a list in this folder's neighbours `parity/`, `peers/` and `xla/`.

mod environment;
mod interpreter;
mod run;

pub(crate) use environment::{Environment, prepare};
pub(crate) use interpreter::{missing_modules, on_this_machine, version, versions, with_modules};
pub(crate) use run::{Failed, run};
