//! Datasets: manifests, verified fetching, safe unpacking, sampling, loading.
#![forbid(unsafe_code)]

pub mod examples;
pub mod loading;
pub mod sampling;
