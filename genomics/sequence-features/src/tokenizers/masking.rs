use super::Tokenizer;
use crate::FeaturesError;
use neuron_random::{Rng, Stream};
use serde::Serialize;

/// How tokens to guess are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MaskOptions {
    /// The share of tokens to guess.
    pub rate: f64,
    /// Tokens in a row that are masked together; see [`Tokenizer::mask_span`].
    pub span: usize,
    /// The share of spans that become `[MASK]`.
    pub masked: f64,
    /// The share of spans that become other tokens; what is left over stays as it is.
    pub random: f64,
}

impl MaskOptions {
    /// What suits a tokeniser: 15 % of tokens, 80 % of which are masked and 10 % exchanged (Devlin et al., *BERT*,
    /// 2019), in spans of k for overlapping words (DNABERT, 2021).
    #[must_use]
    pub fn of(tokenizer: &dyn Tokenizer) -> Self {
        Self { rate: 0.15, span: tokenizer.mask_span(), masked: 0.8, random: 0.1 }
    }
}

/// Tokens of which some have to be guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Masked {
    /// What the model sees.
    pub tokens: Vec<u32>,
    /// What it has to guess: the token that stood there, `None` where there is nothing to guess.
    pub targets: Vec<Option<u32>>,
}

/// Chooses tokens to guess, in spans, and hides them; special tokens are left alone.
///
/// A span is masked, exchanged or left as a whole, so that with spans of k or more over overlapping words of k bases
/// every hidden token holds at least one base that no visible token holds. Spans that touch or overlap share the fate
/// of the first of them. At least one token is chosen where there is one.
///
/// ```
/// use neuron_random::Stream;
/// use neuron_sequence_features::tokenizers::{KmerTokenizer, MaskOptions, Tokenizer, mask_spans};
/// let words = KmerTokenizer::overlapping(4)?;
/// let tokens = words.encode_with_special(b"ACGTTGCATTAGCCATTGACCATGA", 512);
/// let masked = mask_spans(&words, &tokens, MaskOptions::of(&words), Stream::new(1, "mask").sample(7))?;
/// let hidden = masked.targets.iter().filter(|target| target.is_some()).count();
/// assert!(hidden >= 4);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
///
/// # Errors
/// [`FeaturesError::Parameter`] where a share is not in 0 to 1, or the span is 0.
pub fn mask_spans(
    tokenizer: &dyn Tokenizer,
    tokens: &[u32],
    options: MaskOptions,
    stream: Stream,
) -> Result<Masked, FeaturesError> {
    for (name, share) in
        [("rate", options.rate), ("masked", options.masked), ("random", options.random)]
    {
        if !(0.0..=1.0).contains(&share) {
            return Err(FeaturesError::parameter(name, share, "a share, 0 to 1"));
        }
    }
    if options.masked + options.random > 1.0 + 1e-9 {
        let sum = options.masked + options.random;
        return Err(FeaturesError::parameter("masked + random", sum, "1 at most"));
    }
    if options.span == 0 {
        return Err(FeaturesError::parameter("span", 0, "1 or more tokens"));
    }
    let special = tokenizer.special();
    let reserved = special.numbers();
    // `[UNK]` hides bases that nobody knows: it is no target either.
    let free: Vec<usize> =
        (0..tokens.len()).filter(|&at| !reserved.contains(&tokens[at])).collect();
    let mut masked = Masked { tokens: tokens.to_vec(), targets: vec![None; tokens.len()] };
    // Where a token is free, the vocabulary has an ordinary one, so that the draw below ends.
    if free.is_empty() || options.rate == 0.0 {
        return Ok(masked);
    }
    let wanted = ((options.rate * free.len() as f64).round() as usize).clamp(1, free.len());
    let mut rng = stream.rng();
    let mut chosen = vec![false; tokens.len()];
    let mut count = 0;
    while count < wanted {
        // A span may begin before the first token, so that those at both ends are chosen as often as others.
        let reach = options.span - 1;
        let start = rng.random_range(0..tokens.len() + reach);
        for at in start.saturating_sub(reach)..(start + 1).min(tokens.len()) {
            if !chosen[at] && !reserved.contains(&tokens[at]) {
                chosen[at] = true;
                count += 1;
            }
        }
    }
    let mut fate = 0.0;
    for at in 0..tokens.len() {
        if !chosen[at] {
            continue;
        }
        if at == 0 || !chosen[at - 1] {
            fate = rng.random::<f64>();
        }
        masked.targets[at] = Some(tokens[at]);
        if fate < options.masked {
            masked.tokens[at] = special.mask;
        } else if fate < options.masked + options.random {
            masked.tokens[at] = loop {
                let token = rng.random_range(0..tokenizer.vocabulary_size() as u32);
                if !reserved.contains(&token) {
                    break token;
                }
            };
        }
    }
    Ok(masked)
}
