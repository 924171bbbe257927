use super::order::ArimaOrder;

/// Coefficients of an ARMA model. An autoregressive polynomial is `1 - ar1 B - …`, a
/// moving-average one `1 + ma1 B + …`.
#[derive(Debug, Clone, Default)]
pub(super) struct Coefficients {
    pub(super) ar: Vec<f64>,
    pub(super) ma: Vec<f64>,
    pub(super) seasonal_ar: Vec<f64>,
    pub(super) seasonal_ma: Vec<f64>,
    /// Mean of the differenced series.
    pub(super) mean: f64,
}

impl Coefficients {
    /// From numbers that an optimiser may move anywhere: their hyperbolic tangents are partial
    /// autocorrelations, so that the model is stationary and invertible (Monahan, *A note on
    /// enforcing stationarity in autoregressive-moving average models*, 1984). The mean comes last,
    /// in `unit`s from `centre`.
    pub(super) fn of(free: &[f64], order: ArimaOrder, centre: f64, unit: f64) -> Self {
        let (ar, rest) = free.split_at(order.p);
        let (ma, rest) = rest.split_at(order.q);
        let (seasonal_ar, rest) = rest.split_at(order.seasonal_p);
        let (seasonal_ma, rest) = rest.split_at(order.seasonal_q);
        let negated = |free: &[f64]| stationary(free).into_iter().map(|c| -c).collect();
        Self {
            ar: stationary(ar),
            ma: negated(ma),
            seasonal_ar: stationary(seasonal_ar),
            seasonal_ma: negated(seasonal_ma),
            mean: rest.first().map_or(0.0, |free| centre + unit * free),
        }
    }

    /// Autoregressive coefficients with the season multiplied in, `[p + P m]`.
    pub(super) fn full_ar(&self, season: usize) -> Vec<f64> {
        expand(&self.ar, &self.seasonal_ar, season, -1.0)
    }

    /// Moving-average coefficients with the season multiplied in, `[q + Q m]`.
    pub(super) fn full_ma(&self, season: usize) -> Vec<f64> {
        expand(&self.ma, &self.seasonal_ma, season, 1.0)
    }

    /// Whether every root of every polynomial lies further than 1.01 from zero: else a unit root is
    /// left over or cancels, and the model is one of another order.
    pub(super) fn is_clear_of_unit_roots(&self, season: usize) -> bool {
        const RADIUS: f64 = 1.01;
        let clear = |coefficients: &[f64], sign: f64, power: usize| {
            let scaled: Vec<f64> = coefficients
                .iter()
                .enumerate()
                .map(|(at, c)| sign * c * RADIUS.powi((power * (at + 1)) as i32))
                .collect();
            partial_autocorrelations(&scaled).is_some()
        };
        clear(&self.ar, 1.0, 1)
            && clear(&self.ma, -1.0, 1)
            && clear(&self.seasonal_ar, 1.0, season)
            && clear(&self.seasonal_ma, -1.0, season)
    }
}

/// Coefficients of a stationary autoregression by the Durbin–Levinson recursion.
pub(crate) fn stationary(free: &[f64]) -> Vec<f64> {
    let mut coefficients: Vec<f64> = Vec::with_capacity(free.len());
    for value in free {
        let partial = value.tanh();
        let earlier = coefficients.clone();
        for (c, mirrored) in coefficients.iter_mut().zip(earlier.iter().rev()) {
            *c -= partial * mirrored;
        }
        coefficients.push(partial);
    }
    coefficients
}

/// One order of an autoregression after another, from the highest down: its coefficients, the last
/// of which is the partial autocorrelation. `None` where the autoregression is not stationary.
pub(super) fn step_down(coefficients: &[f64]) -> Option<Vec<Vec<f64>>> {
    let mut orders = vec![coefficients.to_vec()];
    while let Some(current) = orders.last()
        && let Some((&partial, lower)) = current.split_last()
    {
        let rest = 1.0 - partial * partial;
        if rest.is_nan() || rest <= 0.0 {
            return None;
        }
        let next =
            lower.iter().zip(lower.iter().rev()).map(|(c, m)| (c + partial * m) / rest).collect();
        orders.push(next);
    }
    Some(orders)
}

/// Partial autocorrelations of an autoregression, or `None` where it is not stationary.
pub(crate) fn partial_autocorrelations(coefficients: &[f64]) -> Option<Vec<f64>> {
    let orders = step_down(coefficients)?;
    Some(orders.iter().rev().filter_map(|order| order.last().copied()).collect())
}

/// Product of two polynomials, lowest power first.
pub(super) fn multiply(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            product[i + j] += x * y;
        }
    }
    product
}

fn expand(plain: &[f64], seasonal: &[f64], season: usize, sign: f64) -> Vec<f64> {
    if seasonal.is_empty() {
        return plain.to_vec();
    }
    let mut first = vec![1.0];
    first.extend(plain.iter().map(|c| sign * c));
    let mut second = vec![0.0; seasonal.len() * season + 1];
    second[0] = 1.0;
    for (at, c) in seasonal.iter().enumerate() {
        second[(at + 1) * season] = sign * c;
    }
    multiply(&first, &second)[1..].iter().map(|c| sign * c).collect()
}

/// Weights of past errors in the present value, from lag 0: `count` of them.
pub(super) fn error_weights(ar: &[f64], ma: &[f64], count: usize) -> Vec<f64> {
    let mut weights: Vec<f64> = Vec::with_capacity(count);
    for at in 0..count {
        let own = match at {
            0 => 1.0,
            _ => ma.get(at - 1).copied().unwrap_or(0.0),
        };
        let passed: f64 =
            ar.iter().take(at).enumerate().map(|(lag, c)| c * weights[at - 1 - lag]).sum();
        weights.push(own + passed);
    }
    weights
}
