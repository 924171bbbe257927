use super::polynomial::{error_weights, step_down};

/// What the Kalman filter leaves behind.
#[derive(Debug, Default)]
pub(super) struct Filter {
    /// Forecasts of the state after the last observation; the first is the next value.
    pub(super) state: Vec<f64>,
    /// One-step errors, `[observations]`.
    pub(super) innovations: Vec<f64>,
    /// Sum of squared one-step errors, each over its relative variance.
    pub(super) squares: f64,
    /// Sum of logarithms of the relative variances.
    pub(super) logs: f64,
}

/// Exact likelihood of a stationary ARMA process, by the Kalman filter in the form of Chandrasekhar:
/// the state's covariance changes by a matrix of rank 1 each step, so a step costs one pass over
/// the state (Morf, Sidhu, Kailath, *Some new algorithms for recursive estimation in constant,
/// linear, discrete-time systems*, 1974; Pearlman, *An algorithm for the exact likelihood of a
/// high-order autoregressive-moving average process*, 1980).
///
/// `None` where the autoregression is not stationary.
pub(super) fn filter(series: &[f64], ar: &[f64], ma: &[f64]) -> Option<Filter> {
    let r = ar.len().max(ma.len() + 1);
    let first = stationary_covariances(ar, ma, r)?;
    let coefficient = |at: usize| ar.get(at).copied().unwrap_or(0.0);
    // Everything one longer than the state, with a zero behind: then a shift needs no case.
    let phi: Vec<f64> = (0..r).map(coefficient).collect();
    let mut variance = first[0];
    let mut gain: Vec<f64> =
        (0..r).map(|at| phi[at] * first[0] + first.get(at + 1).copied().unwrap_or(0.0)).collect();
    let mut change = gain.clone();
    change.push(0.0);
    let mut size = -1.0 / variance;
    let mut state = vec![0.0; r + 1];
    let mut done = Filter { innovations: Vec::with_capacity(series.len()), ..Filter::default() };
    let mut settled = false;
    for value in series {
        let error = value - state[0];
        done.innovations.push(error);
        done.squares += error * error / variance;
        done.logs += variance.ln();
        let (head, scaled) = (state[0], error / variance);
        for at in 0..r {
            state[at] = state[at + 1] + phi[at] * head + gain[at] * scaled;
        }
        if settled {
            continue;
        }
        let lead = change[0];
        let step = size * lead;
        let next_variance = variance + step * lead;
        let mut largest = 0.0_f64;
        for at in 0..r {
            let moved = change[at + 1] + phi[at] * lead;
            gain[at] += moved * step;
            let next = moved - gain[at] / next_variance * lead;
            change[at] = next;
            largest = largest.max(next.abs());
        }
        size += step * step / variance;
        variance = next_variance;
        if variance.is_nan() || variance <= 0.0 {
            return None;
        }
        settled = largest * largest * size.abs() < 1e-15 * variance;
    }
    state.truncate(r);
    done.state = state;
    Some(done)
}

/// Covariances of the state's parts with the present value, at an error variance of 1.
fn stationary_covariances(ar: &[f64], ma: &[f64], r: usize) -> Option<Vec<f64>> {
    let q = ma.len();
    let pure = autoregressive_covariances(ar, ar.len() + q + 1)?;
    let theta = |at: usize| if at == 0 { 1.0 } else { ma[at - 1] };
    // Autocovariances of the moving average alone, then of the two together.
    let products: Vec<f64> =
        (0..=q).map(|lag| (0..=q - lag).map(|at| theta(at) * theta(at + lag)).sum()).collect();
    let covariances: Vec<f64> = (0..=ar.len())
        .map(|k| {
            let both: f64 =
                (1..=q).map(|lag| products[lag] * (pure[k + lag] + pure[k.abs_diff(lag)])).sum();
            products[0] * pure[k] + both
        })
        .collect();
    let weights = error_weights(ar, ma, q + 1);
    let mut first = vec![covariances[0]];
    for i in 1..r {
        let by_values: f64 = (i..ar.len()).map(|k| ar[k] * covariances[k + 1 - i]).sum();
        let by_errors: f64 = (i..=q).map(|k| theta(k) * weights[k - i]).sum();
        first.push(by_values + by_errors);
    }
    Some(first)
}

/// Autocovariances of a stationary autoregression at lags 0 to `count - 1`, by the
/// Durbin–Levinson recursion run down and up again.
fn autoregressive_covariances(ar: &[f64], count: usize) -> Option<Vec<f64>> {
    let orders = step_down(ar)?;
    // Error variances of the predictors of order 0, 1, …, in units of the process's variance.
    let mut relative = vec![1.0];
    for order in orders.iter().rev().skip(1) {
        let partial = order[order.len() - 1];
        let last = relative[relative.len() - 1];
        relative.push(last * (1.0 - partial * partial));
    }
    let variance = 1.0 / relative[ar.len()];
    let mut covariances = vec![variance];
    for lag in 1..count {
        let order = lag.min(ar.len());
        let known: f64 = if lag <= ar.len() {
            let lower = &orders[ar.len() - (order - 1)];
            let partial = orders[ar.len() - order][order - 1];
            let through: f64 =
                lower.iter().enumerate().map(|(at, c)| c * covariances[lag - 1 - at]).sum();
            through + partial * relative[order - 1] * variance
        } else {
            ar.iter().enumerate().map(|(at, c)| c * covariances[lag - 1 - at]).sum()
        };
        covariances.push(known);
    }
    covariances.iter().all(|value| value.is_finite()).then_some(covariances)
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::{DMatrix, DVector};

    /// The textbook filter with full covariance matrices, started at the sum over 4,000 powers of
    /// the transition.
    fn dense(series: &[f64], ar: &[f64], ma: &[f64]) -> (Vec<f64>, f64, f64) {
        let r = ar.len().max(ma.len() + 1);
        let transition = DMatrix::from_fn(r, r, |i, j| {
            let phi = if j == 0 { ar.get(i).copied().unwrap_or(0.0) } else { 0.0 };
            phi + f64::from(u8::from(j == i + 1))
        });
        let noise =
            DVector::from_fn(
                r,
                |i, _| if i == 0 { 1.0 } else { ma.get(i - 1).copied().unwrap_or(0.0) },
            );
        let shock = &noise * noise.transpose();
        let mut covariance = shock.clone();
        for _ in 0..4_000 {
            covariance = &transition * &covariance * transition.transpose() + &shock;
        }
        let mut state = DVector::zeros(r);
        let (mut errors, mut squares, mut logs) = (Vec::new(), 0.0, 0.0);
        for value in series {
            let variance: f64 = covariance[(0, 0)];
            let error: f64 = value - state[0];
            errors.push(error);
            squares += error * error / variance;
            logs += variance.ln();
            let gain = covariance.column(0) / variance;
            state += &gain * error;
            let row = covariance.row(0).clone_owned();
            covariance -= &gain * row;
            state = &transition * state;
            covariance = &transition * &covariance * transition.transpose() + &shock;
        }
        (errors, squares, logs)
    }

    #[test]
    fn the_fast_filter_equals_the_dense_one() {
        let series: Vec<f64> =
            (0..60).map(|t| (t as f64 * 0.9).sin() + (t * t % 5) as f64 * 0.2).collect();
        let cases: [(&[f64], &[f64]); 7] = [
            (&[], &[]),
            (&[0.7], &[]),
            (&[], &[-0.9]),
            (&[1.2, -0.5], &[0.4]),
            (&[0.5], &[0.3, 0.2, -0.4]),
            (&[0.3, 0.0, 0.0, 0.6, -0.18], &[-0.4, 0.0, 0.0, -0.7, 0.28]),
            (&[0.2, -0.1, 0.3], &[0.9]),
        ];
        for (ar, ma) in cases {
            let fast = filter(&series, ar, ma).expect("stationary");
            let (errors, squares, logs) = dense(&series, ar, ma);
            assert!((fast.squares - squares).abs() < 1e-9 * squares, "{ar:?} {ma:?}");
            assert!((fast.logs - logs).abs() < 1e-9 * (1.0 + logs.abs()), "{ar:?} {ma:?}");
            for (a, b) in fast.innovations.iter().zip(&errors) {
                assert!((a - b).abs() < 1e-9, "{ar:?} {ma:?}: {a} against {b}");
            }
        }
    }

    #[test]
    fn a_random_walk_is_refused() {
        assert!(filter(&[1.0, 2.0], &[1.0], &[]).is_none());
    }
}
