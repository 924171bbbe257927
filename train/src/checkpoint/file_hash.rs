//! SHA-256 on the way to and from a file.

use std::io::{self, Read, Write};

use sha2::{Digest, Sha256};

/// SHA-256 of `bytes` in lower-case hexadecimal.
///
/// ```
/// // FIPS 180-2, appendix B.1.
/// assert_eq!(
///     neuron_train::checkpoint::sha256_hex(b"abc"),
///     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
/// );
/// ```
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::with_capacity(2 * digest.len()), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Hashes and counts what passes through it, in either direction.
pub(super) struct Hashing<T> {
    inner: T,
    state: Sha256,
    bytes: u64,
}

impl<T> Hashing<T> {
    pub(super) fn new(inner: T) -> Self {
        Self { inner, state: Sha256::new(), bytes: 0 }
    }

    /// Bytes that passed, their SHA-256, and what they passed to or from.
    pub(super) fn finish(self) -> (u64, String, T) {
        (self.bytes, hex(&self.state.finalize()), self.inner)
    }

    fn note(&mut self, bytes: &[u8]) {
        self.state.update(bytes);
        self.bytes += bytes.len() as u64;
    }
}

impl<T: Write> Write for Hashing<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.note(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Read for Hashing<T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.note(&buffer[..read]);
        Ok(read)
    }
}
