//! Vision Transformers: their settings, and the network in the parts that a classifier, a masked
//! autoencoder and an embedding of images have in common.

mod config;
mod network;

pub use config::{Gelu, Pool, Positions, VitConfig};
