use super::Vocabulary;
use neuron_sequence_features::FeaturesError;
use neuron_sequence_features::tokenizers::{CharacterTokenizer, KmerTokenizer, Tokenizer};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Kinds of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenKind {
    /// A token a base.
    #[default]
    Character,
    /// Overlapping words of k bases (Ji et al., *DNABERT*, 2021).
    Kmer,
    /// Words of k bases one after the other (Dalla-Torre et al., *The Nucleotide Transformer*, 2023).
    Words,
    /// Frequent pieces, learnt from the training sequences alone (Zhou et al., *DNABERT-2*, 2024).
    Bpe,
    /// Those of the checkpoint that `pretrained` names.
    Checkpoint,
}

/// Which tokens: a table of settings, or, in short, `"characters"`, `"kmer:6"`, `"words:6"` or `"bpe:1024"`.
///
/// ```
/// use neuron_sequence_models::tokens::{TokenKind, TokensConfig};
/// let tokens: TokensConfig = "kmer:4".parse()?;
/// assert_eq!((tokens.kind, tokens.k), (TokenKind::Kmer, 4));
/// let tokens: TokensConfig = "bpe:512".parse()?;
/// assert_eq!((tokens.kind, tokens.vocabulary), (TokenKind::Bpe, 512));
/// assert!("kmers".parse::<TokensConfig>().unwrap_err().contains("`kmer:6`"));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TokensConfig {
    /// Their kind.
    pub kind: TokenKind,
    /// Bases of a word of `kmer` and `words`, 1 to 8.
    pub k: usize,
    /// Tokens that `bpe` learns, special ones and letters included.
    pub vocabulary: usize,
}

impl Default for TokensConfig {
    fn default() -> Self {
        Self { kind: TokenKind::Character, k: 6, vocabulary: 1024 }
    }
}

impl TokensConfig {
    /// What makes them; `vocabulary` is what was learnt or read from a checkpoint, where the kind has one.
    ///
    /// # Errors
    /// Where `k` is out of range, or the kind needs a vocabulary that is not there.
    pub fn tokenizer(
        &self,
        vocabulary: Option<&Vocabulary>,
    ) -> Result<Arc<dyn Tokenizer>, FeaturesError> {
        match (self.kind, vocabulary) {
            (TokenKind::Character, _) => Ok(Arc::new(CharacterTokenizer)),
            (TokenKind::Kmer, _) => Ok(Arc::new(KmerTokenizer::overlapping(self.k)?)),
            (TokenKind::Words, _) => Ok(Arc::new(KmerTokenizer::non_overlapping(self.k)?)),
            (TokenKind::Bpe | TokenKind::Checkpoint, Some(vocabulary)) => vocabulary.tokenizer(),
            (TokenKind::Bpe | TokenKind::Checkpoint, None) => Err(FeaturesError::Tokenizer {
                what: "there is none; pieces are learnt by training, or come with the checkpoint \
                       that `pretrained` names"
                    .to_owned(),
            }),
        }
    }

    /// Most tokens that so many bases can become.
    ///
    /// ```
    /// use neuron_sequence_models::tokens::{TokenKind, TokensConfig};
    /// let of = |kind| TokensConfig { kind, ..TokensConfig::default() }.most(60);
    /// assert_eq!([TokenKind::Character, TokenKind::Kmer, TokenKind::Words].map(of), [60, 55, 60]);
    /// ```
    #[must_use]
    pub fn most(&self, bases: usize) -> usize {
        match self.kind {
            TokenKind::Kmer => (bases + 1).saturating_sub(self.k),
            // Words with a letter that is no base fall into letters.
            _ => bases,
        }
    }
}

impl FromStr for TokensConfig {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = "expected `characters`, `kmer:6`, `words:6`, `bpe:1024`, or a table";
        let (name, number) = match text.split_once(':') {
            Some((name, number)) => {
                let number = number.parse::<usize>();
                (name, Some(number.map_err(|_| format!("tokens `{text}`, {expected}"))?))
            }
            None => (text, None),
        };
        let kind = match name {
            "character" | "characters" if number.is_none() => TokenKind::Character,
            "kmer" => TokenKind::Kmer,
            "words" => TokenKind::Words,
            "bpe" => TokenKind::Bpe,
            "checkpoint" if number.is_none() => TokenKind::Checkpoint,
            _ => return Err(format!("tokens `{text}`, {expected}")),
        };
        let mut tokens = Self { kind, ..Self::default() };
        match (kind, number) {
            (TokenKind::Bpe, Some(number)) => tokens.vocabulary = number,
            (_, Some(number)) => tokens.k = number,
            (_, None) => {}
        }
        Ok(tokens)
    }
}

/// The settings one by one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Table {
    kind: TokenKind,
    k: usize,
    vocabulary: usize,
}

impl Default for Table {
    fn default() -> Self {
        let TokensConfig { kind, k, vocabulary } = TokensConfig::default();
        Self { kind, k, vocabulary }
    }
}

impl<'de> Deserialize<'de> for TokensConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = TokensConfig;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`characters`, `kmer:6`, `words:6`, `bpe:1024`, or a table")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<TokensConfig, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TokensConfig, A::Error> {
                let Table { kind, k, vocabulary } =
                    Table::deserialize(MapAccessDeserializer::new(map))?;
                Ok(TokensConfig { kind, k, vocabulary })
            }
        }
        deserializer.deserialize_any(Either)
    }
}
