//! The C interface, called as a program calls it: through the shared library.
#![allow(unsafe_code, reason = "a C interface is called")]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod api;
mod binding;
mod collectives;
mod counters;
mod device;
mod execution;
mod faults;
mod information;
mod lifecycle;
mod loading;
mod program;
mod tensor_sets;
mod tensors;
