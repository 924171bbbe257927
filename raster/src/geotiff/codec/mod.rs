//! Compressed chunks: each decoder fills a buffer and says how far it came.

mod deflate;
mod jpeg;
mod lzw;
mod pack_bits;
mod zstd;

use super::image::{Compression, Jpeg};

pub(super) use jpeg::Shape;

/// Decompresses `chunk` into all of `out`; what a chunk has more of is left. The error says what is
/// wrong with the chunk.
pub(super) fn decompress(
    compression: Compression,
    jpeg: Option<&Jpeg>,
    shape: Shape,
    chunk: &[u8],
    out: &mut [u8],
) -> Result<(), String> {
    let found = match compression {
        Compression::None => {
            let count = chunk.len().min(out.len());
            out[..count].copy_from_slice(&chunk[..count]);
            count
        }
        Compression::Lzw => lzw::decode(chunk, out)?,
        Compression::Deflate => deflate::decode(chunk, out)?,
        Compression::PackBits => pack_bits::decode(chunk, out),
        Compression::Zstd => zstd::decode(chunk, out)?,
        Compression::Jpeg => {
            let jpeg = jpeg.ok_or("its JPEG has no description")?;
            jpeg::decode(jpeg, shape, chunk, out)?
        }
    };
    if found < out.len() {
        return Err(format!("it holds {found} bytes of pixels, expected {}", out.len()));
    }
    Ok(())
}

/// The most bytes that a byte of a chunk can stand for, where that is known: a chunk that is too
/// short is found before memory is taken.
pub(super) fn greatest_expansion(compression: Compression) -> Option<u64> {
    match compression {
        Compression::None => Some(1),
        // zlib's own figure is 1032.
        Compression::Deflate => Some(1040),
        // A code of 12 bits stands for 3840 bytes at most.
        Compression::Lzw => Some(2560),
        Compression::PackBits => Some(64),
        Compression::Zstd | Compression::Jpeg => None,
    }
}
