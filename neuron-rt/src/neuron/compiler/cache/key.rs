//! The name of a result: everything that decides it.

use super::super::Arguments;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// SHA-256 over the module's bytes, the flags, the compiler's version, the target and the logical
/// core's size, each with its length before it, so that no two lists of parts run together.
///
/// ```
/// use neuron_rt::neuron::compiler::{Arguments, CompileOptions, Key, UserFlags};
/// let key = |module: &[u8], target: &str| -> Result<Key, Box<dyn std::error::Error>> {
///     let arguments = Arguments::new(&CompileOptions::new(target), &UserFlags::default())?;
///     Ok(Key::new(module, &arguments, "2.26.6360.0+6f180f47"))
/// };
/// assert_eq!(key(b"module", "trn1")?, key(b"module", "trn1")?);
/// assert_ne!(key(b"module", "trn1")?, key(b"module", "trn2")?);
/// assert_ne!(key(b"module", "trn1")?, key(b"modulf", "trn1")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    version: String,
    digest: String,
    flags: String,
}

impl Key {
    pub(super) const GRAPH_DIGITS: usize = 32;
    pub(super) const FLAGS_DIGITS: usize = 8;

    /// The key of a module that is compiled with `arguments` by the compiler's `version`.
    #[must_use]
    pub fn new(module: &[u8], arguments: &Arguments, version: &str) -> Self {
        let mut flags = Sha256::new();
        for flag in &arguments.flags {
            part(&mut flags, flag.as_bytes());
        }
        let flags = hexadecimal(&flags.finalize());
        let mut all = Sha256::new();
        part(&mut all, b"neuron compile cache 1");
        part(&mut all, module);
        part(&mut all, flags.as_bytes());
        part(&mut all, version.as_bytes());
        part(&mut all, arguments.target.as_bytes());
        part(&mut all, arguments.lnc.as_slice());
        Self {
            version: version.to_owned(),
            digest: hexadecimal(&all.finalize()),
            flags: flags[..Self::FLAGS_DIGITS].to_owned(),
        }
    }

    /// The whole hash, 64 hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The version of the compiler.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    pub(super) fn graph_hash(&self) -> &str {
        &self.digest[..Self::GRAPH_DIGITS]
    }

    pub(super) fn flags_hash(&self) -> &str {
        &self.flags
    }
}

/// The SHA-256 of a NEFF, 64 hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn part(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
