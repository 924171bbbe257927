use super::parameters::Parameters;
use super::{EtsError, EtsModel, EtsSeason};

/// What the recursion left behind at each observation, for the way back.
#[derive(Debug, Default)]
pub(super) struct Trace {
    /// Level and damped slope together: the forecast without its season.
    base: Vec<f64>,
    /// The slope before damping.
    slope: Vec<f64>,
    /// The seasonal effect that was used.
    effect: Vec<f64>,
    /// The forecast.
    pub(super) forecast: Vec<f64>,
    /// The seasonal effects, each at its place in the season.
    pub(super) seasonal: Vec<f64>,
    pub(super) end_level: f64,
    pub(super) end_slope: f64,
}

const NO_SEASON: u8 = 0;
const ADDED: u8 = 1;
const MULTIPLIED: u8 = 2;

/// Twice the negative log-likelihood without its constants: `n ln(sum of squared errors)`, and for
/// a multiplicative error twice the sum of the logarithms of the forecasts. Infinite where a
/// multiplicative model's forecast is not above zero.
pub(super) fn deviance(
    series: &[f64],
    model: EtsModel,
    parameters: &Parameters,
    trace: &mut Trace,
) -> f64 {
    trace.seasonal.clone_from(&parameters.seasonal);
    for column in [&mut trace.base, &mut trace.slope, &mut trace.effect, &mut trace.forecast] {
        column.resize(series.len(), 0.0);
    }
    let relative = model.error == EtsError::Multiplicative;
    match (model.season, relative) {
        (EtsSeason::None, false) => forward::<NO_SEASON, false>(series, parameters, trace),
        (EtsSeason::None, true) => forward::<NO_SEASON, true>(series, parameters, trace),
        (EtsSeason::Additive, false) => forward::<ADDED, false>(series, parameters, trace),
        (EtsSeason::Additive, true) => forward::<ADDED, true>(series, parameters, trace),
        (EtsSeason::Multiplicative, _) => forward::<MULTIPLIED, true>(series, parameters, trace),
    }
}

/// The same, with its gradient by every parameter and first state: the recursion run backwards.
pub(super) fn deviance_and_gradient(
    series: &[f64],
    model: EtsModel,
    parameters: &Parameters,
    trace: &mut Trace,
    gradient: &mut Parameters,
) -> f64 {
    let value = deviance(series, model, parameters, trace);
    if value.is_finite() {
        let relative = model.error == EtsError::Multiplicative;
        let back = match (model.season, relative) {
            (EtsSeason::None, false) => backward::<NO_SEASON, false>,
            (EtsSeason::None, true) => backward::<NO_SEASON, true>,
            (EtsSeason::Additive, false) => backward::<ADDED, false>,
            (EtsSeason::Additive, true) => backward::<ADDED, true>,
            (EtsSeason::Multiplicative, _) => backward::<MULTIPLIED, true>,
        };
        back(series, parameters, trace, gradient);
    }
    value
}

fn forward<const SEASON: u8, const RELATIVE: bool>(
    series: &[f64],
    parameters: &Parameters,
    trace: &mut Trace,
) -> f64 {
    let Parameters { alpha, beta, gamma, phi, .. } = *parameters;
    let (mut level, mut slope) = (parameters.level, parameters.slope);
    let (mut squares, mut logs, mut product) = (0.0, 0.0, 1.0);
    let mut place = 0;
    for (at, &value) in series.iter().enumerate() {
        let base = level + phi * slope;
        let effect = if SEASON == NO_SEASON { 0.0 } else { trace.seasonal[place] };
        let forecast = if SEASON == MULTIPLIED { base * effect } else { base + effect };
        let error = value - forecast;
        if RELATIVE {
            if forecast <= 0.0 || (SEASON == MULTIPLIED && effect <= 0.0) {
                return f64::INFINITY;
            }
            squares += (error / forecast).powi(2);
            // One logarithm for many forecasts: the series is scaled to a mean of 1.
            product *= forecast;
            if !(1e-100..1e100).contains(&product) || at % 16 == 15 {
                logs += product.ln();
                product = 1.0;
            }
        } else {
            squares += error * error;
        }
        trace.base[at] = base;
        trace.slope[at] = slope;
        trace.effect[at] = effect;
        trace.forecast[at] = forecast;
        let (for_base, for_effect) =
            if SEASON == MULTIPLIED { (error / effect, error / base) } else { (error, error) };
        level = base + alpha * for_base;
        slope = phi * slope + beta * for_base;
        if SEASON != NO_SEASON {
            trace.seasonal[place] = effect + gamma * for_effect;
            place += 1;
            if place == trace.seasonal.len() {
                place = 0;
            }
        }
    }
    trace.end_level = level;
    trace.end_slope = slope;
    let n = series.len() as f64;
    // A perfect fit would be worth infinitely much; rounding is the limit.
    n * squares.max(n * 1e-30).ln() + if RELATIVE { 2.0 * (logs + product.ln()) } else { 0.0 }
}

fn backward<const SEASON: u8, const RELATIVE: bool>(
    series: &[f64],
    parameters: &Parameters,
    trace: &Trace,
    gradient: &mut Parameters,
) {
    let Parameters { alpha, beta, gamma, phi, .. } = *parameters;
    let n = series.len();
    let season = parameters.seasonal.len();
    gradient.seasonal.clear();
    gradient.seasonal.resize(season, 0.0);
    let squares: f64 = series
        .iter()
        .zip(&trace.forecast)
        .map(|(y, f)| if RELATIVE { ((y - f) / f).powi(2) } else { (y - f).powi(2) })
        .sum::<f64>()
        .max(n as f64 * 1e-30);
    let scale = 2.0 * n as f64 / squares;
    let (mut to_level, mut to_slope) = (0.0, 0.0);
    let (mut to_alpha, mut to_beta, mut to_gamma, mut to_phi) = (0.0, 0.0, 0.0, 0.0);
    let mut place = if season == 0 { 0 } else { n % season };
    for at in (0..n).rev() {
        let (base, slope, effect) = (trace.base[at], trace.slope[at], trace.effect[at]);
        let forecast = trace.forecast[at];
        let error = series[at] - forecast;
        // How the deviance itself answers to this forecast.
        let direct = if RELATIVE {
            let relative = error / forecast;
            (2.0 - scale * relative * (1.0 + relative)) / forecast
        } else {
            -scale * error
        };
        if SEASON != NO_SEASON {
            place = if place == 0 { season - 1 } else { place - 1 };
        }
        let to_effect = if SEASON == NO_SEASON { 0.0 } else { gradient.seasonal[place] };
        let to_base;
        if SEASON == MULTIPLIED {
            let share = alpha * to_level + beta * to_slope;
            let by_effect = 1.0 / effect;
            let by_base = 1.0 / base;
            let through = direct - share * by_effect - gamma * to_effect * by_base;
            to_base = to_level + through * effect - gamma * to_effect * error * by_base * by_base;
            gradient.seasonal[place] =
                to_effect + through * base - share * error * by_effect * by_effect;
            to_alpha += to_level * error * by_effect;
            to_beta += to_slope * error * by_effect;
            to_gamma += to_effect * error * by_base;
        } else {
            let through = direct - alpha * to_level - beta * to_slope - gamma * to_effect;
            to_base = to_level + through;
            if SEASON == ADDED {
                gradient.seasonal[place] = to_effect + through;
            }
            to_alpha += to_level * error;
            to_beta += to_slope * error;
            to_gamma += to_effect * error;
        }
        to_level = to_base;
        to_phi += slope * (to_base + to_slope);
        to_slope = phi * (to_base + to_slope);
    }
    gradient.alpha = to_alpha;
    gradient.beta = to_beta;
    gradient.gamma = to_gamma;
    gradient.phi = to_phi;
    gradient.level = to_level;
    gradient.slope = to_slope;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Central differences in f64 against the recursion run backwards, for all 15 models.
    #[test]
    fn the_gradient_is_that_of_finite_differences() {
        let series: Vec<f64> = (0..25)
            .map(|t| 1.0 + 0.02 * t as f64 + 0.2 * (t as f64 * 1.7).sin() + 0.1 * (t % 3) as f64)
            .collect();
        for model in EtsModel::stable() {
            let seasonal = match model.season {
                EtsSeason::None => vec![],
                EtsSeason::Additive => vec![-0.1, 0.02, 0.08],
                EtsSeason::Multiplicative => vec![0.9, 1.02, 1.08],
            };
            let at = Parameters {
                alpha: 0.3,
                beta: 0.1,
                gamma: 0.2,
                phi: 0.9,
                level: 1.1,
                slope: 0.03,
                seasonal,
            };
            let mut trace = Trace::default();
            let mut gradient = Parameters::default();
            deviance_and_gradient(&series, model, &at, &mut trace, &mut gradient);
            let mut check = |what: &str, found: f64, set: &dyn Fn(&mut Parameters, f64)| {
                let mut moved = [at.clone(), at.clone()];
                set(&mut moved[0], 1e-6);
                set(&mut moved[1], -1e-6);
                let [up, down] = moved.map(|p| deviance(&series, model, &p, &mut trace));
                let expected = (up - down) / 2e-6;
                assert!(
                    (found - expected).abs() < 1e-5 * (1.0 + expected.abs()),
                    "{model} {what}: {found} against {expected}"
                );
            };
            check("alpha", gradient.alpha, &|p, d| p.alpha += d);
            check("beta", gradient.beta, &|p, d| p.beta += d);
            check("phi", gradient.phi, &|p, d| p.phi += d);
            check("level", gradient.level, &|p, d| p.level += d);
            check("slope", gradient.slope, &|p, d| p.slope += d);
            for place in 0..at.seasonal.len() {
                check("season", gradient.seasonal[place], &|p, d| p.seasonal[place] += d);
            }
            if model.season != EtsSeason::None {
                check("gamma", gradient.gamma, &|p, d| p.gamma += d);
            }
        }
    }
}
