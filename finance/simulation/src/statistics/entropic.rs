//! Entropic value at risk of a sample.

use super::{Estimate, Sample};

impl Sample {
    /// The least of (ln E\[e^{tx}\] − ln(1 − level)) / t over t > 0: the tightest bound that Chernoff's
    /// inequality puts on value at risk, above expected shortfall (A. Ahmadi-Javid, *Entropic
    /// value-at-risk: a new coherent risk measure*, JOTA 155, 2012).
    pub(crate) fn entropic(&self, level: f64) -> Estimate {
        let greatest = self.sorted[self.len() - 1];
        let spread = greatest - self.sorted[0];
        if spread <= f64::EPSILON * greatest.abs() {
            return Estimate { value: greatest, standard_error: 0.0 };
        }
        let log_tail = libm::log(1.0 - level);
        // With K = ln E e^{tx}, the derivative's sign is that of t K′ − K + ln(1 − level), which
        // rises from below zero. Newton's steps, kept within a bracket.
        let (mut low, mut high) = (0.0, f64::INFINITY);
        let mut t = (-2.0 * log_tail).sqrt() / self.deviation().max(f64::MIN_POSITIVE);
        let most = 1e8 / spread;
        for _ in 0..100 {
            let moments = self.tilted(t, greatest);
            let slope = t * moments.mean - moments.log_mean + log_tail;
            if slope < 0.0 {
                low = t
            } else {
                high = t
            }
            let newton = t - slope / (t * moments.variance);
            let inside = newton > low && newton < high && newton.is_finite();
            let next = match (inside, high.is_finite()) {
                (true, _) => newton,
                (false, true) => 0.5 * (low + high),
                (false, false) => 2.0 * t,
            };
            // So much mass at the greatest loss that the infimum is not reached: it is that loss.
            if next > most {
                return Estimate { value: greatest, standard_error: 0.0 };
            }
            let settled = (next - t).abs() <= 1e-10 * t;
            t = next;
            if settled {
                break;
            }
        }
        let log_mean = self.tilted(t, greatest).log_mean;
        let value = (log_mean - log_tail) / t;
        // At the minimum t's own error does not count, so the influence is that of the mean.
        let influence = self.values.iter().map(|&x| libm::exp(t * x - log_mean) / t);
        Estimate { value, standard_error: self.grouping.standard_error(influence) }
    }

    fn deviation(&self) -> f64 {
        let mean = self.mean(|x| x);
        self.mean(|x| (x - mean) * (x - mean)).sqrt()
    }

    fn tilted(&self, t: f64, greatest: f64) -> Tilted {
        let (mut mass, mut first, mut second) = (0.0, 0.0, 0.0);
        for &x in &self.values {
            // Measured from the greatest, no exponential overflows.
            let from = x - greatest;
            let weight = libm::exp(t * from);
            mass += weight;
            first += weight * from;
            second += weight * from * from;
        }
        let mean = first / mass;
        Tilted {
            log_mean: t * greatest + libm::log(mass / self.len() as f64),
            mean: mean + greatest,
            variance: second / mass - mean * mean,
        }
    }
}

/// ln E\[e^{tx}\], and mean and variance under the density e^{tx} / E\[e^{tx}\].
struct Tilted {
    log_mean: f64,
    mean: f64,
    variance: f64,
}
