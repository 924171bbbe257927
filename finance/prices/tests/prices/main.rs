//! Panels, files, sources and warnings, against values computed by pandas, real public-domain prices, and a
//! server on this machine that answers as badly as the real ones do.
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod alignment;
mod arbitrary_bytes;
mod bars;
mod client;
mod csv;
mod datasets;
mod fred;
mod panel;
mod parquet;
mod portfolio_file;
mod stooq;
mod synthetic;
mod warnings;
mod yahoo;
mod yahoo_shapes;
