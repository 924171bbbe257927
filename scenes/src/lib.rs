//! Satellite scenes: found in a catalogue, read where they lie, without their clouds.
//!
//! | module | what |
//! |-|-|
//! | [`stac`] | search of a STAC API: which scenes show a place in some days with few clouds |
//! | [`remote`] | bytes of a file on a server, of which only the parts are brought that are read |
//! | [`clip`] | a place cut out of a scene into a GeoTIFF of this machine |
//! | [`quality`] | masks of clouds, shadows, snow and water of Sentinel-2 and Landsat |
//!
//! Sockets are opened by [`neuron_data::http`] alone, and only where a [`Client`](neuron_data::http::Client)
//! is given. What servers say is taken as hostile: replies have limits, and names of files are made
//! harmless.
#![forbid(unsafe_code)]

pub mod clip;
mod error;
pub mod quality;
pub mod remote;
pub mod stac;

pub use error::ScenesError;
