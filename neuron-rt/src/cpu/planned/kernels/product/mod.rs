//! Matrix products on AVX-512, of f32 and of pairs of bf16 (`vdpbf16ps`), in packed blocks.
//!
//! The scheme is that of Goto and van de Geijn (2008): a block of the right side is packed so that it
//! stays in the second-level cache, a panel of the left side so that it stays in the first, and a
//! [`micro`] kernel holds a tile of the result in registers. How a product is cut for threads changes
//! no sum: each element is summed over `k` in one order.

mod block;
mod micro;
mod pack;

pub(super) use micro::{Pair, Word};

pub(super) use block::{
    Panels, multiply, multiply_packed, multiply_then, pack_right, packed_words,
};
