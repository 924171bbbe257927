//! What is too much: modules come from files, and files may be hostile.

use super::ReadError;
use super::fault::{Read, missing};

/// The most that the encoding allows.
const BYTES: usize = i32::MAX as usize;

/// Elements of a tensor: indices are 32-bit integers.
pub(super) const ELEMENTS: usize = i32::MAX as usize;

/// Instructions that are read, those of calls as often as they are called.
pub(super) const INSTRUCTIONS: usize = 1 << 20;

/// Calls within calls, and tuples within tuples.
pub(super) const DEPTH: usize = 64;

/// Cells of a window that are looked at one by one.
pub(super) const CELLS: usize = 4096;

pub(super) fn check_bytes(bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.len() > BYTES {
        let found = bytes.len();
        return Err(ReadError::Module(format!("has {found} bytes, the limit is {BYTES}")));
    }
    Ok(())
}

/// Refuses extents whose tensor would be too large; extents of 0 count as 1, so that no product of
/// some of them can be too large either.
pub(super) fn check_extents(extents: &[usize]) -> Read<()> {
    let product = extents.iter().try_fold(1usize, |product, &extent| {
        product.checked_mul(extent.max(1)).filter(|&p| p <= ELEMENTS)
    });
    match product {
        Some(_) => Ok(()),
        None => missing(format!("a tensor of extents {extents:?}, more than 2^31 elements,")),
    }
}
