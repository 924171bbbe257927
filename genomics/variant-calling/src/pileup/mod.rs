//! Reads column by column.

mod columns;
mod tables;

pub(crate) use columns::{Agreeing, Columns, Mismatch};
pub(crate) use tables::Tables;
