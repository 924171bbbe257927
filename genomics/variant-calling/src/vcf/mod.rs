//! Calls as VCF 4.3 and gVCF.

mod file;
mod header;
mod line;

pub use file::VcfFile;
pub use header::header;
pub use line::line;
