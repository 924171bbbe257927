//! The task `pretraining`: a Vision Transformer learns from images without labels, by giving back what
//! is masked.
//!
//! | item | what |
//! |-|-|
//! | [`MaskConfig`], [`Masks`] | which patches are hidden, drawn by the address of the image |
//! | [`MaskedImages`] | images with their masks, as a model is fed them |
//! | [`MaskedImageModel`] | MAE and SimMIM: encoder, decoder, loss |
//! | [`embed`] | what an encoder makes of images |
//! | [`probes`] | how much of the classes is in that: nearest neighbours, a linear classifier |
//!
//! The encoder is [`VitConfig`](crate::models::VitConfig), whose weights a classifier begins with:
//! `train --task land_use --model vit --set pretrained=RUN/model.safetensors`.

mod about;
mod config;
mod data;
mod embedding;
mod info;
mod judge;
mod mae;
mod masked_images;
mod masks;
mod measurement;
mod model;
pub mod patches;
mod predict;
pub mod probes;
mod recipes;
mod reconstruction;
mod sections;
mod simmim;
mod task;

pub use config::{DecoderConfig, Method, PretrainingConfig, ProbeConfig};
pub use data::PretrainingData;
pub use embedding::{Embedder, embed, untrained};
pub use info::EncoderInfo;
pub use judge::ReconstructionJudge;
pub use mae::take;
pub use masked_images::MaskedImages;
pub use masks::{MaskConfig, MaskError, Masks};
pub use model::MaskedImageModel;
pub use recipes::recipe;
pub use reconstruction::{Reconstruction, reconstruct};
pub use task::Pretraining;
