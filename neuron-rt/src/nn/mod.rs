//! Neural networks: layers, losses, optimisers and schedules. They record graphs and run nothing.
//!
//! | item | what |
//! |-|-|
//! | [`Scope`], [`Init`], [`Policy`] | where a model asks for its weights, what they begin as, in which type it computes |
//! | [`Linear`], [`Conv2d`], [`TransformerBlock`], [`Lstm`], … | layers |
//! | [`functional`] | functions without weights |
//! | [`losses`], [`Loss`] | one number a sample, and their mean |
//! | [`AdamW`], [`Sgd`], [`Lion`], [`Group`] | optimisers |
//! | [`Schedule`] | the learning rate over a run |
//! | [`training_step`], [`evaluation`] | whole graphs |

mod activation;
pub mod functional;
mod init;
mod layers;
pub mod losses;
mod optimisers;
mod parameter;
mod precision;
mod random;
mod registry;
mod schedule;
mod scope;
mod step;

pub use activation::Activation;
pub use init::{Init, fans};
pub use layers::*;
pub use losses::Loss;
pub use optimisers::{
    AdamW, Group, Lion, Optimiser, Sgd, Update, Updated, clip_factor, global_norm,
};
pub use parameter::{ParameterSpec, StateInit, StateSpec};
pub use precision::Policy;
pub use schedule::Schedule;
pub use scope::Scope;
pub use step::{
    Ema, Evaluation, Fields, Outputs, StepOptions, TrainingStep, evaluation, training_step,
};
