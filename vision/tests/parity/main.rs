//! Parity with PyTorch: run by name, with `NEURON_PARITY_PYTHON` naming an interpreter that can import
//! it.
//!
//! The same model, weights and batch on both sides: the loss, the gradient of every parameter and the
//! running statistics have to agree within 1e-5, as `max |ours - theirs| / max |theirs|` of each tensor.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]
#![allow(clippy::print_stderr, reason = "how far apart the sides are is for people")]

mod agree;
mod case;
mod models;
mod ours;
mod torch;
