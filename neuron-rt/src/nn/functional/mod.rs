//! Functions without parameters, recorded as composites: a device may run a fused kernel for the
//! name, any other runs the body.
//!
//! Reductions, softmax and normalisation are computed in f32 where the arguments are bf16 or f16
//! (in f64 where they are f64), and the result is rounded once.

mod attention;
mod batch_norm;
mod cross_entropy;
mod elementwise;
mod gelu;
mod gru;
mod heads;
mod layer_norm;
mod log_softmax;
mod lstm;
mod self_attention;
mod silu;
mod softmax;
mod softplus;
mod weighted_attention;

pub use attention::attention;
pub use batch_norm::{BatchNormed, batch_norm};
pub use cross_entropy::cross_entropy;
pub use gelu::{gelu, gelu_tanh};
pub use gru::gru;
pub(crate) use gru::gru_cell;
pub use heads::AttentionOptions;
pub use layer_norm::layer_norm;
pub use log_softmax::log_softmax;
pub use lstm::lstm;
pub(crate) use lstm::{lstm_cell, product};
pub use self_attention::self_attention;
pub use silu::silu;
pub use softmax::softmax;
pub use softplus::softplus;
pub use weighted_attention::weighted_attention;

use crate::graph::{GraphError, Result, Tensor};

/// The results of a composite that has `N`.
fn results<const N: usize>(name: &str, results: Vec<Tensor>) -> Result<[Tensor; N]> {
    <[Tensor; N]>::try_from(results).map_err(|found| GraphError::Composite {
        name: name.to_owned(),
        what: format!("made {} results instead of {N}", found.len()),
    })
}
