//! How much an evaluation may use.

/// How much an evaluation may use before it stops with [`Fault::Budget`](super::Fault::Budget).
///
/// A module comes from outside, and a loop in it may never end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Operations on single elements, counted roughly: a dot counts its multiplications.
    pub work: u64,
    /// Bytes that are held by values at one time.
    pub memory: u64,
}

impl Default for Budget {
    /// 2^50 operations, which take days, and 64 GiB.
    fn default() -> Budget {
        Budget { work: 1 << 50, memory: 1 << 36 }
    }
}
