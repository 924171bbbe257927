use neuron_sequence_features::tokenizers::Tokenizer;
use std::sync::Arc;

/// Makes the rows of numbers that a network is fed.
#[derive(Clone)]
pub struct TokenReader {
    /// What makes tokens.
    pub tokenizer: Arc<dyn Tokenizer>,
    /// Whether `[CLS]` stands before a sequence and `[SEP]` after it, as BERT has it.
    pub framed: bool,
}

impl TokenReader {
    /// Tokens that stand around a sequence.
    #[must_use]
    pub fn frame(&self) -> usize {
        if self.framed { 2 } else { 0 }
    }

    /// Writes the tokens of a sequence, as many as there is room for, and the token for nothing behind them; how many
    /// there are.
    pub fn fill(&self, sequence: &[u8], ids: &mut [i32]) -> usize {
        self.lay(&self.tokenizer.encode(sequence), ids)
    }

    /// The same for tokens that are made already.
    pub(crate) fn lay(&self, tokens: &[u32], ids: &mut [i32]) -> usize {
        let special = self.tokenizer.special();
        let inner = tokens.iter().take(ids.len().saturating_sub(self.frame()));
        let before = self.framed.then_some(&special.start);
        let behind = self.framed.then_some(&special.end);
        let mut count = 0;
        for (id, token) in ids.iter_mut().zip(before.into_iter().chain(inner).chain(behind)) {
            *id = *token as i32;
            count += 1;
        }
        ids[count..].fill(special.pad as i32);
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use neuron_sequence_features::tokenizers::CharacterTokenizer;

    #[test]
    fn sequences_are_framed_and_cut() {
        let mut reader = TokenReader { tokenizer: Arc::new(CharacterTokenizer), framed: true };
        let mut ids = [9; 6];
        assert_eq!(reader.fill(b"AC", &mut ids), 4);
        assert_eq!(ids, [2, 5, 6, 3, 0, 0]);
        assert_eq!(reader.fill(b"ACGTACGT", &mut ids), 6);
        assert_eq!(ids, [2, 5, 6, 7, 8, 3]);
        reader.framed = false;
        assert_eq!(reader.fill(b"ACG", &mut ids), 3);
        assert_eq!(ids, [5, 6, 7, 0, 0, 0]);
    }
}
