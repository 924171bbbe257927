//! Hansen's skewed t: two halves of a t law, of widths `1 - lambda` and `1 + lambda`, moved and
//! scaled to mean 0 and variance 1.
use super::log_product::LogProduct;
use super::student_t::{
    log_constant, log_constant_slope, ordinary_cdf, ordinary_partial_mean, ordinary_partial_square,
    ordinary_quantile,
};

/// The constants a and b of the density, `c` in logarithm.
struct Constants {
    a: f64,
    b: f64,
    log_c: f64,
}

impl Constants {
    fn new(eta: f64, lambda: f64) -> Self {
        let log_c = log_constant(eta);
        let a = 4.0 * lambda * log_c.exp() * (eta - 2.0) / (eta - 1.0);
        Self { a, b: (1.0 + 3.0 * lambda * lambda - a * a).sqrt(), log_c }
    }

    /// Where the two halves meet.
    fn joint(&self) -> f64 {
        -self.a / self.b
    }
}

/// Width of a half in units of the t law that is not scaled.
fn width(eta: f64, side: f64, b: f64) -> f64 {
    side * (1.0 - 2.0 / eta).sqrt() / b
}

pub(super) fn cdf(z: f64, eta: f64, lambda: f64) -> f64 {
    let k = Constants::new(eta, lambda);
    let (left, right) = (1.0 - lambda, 1.0 + lambda);
    let distance = z - k.joint();
    if distance < 0.0 {
        left * ordinary_cdf(distance / width(eta, left, k.b), eta)
    } else {
        1.0 - right * ordinary_cdf(-distance / width(eta, right, k.b), eta)
    }
}

pub(super) fn quantile(probability: f64, eta: f64, lambda: f64) -> f64 {
    let k = Constants::new(eta, lambda);
    let (left, right) = (1.0 - lambda, 1.0 + lambda);
    if probability < 0.5 * left {
        k.joint() + width(eta, left, k.b) * ordinary_quantile(probability / left, eta)
    } else {
        k.joint() - width(eta, right, k.b) * ordinary_quantile((1.0 - probability) / right, eta)
    }
}

pub(super) fn tail_mean(probability: f64, eta: f64, lambda: f64) -> f64 {
    let k = Constants::new(eta, lambda);
    let (left, right) = (1.0 - lambda, 1.0 + lambda);
    if probability < 0.5 * left {
        let bound = ordinary_quantile(probability / left, eta);
        let partial = left * width(eta, left, k.b) * ordinary_partial_mean(bound, eta);
        partial / probability + k.joint()
    } else {
        // The mean is 0, so what is below is what is above with the other sign.
        let above = 1.0 - probability;
        let bound = ordinary_quantile(above / right, eta);
        let partial = -right * width(eta, right, k.b) * ordinary_partial_mean(bound, eta);
        -(partial + k.joint() * above) / probability
    }
}

/// Turns the size of a draw of the t law and a uniform draw into a draw of the skewed law.
pub(super) fn two_piece(size: f64, side: f64, eta: f64, lambda: f64) -> f64 {
    let k = Constants::new(eta, lambda);
    if side < 0.5 * (1.0 - lambda) {
        k.joint() - width(eta, 1.0 - lambda, k.b) * size
    } else {
        k.joint() + width(eta, 1.0 + lambda, k.b) * size
    }
}

/// `E[z² 1(z < 0)]`: each half of the law is a piece of a t law, moved to the joint and widened.
pub(super) fn lower_second_moment(eta: f64, lambda: f64) -> f64 {
    let k = Constants::new(eta, lambda);
    let joint = k.joint();
    // The integral of (joint + wide × t)² over t below a bound, under the t law.
    let piece = |wide: f64, bound: f64| {
        joint * joint * ordinary_cdf(bound, eta)
            + 2.0 * joint * wide * ordinary_partial_mean(bound, eta)
            + wide * wide * ordinary_partial_square(bound, eta)
    };
    let (left, right) = (1.0 - lambda, 1.0 + lambda);
    let wide = width(eta, left, k.b);
    let below = left * piece(wide, (-joint).min(0.0) / wide);
    let wide = width(eta, right, k.b);
    let above = if joint < 0.0 { piece(wide, -joint / wide) - piece(wide, 0.0) } else { 0.0 };
    below + right * above
}

/// The logarithm of the density of one residual.
pub(super) struct LogDensity {
    constants: Constants,
    eta: f64,
    lambda: f64,
}

impl LogDensity {
    pub(super) fn new(eta: f64, lambda: f64) -> Self {
        Self { constants: Constants::new(eta, lambda), eta, lambda }
    }

    pub(super) fn at(&self, e: f64, v: f64) -> f64 {
        let (k, z) = (&self.constants, e / v.sqrt());
        let side = if z < k.joint() { 1.0 - self.lambda } else { 1.0 + self.lambda };
        let reach = (k.b * z + k.a) / side;
        let tail = (reach * reach / (self.eta - 2.0)).ln_1p();
        k.b.ln() + k.log_c - 0.5 * (v.ln() + (self.eta + 1.0) * tail)
    }
}

pub(super) fn log_likelihood(e: &[f64], v: &[f64], eta: f64, lambda: f64) -> f64 {
    let k = Constants::new(eta, lambda);
    let (mut variances, mut tails) = (LogProduct::new(), LogProduct::new());
    let (joint, spread) = (k.joint(), 1.0 / (eta - 2.0));
    for (e, v) in e.iter().zip(v) {
        let z = e / v.sqrt();
        let side = if z < joint { 1.0 - lambda } else { 1.0 + lambda };
        let reach = (k.b * z + k.a) / side;
        tails.push(1.0 + reach * reach * spread);
        variances.push(*v);
    }
    e.len() as f64 * (k.b.ln() + k.log_c) - 0.5 * (variances.sum() + (eta + 1.0) * tails.sum())
}

pub(super) fn gradient(
    e: &[f64],
    v: &[f64],
    eta: f64,
    lambda: f64,
    by_e: &mut [f64],
    by_v: &mut [f64],
    by_shape: &mut [f64],
) -> f64 {
    let k = Constants::new(eta, lambda);
    let slope = log_constant_slope(eta);
    let c = k.log_c.exp();
    let ratio = (eta - 2.0) / (eta - 1.0);
    let a_by_eta = 4.0 * lambda * c * (slope * ratio + (eta - 1.0).powi(-2));
    let a_by_lambda = 4.0 * c * ratio;
    let b_by_eta = -k.a * a_by_eta / k.b;
    let b_by_lambda = (3.0 * lambda - k.a * a_by_lambda) / k.b;
    let (joint, spread) = (k.joint(), 1.0 / (eta - 2.0));
    let weight = 0.5 * (eta + 1.0);
    let (mut variances, mut tails) = (LogProduct::new(), LogProduct::new());
    let (mut sum_eta, mut sum_lambda) = (0.0, 0.0);
    // What side a residual is on cannot be foretold, so it picks a number and no branch.
    let narrowing = [1.0 / (1.0 - lambda), 1.0 / (1.0 + lambda)];
    for (((e, v), by_e), by_v) in e.iter().zip(v).zip(by_e).zip(by_v) {
        let precision = 1.0 / v.sqrt();
        let z = e * precision;
        let is_right = usize::from(z >= joint);
        let (sign, narrow) = ([-1.0, 1.0][is_right], narrowing[is_right]);
        let reach = (k.b * z + k.a) * narrow;
        let scaled = reach * spread;
        let tail = 1.0 + reach * scaled;
        let by_reach = -2.0 * weight * scaled / tail;
        let by_z = by_reach * k.b * narrow;
        *by_e = by_z * precision;
        *by_v = -0.5 * (1.0 + by_z * z) * precision * precision;
        sum_eta += by_reach * (-0.5 * reach * spread + (b_by_eta * z + a_by_eta) * narrow);
        sum_lambda += by_reach * narrow * ((b_by_lambda * z + a_by_lambda) - sign * reach);
        tails.push(tail);
        variances.push(*v);
    }
    let (count, tails) = (e.len() as f64, tails.sum());
    by_shape[0] = count * (b_by_eta / k.b + slope) - 0.5 * tails + sum_eta;
    by_shape[1] = count * b_by_lambda / k.b + sum_lambda;
    count * (k.b.ln() + k.log_c) - 0.5 * variances.sum() - weight * tails
}

#[cfg(test)]
mod tests {
    #[test]
    fn lower_second_moment_equals_arch() {
        // arch 8.0.0: SkewStudent().partial_moment(2, 0.0, [7, -0.25]), and of the mirrored law the
        // rest of the variance 1.
        let expected = 0.582_772_229_875_356_7;
        assert!((super::lower_second_moment(7.0, -0.25) - expected).abs() < 1e-10);
        assert!((super::lower_second_moment(7.0, 0.25) - (1.0 - expected)).abs() < 1e-10);
        assert!((super::lower_second_moment(2.5, 0.0) - 0.5).abs() < 1e-10);
    }
}
