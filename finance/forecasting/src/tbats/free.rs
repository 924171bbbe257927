use super::model::{TbatsModel, TbatsParameters, TbatsTrend};
use crate::arima::stationary;

/// Units of the weights, so that an optimiser's steps of about 1 are sensible.
const LEVEL: f64 = 0.1;
const SLOPE: f64 = 0.01;
const SEASON: f64 = 0.01;

/// Range of the damping, as the paper's authors have it.
const LEAST_PHI: f64 = 0.8;

/// Numbers that an optimiser may move anywhere: power and damping by a squared sine, weights in units,
/// error terms by partial autocorrelations.
pub(super) fn to_free(model: &TbatsModel, from: &TbatsParameters) -> Vec<f64> {
    let angle = |share: f64| share.clamp(0.0, 1.0).sqrt().asin();
    let mut free = Vec::new();
    if model.box_cox {
        free.push(angle(from.lambda.unwrap_or(1.0)));
    }
    free.push(from.alpha / LEVEL);
    if model.trend != TbatsTrend::None {
        free.push(from.beta / SLOPE);
    }
    if model.trend == TbatsTrend::Damped {
        free.push(angle((from.phi - LEAST_PHI) / (1.0 - LEAST_PHI)));
    }
    for &(first, second) in &from.gamma {
        free.extend([first / SEASON, second / SEASON]);
    }
    let partial = |coefficients: &[f64]| {
        let found = crate::arima::partial_autocorrelations(coefficients);
        let inside = |value: f64| value.clamp(-0.99, 0.99).atanh();
        found.unwrap_or_else(|| vec![0.0; coefficients.len()]).into_iter().map(inside)
    };
    free.extend(partial(&from.ar));
    let negated: Vec<f64> = from.ma.iter().map(|c| -c).collect();
    free.extend(partial(&negated));
    free
}

/// The way back; seeds are left empty.
pub(super) fn from_free(model: &TbatsModel, free: &[f64]) -> TbatsParameters {
    let share = |angle: f64| angle.sin().powi(2);
    let mut numbers = free.iter().copied();
    let mut next = || numbers.next().unwrap_or_default();
    let lambda = model.box_cox.then(|| share(next()));
    let alpha = LEVEL * next();
    let beta = if model.trend == TbatsTrend::None { 0.0 } else { SLOPE * next() };
    let phi = match model.trend {
        TbatsTrend::Damped => LEAST_PHI + (1.0 - LEAST_PHI) * share(next()),
        _ => 1.0,
    };
    let gamma = model.seasons.iter().map(|_| (SEASON * next(), SEASON * next())).collect();
    let ar: Vec<f64> = (0..model.p).map(|_| next()).collect();
    let ma: Vec<f64> = (0..model.q).map(|_| next()).collect();
    TbatsParameters {
        lambda,
        alpha,
        beta,
        phi,
        gamma,
        ar: stationary(&ar),
        ma: stationary(&ma).into_iter().map(|c| -c).collect(),
        seeds: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::TbatsSeason;
    use super::*;

    #[test]
    fn there_and_back_is_where_it_was() {
        let model = TbatsModel {
            box_cox: true,
            trend: TbatsTrend::Damped,
            seasons: vec![TbatsSeason { period: 7.0, harmonics: 2 }],
            p: 2,
            q: 1,
        };
        let parameters = TbatsParameters {
            lambda: Some(0.3),
            alpha: 0.4,
            beta: -0.02,
            phi: 0.93,
            gamma: vec![(0.01, -0.002)],
            ar: vec![0.5, -0.3],
            ma: vec![0.4],
            seeds: vec![],
        };
        let free = to_free(&model, &parameters);
        assert_eq!(free.len() + model.seed_count(), model.parameter_count());
        let again = from_free(&model, &free);
        let numbers = |p: &TbatsParameters| {
            let mut all = vec![p.lambda.unwrap_or(1.0), p.alpha, p.beta, p.phi];
            all.extend(p.gamma.iter().flat_map(|g| [g.0, g.1]));
            all.extend(p.ar.iter().chain(&p.ma));
            all
        };
        for (a, b) in numbers(&parameters).iter().zip(numbers(&again)) {
            assert!((a - b).abs() < 1e-12, "{a} {b}");
        }
    }
}
