//! From bases to what a network is fed.

mod config;
mod learnt;
mod reader;
mod vocabulary;

pub use config::{TokenKind, TokensConfig};
pub(crate) use learnt::Learnt;
pub use reader::TokenReader;
pub use vocabulary::Vocabulary;
