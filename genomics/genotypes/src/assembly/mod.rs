//! From sites, parsed in parallel, to one matrix in the file's order.

mod order;
mod relayout;
mod site_block;
mod whole;

pub(crate) use order::order_warnings;
pub(crate) use site_block::SiteBlock;
pub(crate) use whole::Assembly;
