//! Weights of DNABERT and its kin, as Hugging Face's `transformers` writes them: a folder with `config.json`, the tokens
//! (`vocab.txt`, or `tokenizer.json` of byte pairs) and `model.safetensors`.
//!
//! | checkpoint | tokens | encoder |
//! |-|-|-|
//! | DNABERT (Ji et al., 2021) | overlapping words of k bases | BERT |
//! | DNABERT-2 (Zhou et al., 2024) | byte pairs | BERT with ALiBi, one weight for queries, keys and values, gated feed-forward parts |
//!
//! Pickles (`pytorch_model.bin`) are refused: reading one may run whatever it says.

mod error;
mod names;
mod open;
mod settings;
mod tensor;
mod weights;

pub use error::CheckpointError;
pub use open::Checkpoint;
