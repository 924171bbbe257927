//! All functions.

mod counts;
mod execution;
mod optional;
mod runtime;
