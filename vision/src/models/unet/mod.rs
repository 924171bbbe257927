//! A network that says something of each pixel (Ronneberger, Fischer & Brox, *U-Net*, 2015).

mod decoder;
mod encoder;
mod network;
mod norm;

pub(crate) use decoder::decode;
pub(crate) use encoder::encode;
pub use network::UNet;
pub use norm::Norm;
