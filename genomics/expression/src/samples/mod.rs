//! What is known of each sample.

mod table;

pub use table::SampleTable;
