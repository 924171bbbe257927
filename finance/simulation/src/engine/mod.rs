//! Walks paths, sixteen at a time, and keeps of each what the statistics need.

mod chunk;
mod copula;
mod factor_model;
mod filter;
mod kernel;
mod octaves;
mod plan;
mod resample;
mod root;
mod scratch;
mod table;

pub(crate) use plan::Plan;
