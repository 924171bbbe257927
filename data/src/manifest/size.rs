/// A number of bytes that a manifest states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// So many.
    Exactly(u64),
    /// No more than these: where the publisher states a hash but no size, so that a server cannot fill
    /// the disk before the hash is known to be wrong.
    AtMost(u64),
}

impl Size {
    /// What two keys of a manifest state; the error is what is wrong with them.
    pub(super) fn stated(
        keys: [&str; 2],
        exactly: Option<u64>,
        at_most: Option<u64>,
    ) -> Result<Option<Self>, String> {
        match (exactly, at_most) {
            (Some(_), Some(_)) => {
                Err(format!("has `{}` and `{}`: expected one of them", keys[0], keys[1]))
            }
            (Some(0), None) => Err(format!("has {} 0: expected its bytes", keys[0])),
            (None, Some(0)) => Err(format!("has {} 0: expected the most it may have", keys[1])),
            (Some(bytes), None) => Ok(Some(Self::Exactly(bytes))),
            (None, Some(bytes)) => Ok(Some(Self::AtMost(bytes))),
            (None, None) => Ok(None),
        }
    }

    /// The most bytes that fit.
    #[must_use]
    pub fn most(self) -> u64 {
        match self {
            Self::Exactly(bytes) | Self::AtMost(bytes) => bytes,
        }
    }

    /// The number of bytes, where it is known.
    #[must_use]
    pub fn exactly(self) -> Option<u64> {
        match self {
            Self::Exactly(bytes) => Some(bytes),
            Self::AtMost(_) => None,
        }
    }

    /// Whether `bytes` are as many as stated.
    #[must_use]
    pub fn fits(self, bytes: u64) -> bool {
        match self {
            Self::Exactly(expected) => bytes == expected,
            Self::AtMost(most) => bytes <= most,
        }
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(bytes) => write!(f, "{bytes}"),
            Self::AtMost(bytes) => write!(f, "at most {bytes}"),
        }
    }
}
