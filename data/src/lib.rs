//! Datasets: manifests, verified fetching, safe unpacking, sampling, loading.
//!
//! From an address to a batch:
//!
//! | module | what |
//! |-|-|
//! | [`manifest`] | what a dataset is, where it comes from, by which hash it is known |
//! | [`catalogue`] | manifests that are part of a program, by name |
//! | [`fetch`] | files into a cache, nothing unverified |
//! | [`http`] | parts of files and short replies; with `fetch`, the only code that opens a socket |
//! | [`unpack`] | archives that may be hostile, whole or not at all |
//! | [`formats`] | readers: IDX, folders of images, and (feature `parquet`) images of the hub |
//! | [`examples`] | what a model is fed: fixed-size records by number |
//! | [`sampling`] | which numbers make a batch, by address and without state |
//! | [`loading`] | batches ahead of the step, on other threads |
//!
//! The crate hands over bytes and numbers. It knows no tensor and no model.
#![forbid(unsafe_code)]

pub mod catalogue;
pub mod examples;
pub mod fetch;
pub mod formats;
pub mod http;
pub mod loading;
pub mod manifest;
pub mod sampling;
pub mod unpack;
