//! The program as people run it.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod call;
mod call_network;
mod embed;
mod evaluate;
mod expression;
mod genotypes;
mod metagenomics;
mod place;
mod population;
mod region;
mod reports;
mod simulate_reads;
