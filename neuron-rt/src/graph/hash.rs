//! A graph's identity.

use super::Graph;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

impl Graph {
    /// SHA-256 (hexadecimal) of all that decides what the graph computes: operations, attributes,
    /// types, constants, names of inputs and outputs. Layer paths do not count. It is the same on
    /// every machine.
    #[must_use]
    pub fn content_hash(&self) -> String {
        hex(&Sha256::digest(self.canonical_text().as_bytes()))
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
