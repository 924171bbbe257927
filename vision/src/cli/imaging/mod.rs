//! Medical images. All that is said carries the notice that it is for research only.

mod about;
mod agreement;
mod scan;
mod slices;

pub(super) use agreement::agreement;
pub(super) use scan::scan;
pub(super) use slices::slices;
