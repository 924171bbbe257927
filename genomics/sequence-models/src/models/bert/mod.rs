//! The encoder of BERT as it was published, so that weights of others fit.

mod alibi;
mod config;
mod layer;

pub use alibi::alibi_slopes;
pub use config::{BertActivation, BertConfig};
