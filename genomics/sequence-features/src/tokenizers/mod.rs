//! Sequences as numbers of tokens, and which tokens a model has to guess.
//!
//! | tokeniser | tokens |
//! |-|-|
//! | [`KmerTokenizer`] | overlapping words (DNABERT), or words one after the other (Nucleotide Transformer) |
//! | [`BytePairTokenizer`] | frequent pieces, learnt (DNABERT-2) |
//! | [`WordListTokenizer`] | overlapping words, numbered as a file says (checkpoints of DNABERT) |
//! | [`CharacterTokenizer`] | single letters (HyenaDNA, Caduceus) |
//!
//! All begin with the same [`SpecialTokens`], unless a file says otherwise. [`mask_spans`] chooses tokens to guess.

mod bpe;
mod character;
mod kmer;
mod masking;
mod special;
mod tokenizer;
mod word_list;

pub use bpe::{BytePairTokenizer, TrainOptions};
pub use character::CharacterTokenizer;
pub use kmer::KmerTokenizer;
pub use masking::{MaskOptions, Masked, mask_spans};
pub use special::SpecialTokens;
pub use tokenizer::Tokenizer;
pub use word_list::WordListTokenizer;
