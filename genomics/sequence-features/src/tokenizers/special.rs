use serde::Serialize;

/// Numbers of the tokens that stand for no bases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SpecialTokens {
    /// `[PAD]`: fills a batch.
    pub pad: u32,
    /// `[UNK]`: bases that have no token.
    pub unknown: u32,
    /// `[CLS]`: before a sequence.
    pub start: u32,
    /// `[SEP]`: after a sequence.
    pub end: u32,
    /// `[MASK]`: in place of what has to be guessed.
    pub mask: u32,
}

impl SpecialTokens {
    /// Their names, in the order of their default numbers.
    pub const NAMES: [&'static str; 5] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// How many there are: the first number of another token by default.
    pub const COUNT: u32 = 5;

    /// The numbers, in the order of [`SpecialTokens::NAMES`].
    #[must_use]
    pub const fn numbers(self) -> [u32; 5] {
        [self.pad, self.unknown, self.start, self.end, self.mask]
    }
}

impl Default for SpecialTokens {
    /// 0 to 4 in the order of [`SpecialTokens::NAMES`], which is DNABERT's.
    fn default() -> Self {
        Self { pad: 0, unknown: 1, start: 2, end: 3, mask: 4 }
    }
}
