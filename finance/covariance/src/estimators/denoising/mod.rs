//! Random-matrix denoising: eigenvalues that noise explains carry no information of their own.

mod constant_residual;
mod marchenko_pastur;

pub(super) use constant_residual::denoised;
pub(super) use marchenko_pastur::{GREATEST_VARIANCE, upper_edge};
pub use marchenko_pastur::{MarchenkoPasturFit, marchenko_pastur_fit};
