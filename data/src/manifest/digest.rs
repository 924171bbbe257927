use serde::Deserialize;
use sha2::Digest as _;
use std::fmt;
use std::io::Read;

/// The hash that a file must have.
///
/// ```
/// use neuron_data::manifest::Digest;
/// // The example "abc" of FIPS 180-4.
/// let digest: Digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".parse()?;
/// assert_eq!(Digest::of_bytes(digest.kind(), b"abc"), digest);
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub enum Digest {
    /// SHA-256 (FIPS 180-4): 64 hexadecimal digits.
    Sha256([u8; 32]),
    /// MD5 (RFC 1321): 32 hexadecimal digits. It guards against damage, not against an attacker;
    /// for files whose publisher states nothing better.
    Md5([u8; 16]),
}

/// Which hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestKind {
    /// SHA-256.
    Sha256,
    /// MD5.
    Md5,
}

impl Digest {
    /// Which hash this is.
    #[must_use]
    pub fn kind(&self) -> DigestKind {
        match self {
            Self::Sha256(_) => DigestKind::Sha256,
            Self::Md5(_) => DigestKind::Md5,
        }
    }

    /// The hash of `bytes`.
    #[must_use]
    pub fn of_bytes(kind: DigestKind, bytes: &[u8]) -> Self {
        let mut hasher = Hasher::new(kind);
        hasher.update(bytes);
        hasher.finish()
    }

    /// The hash of all that `reader` gives, and how many bytes that was.
    ///
    /// # Errors
    /// What reading failed with.
    pub fn of_reader(kind: DigestKind, mut reader: impl Read) -> std::io::Result<(Self, u64)> {
        let mut hasher = Hasher::new(kind);
        let mut buffer = vec![0; 1 << 16];
        let mut bytes = 0;
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok((hasher.finish(), bytes)),
                Ok(n) => {
                    hasher.update(&buffer[..n]);
                    bytes += n as u64;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// A hash in the making.
#[derive(Clone, Debug)]
pub(crate) enum Hasher {
    Sha256(sha2::Sha256),
    Md5(md5::Md5),
}

impl Hasher {
    pub(crate) fn new(kind: DigestKind) -> Self {
        match kind {
            DigestKind::Sha256 => Self::Sha256(sha2::Sha256::new()),
            DigestKind::Md5 => Self::Md5(md5::Md5::new()),
        }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha256(hasher) => hasher.update(bytes),
            Self::Md5(hasher) => hasher.update(bytes),
        }
    }

    pub(crate) fn finish(self) -> Digest {
        match self {
            Self::Sha256(hasher) => Digest::Sha256(hasher.finalize().into()),
            Self::Md5(hasher) => Digest::Md5(hasher.finalize().into()),
        }
    }
}

impl DigestKind {
    /// `sha256` or `md5`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Md5 => "md5",
        }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: &[u8] = match self {
            Self::Sha256(bytes) => bytes,
            Self::Md5(bytes) => bytes,
        };
        bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for Digest {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is not a hash: expected 64 hexadecimal digits (sha256) or 32 (md5), found {} characters",
                text.chars().count()
            )
        };
        let bytes: Option<Vec<u8>> = text
            .as_bytes()
            .chunks(2)
            .map(|pair| {
                let digits = pair.iter().all(u8::is_ascii_hexdigit) && pair.len() == 2;
                let pair = std::str::from_utf8(pair).ok().filter(|_| digits)?;
                u8::from_str_radix(pair, 16).ok()
            })
            .collect();
        let bytes = bytes.ok_or_else(wrong)?;
        if let Ok(bytes) = bytes.as_slice().try_into() {
            return Ok(Self::Sha256(bytes));
        }
        bytes.as_slice().try_into().map(Self::Md5).map_err(|_| wrong())
    }
}

impl TryFrom<String> for Digest {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vectors of FIPS 180-4 and RFC 1321.
    #[test]
    fn the_standards_examples() {
        let (digest, bytes) = Digest::of_reader(DigestKind::Md5, &b"message digest"[..]).unwrap();
        assert_eq!((digest.to_string().as_str(), bytes), ("f96b697d7cb7938d525a2f31aaf161d0", 14));
        let empty = Digest::of_bytes(DigestKind::Sha256, b"");
        assert!(empty.to_string().starts_with("e3b0c44298fc1c149afbf4c8996fb924"));
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        for text in
            ["", "abc", &"g".repeat(64), &"é".repeat(32), &"a".repeat(63), "+1".repeat(32).as_str()]
        {
            assert!(text.parse::<Digest>().unwrap_err().contains("expected 64"), "{text}");
        }
    }
}
