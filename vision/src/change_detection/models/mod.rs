//! Networks that learn change, each pixel's strength as a logit.
//!
//! They are recorded as graphs; what trains them is the same as for any other model of
//! [`neuron_rt::nn`], with [`dice`](neuron_rt::nn::losses::dice) or
//! [`focal_with_logits`](neuron_rt::nn::losses::focal_with_logits) where few pixels changed.

mod change_model;
mod change_net;
mod change_transformer;

pub use change_model::{ChangeInput, ChangeModel};
pub use change_net::{ChangeNet, Fusion};
pub use change_transformer::ChangeTransformer;
