//! What is required and no more, with the older names of the counts.

mod execution;
mod older_counts;
mod runtime;
