use super::{Garch, bounded_slope, first};
use crate::recursion::sensitivities::{Filtered, Given, Places, Tangents};

impl Tangents for Garch<'_> {
    fn lags(&self) -> [usize; 3] {
        [self.alpha.len(), self.gamma.len(), self.beta.len()]
    }

    #[inline(always)]
    fn follow<const M: usize>(
        &self,
        given: Given<'_>,
        Filtered { e, v, .. }: Filtered<'_>,
        mut visit: impl FnMut(usize, &[f64; M]),
    ) {
        let Places { omega, lags, there } = Places::new(self.lags(), given.columns.len());
        let (alpha, gamma, beta) = (first(self.alpha), first(self.gamma), first(self.beta));
        // The derivative of the variance before the bounds.
        let mut raw = [0.0; M];
        raw[omega] = 1.0;
        raw[lags[0]] += there[0] * given.backcast;
        raw[lags[1]] += there[1] * 0.5 * given.backcast;
        raw[lags[2]] += there[2] * given.backcast;
        let days = e.iter().zip(v).zip(given.bounds.lower.iter().zip(&given.bounds.upper));
        for (t, ((&e, &v), (&lower, &upper))) in days.enumerate() {
            let bound = bounded_slope(v, lower, upper);
            let precision = bound / v;
            visit(t, &raw.map(|raw| precision * raw));
            let carried = beta * bound;
            raw = raw.map(|raw| carried * raw);
            let (square, negative) = (e * e, e < 0.0);
            let by_residual = 2.0 * e * if negative { alpha + gamma } else { alpha };
            for (raw, column) in raw.iter_mut().zip(given.columns) {
                *raw -= by_residual * column[t];
            }
            raw[omega] += 1.0;
            raw[lags[0]] += there[0] * square;
            raw[lags[1]] += there[1] * if negative { square } else { 0.0 };
            raw[lags[2]] += there[2] * v;
        }
    }
}
