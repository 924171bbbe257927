use super::{Egarch, MEAN_SIZE, first, sign, slope};
use crate::recursion::sensitivities::{Filtered, Given, Places, Tangents};

impl Tangents for Egarch<'_> {
    fn lags(&self) -> [usize; 3] {
        [self.alpha.len(), self.gamma.len(), self.beta.len()]
    }

    // It takes no exponential: the logarithms of the variances were filtered before.
    #[inline(always)]
    fn follow<const M: usize>(
        &self,
        given: Given<'_>,
        Filtered { v, log_v, z, .. }: Filtered<'_>,
        mut visit: impl FnMut(usize, &[f64; M]),
    ) {
        let Places { omega, lags, there } = Places::new(self.lags(), given.columns.len());
        let (alpha, gamma, beta) = (first(self.alpha), first(self.gamma), first(self.beta));
        // The derivative of the log variance before the bounds.
        let mut raw = [0.0; M];
        raw[omega] = 1.0;
        raw[lags[2]] += there[2] * given.backcast.ln();
        for t in 0..v.len() {
            let bound = slope(v[t], given.bounds.lower[t], given.bounds.upper[t]);
            let tangent = raw.map(|raw| bound * raw);
            visit(t, &tangent);
            // What a unit of today's log variance and of today's residual do to tomorrow.
            let shock = alpha * sign(z[t]) + gamma;
            let carried = beta - 0.5 * shock * z[t];
            raw = tangent.map(|tangent| carried * tangent);
            if shock != 0.0 {
                let by_residual = shock / v[t].sqrt();
                for (raw, column) in raw.iter_mut().zip(given.columns) {
                    *raw -= by_residual * column[t];
                }
            }
            raw[omega] += 1.0;
            raw[lags[0]] += there[0] * (z[t].abs() - MEAN_SIZE);
            raw[lags[1]] += there[1] * z[t];
            raw[lags[2]] += there[2] * log_v[t];
        }
    }
}
