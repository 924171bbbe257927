use super::log_product::LogProduct;
use statrs::function::erf::{erfc, erfc_inv};
use std::f64::consts::{PI, SQRT_2};

const LN_2_PI: f64 = 1.837_877_066_409_345_5;

pub(super) fn quantile(probability: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * probability)
}

pub(super) fn cdf(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// `-φ(q) / probability` at the quantile `q`.
pub(super) fn tail_mean(probability: f64) -> f64 {
    let bound = quantile(probability);
    -(-0.5 * bound * bound).exp() / ((2.0 * PI).sqrt() * probability)
}

pub(super) fn log_likelihood(e: &[f64], v: &[f64]) -> f64 {
    let mut logs = LogProduct::new();
    let mut squares = 0.0;
    for (e, v) in e.iter().zip(v) {
        squares += e * e / v;
        logs.push(*v);
    }
    -0.5 * (e.len() as f64 * LN_2_PI + logs.sum() + squares)
}

pub(super) fn gradient(e: &[f64], v: &[f64], by_e: &mut [f64], by_v: &mut [f64]) -> f64 {
    let mut logs = LogProduct::new();
    let mut squares = 0.0;
    for (((e, v), by_e), by_v) in e.iter().zip(v).zip(by_e).zip(by_v) {
        let precision = 1.0 / v;
        let scaled = e * precision;
        *by_e = -scaled;
        *by_v = 0.5 * (scaled * scaled - precision);
        squares += e * scaled;
        logs.push(*v);
    }
    -0.5 * (e.len() as f64 * LN_2_PI + logs.sum() + squares)
}
