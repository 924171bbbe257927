//! Estimates of covariance.
//!
//! [`estimate`] runs any of them by [`Method`] and annualises, names and inspects the result.

mod denoising;
mod estimate;
mod exponential;
mod factor;
mod gerber;
mod method;
mod parameters;
mod sample;
mod semicovariance;
mod shrinkage;

pub use denoising::{MarchenkoPasturFit, marchenko_pastur_fit};
pub use estimate::{Estimate, estimate};
pub use exponential::exponential_weights;
pub use factor::{FactorModel, observed_factors, statistical_factors};
pub use gerber::GerberStatistic;
pub use method::{METHODS, Method, NoiseVariance};
pub use parameters::Parameters;
pub(crate) use sample::products;
