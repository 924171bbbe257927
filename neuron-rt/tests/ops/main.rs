//! What each operation computes, on every executor, against values that were computed elsewhere:
//! by PyTorch 1.13 in float64, with the expression that stands above each list, or by hand where a
//! comment says so. `pat` is `expect::pattern`:
//!
//! ```text
//! def pat(shape, step, modulus):
//!     count = math.prod(shape)
//!     values = [(i * step % modulus - modulus // 2) / 4 for i in range(count)]
//!     return torch.tensor(values, dtype=torch.float64).reshape(shape)
//!
//! print(EXPRESSION.flatten().tolist())
//! ```

// A test that unwraps an error has failed, and says which.
#![allow(clippy::unwrap_used)]
// Expected values are written out, also where they happen to be a known constant.
#![allow(clippy::approx_constant)]

#[path = "../support/mod.rs"]
mod support;

mod binary;
mod cast;
mod checked;
mod control;
mod convolution;
mod expect;
mod half;
mod index;
mod integer;
mod product;
mod random;
mod reduce;
mod refused;
mod special;
mod structure;
mod unary;
mod window;
