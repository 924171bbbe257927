use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a decoder of `noodles`, which panics at some damage that no checksum tells, as names that are no text, bytes of
/// another reference, or codecs that it does not know.
///
/// # Errors
/// What the decoder says, or that it could not go on.
pub(crate) fn guarded<T>(decode: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or_else(|_| {
        let what =
            "its content contradicts itself or its reference, or is of a kind that is not read";
        Err(io::Error::new(io::ErrorKind::InvalidData, what))
    })
}
