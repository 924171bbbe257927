//! Price files in parquet: the same tables as in [`csv`](crate::csv), in columns with types.
//!
//! Days are of the type date or timestamp, or text; prices are numbers of any type. Rows are counted as in
//! a file of text, the names of the columns being the first.

mod cell;
mod table;

pub(crate) use table::{MAGIC, text};
