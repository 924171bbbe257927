//! Special functions and distributions, as far as the model needs them.

mod distributions;
mod gamma;

pub(crate) use distributions::{chi_squared_upper, f_quantile, normal_two_sided, trigamma};
pub(crate) use gamma::{digamma_rise, ln_factorial, ln_rise};
