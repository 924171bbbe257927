//! Datasets: manifests, verified fetching, safe unpacking, sampling, loading.
#![forbid(unsafe_code)]

pub mod examples;
pub mod fetch;
pub mod formats;
pub mod loading;
pub mod manifest;
pub mod sampling;
pub mod unpack;
