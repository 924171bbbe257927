use super::SpecialTokens;

/// Sequences to numbers of tokens and back.
pub trait Tokenizer: Send + Sync {
    /// How many tokens there are, the special ones included; every number is below it.
    fn vocabulary_size(&self) -> usize;

    /// The special tokens.
    fn special(&self) -> SpecialTokens;

    /// The tokens of a sequence, without special tokens around it. Case does not matter, U is read as T, and no
    /// sequence is refused: what has no token is `[UNK]`.
    fn encode(&self, sequence: &[u8]) -> Vec<u32>;

    /// The bases of tokens. Special tokens have none, but for `[UNK]`, which is N.
    fn decode(&self, tokens: &[u32]) -> Vec<u8>;

    /// How many tokens in a row have to be masked so that a visible neighbour does not give one away: k for
    /// overlapping words of k bases, otherwise 1.
    fn mask_span(&self) -> usize {
        1
    }

    /// `[CLS]`, the tokens, `[SEP]`, cut to `longest` in all.
    fn encode_with_special(&self, sequence: &[u8], longest: usize) -> Vec<u32> {
        let special = self.special();
        let mut tokens = vec![special.start];
        let inner = self.encode(sequence);
        tokens.extend(inner.into_iter().take(longest.saturating_sub(2)));
        tokens.push(special.end);
        tokens
    }
}
