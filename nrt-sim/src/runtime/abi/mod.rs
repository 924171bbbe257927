//! The exported functions, by their C names.
//!
//! Each takes and returns what the C interface of libnrt documents. Handles are opaque pointers; where a function
//! gives one it writes to the pointer that the caller passes, and where it ends one it sets that pointer to null.
//!
//! # Safety
//! For all of them: a pointer that is not a handle is null or valid for what the function does with it, text is
//! ended by zero, and memory of `size` bytes has so many. Null, where it means nothing, is refused. Handles need
//! not be valid: those that are not are refused.
#![allow(clippy::missing_safety_doc, reason = "the terms are the same for all and stand above")]

mod call;
pub mod collective;
pub mod information;
pub mod lifecycle;
pub mod machine;
pub mod model;
mod pointer;
pub mod profile;
pub mod simulation;
pub mod tensor;
pub mod tensor_batch;
pub mod tensor_bytes;
pub mod tensor_set;
