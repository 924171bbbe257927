use super::{EtsModel, EtsSeason, EtsTrend};

/// Smoothing parameters and states before the first observation. What a model lacks is neutral:
/// `beta`, `gamma`, slope 0, `phi` 1, no seasonal effects.
#[derive(Debug, Clone, Default)]
pub(super) struct Parameters {
    pub(super) alpha: f64,
    pub(super) beta: f64,
    pub(super) gamma: f64,
    pub(super) phi: f64,
    pub(super) level: f64,
    pub(super) slope: f64,
    /// Effect of each place in the season, in order of time from the first observation.
    pub(super) seasonal: Vec<f64>,
}

/// Least and greatest value of alpha, and of beta/alpha and gamma/(1-alpha).
const UNIT: (f64, f64) = (1e-4, 0.9999);
/// Least and greatest damping.
const DAMPING: (f64, f64) = (0.8, 0.98);

/// Maps free numbers, which an optimiser may move anywhere, onto parameters within their usual
/// bounds: `0 < alpha < 1`, `beta < alpha`, `gamma < 1 - alpha`, `.8 < phi < .98`. States are
/// offsets from a start, in units of the error.
#[derive(Debug)]
pub(super) struct Transform {
    model: EtsModel,
    start: Parameters,
    /// Unit of level and slope, and of seasonal effects.
    unit: f64,
    seasonal_unit: f64,
}

impl Transform {
    pub(super) fn new(model: EtsModel, start: Parameters, unit: f64) -> Self {
        let multiplies = model.season == EtsSeason::Multiplicative;
        let seasonal_unit = if multiplies { unit / start.level.abs().max(1e-3) } else { unit };
        Self { model, start, unit, seasonal_unit }
    }

    /// The free numbers of the start.
    pub(super) fn free_start(&self) -> Vec<f64> {
        let start = &self.start;
        let mut free = vec![inverse(start.alpha, UNIT)];
        if self.model.trend != EtsTrend::None {
            free.push(inverse(start.beta / start.alpha, UNIT));
        }
        if self.model.season != EtsSeason::None {
            free.push(inverse(start.gamma / (1.0 - start.alpha), UNIT));
        }
        if self.model.trend == EtsTrend::Damped {
            free.push(inverse(start.phi, DAMPING));
        }
        let slopes = usize::from(self.model.trend != EtsTrend::None);
        let effects = start.seasonal.len().saturating_sub(1);
        free.resize(free.len() + 1 + slopes + effects, 0.0);
        free
    }

    /// Parameters at a free point.
    pub(super) fn parameters(&self, free: &[f64], into: &mut Parameters) {
        let mut next = free.iter().copied();
        let mut take = || next.next().unwrap_or(0.0);
        into.alpha = bounded(take(), UNIT);
        into.beta = if self.model.trend == EtsTrend::None {
            0.0
        } else {
            into.alpha * bounded(take(), UNIT)
        };
        into.gamma = if self.model.season == EtsSeason::None {
            0.0
        } else {
            (1.0 - into.alpha) * bounded(take(), UNIT)
        };
        into.phi =
            if self.model.trend == EtsTrend::Damped { bounded(take(), DAMPING) } else { 1.0 };
        into.level = self.start.level + self.unit * take();
        into.slope = if self.model.trend == EtsTrend::None {
            0.0
        } else {
            self.start.slope + self.unit * take()
        };
        into.seasonal.clone_from(&self.start.seasonal);
        if let Some((last, others)) = into.seasonal.split_last_mut() {
            // The last effect keeps the sum of all at the start's.
            for effect in others {
                let change = self.seasonal_unit * take();
                *effect += change;
                *last -= change;
            }
        }
    }

    /// `-weight ln(1 - beta/alpha)`, added to the gradient by free numbers; 0 without a trend.
    pub(super) fn penalty(&self, free: &[f64], weight: f64, gradient: &mut [f64]) -> f64 {
        if self.model.trend == EtsTrend::None || weight == 0.0 {
            return 0.0;
        }
        // The bounds on beta/alpha are so near 0 and 1 that its sigmoid stands for it.
        let share = sigmoid(free[1]);
        gradient[1] += weight * share;
        -weight * (1.0 - share).max(f64::MIN_POSITIVE).ln()
    }

    /// Turns a gradient by parameters into one by free numbers.
    pub(super) fn chain(&self, free: &[f64], at: &Parameters, by: &Parameters, out: &mut [f64]) {
        let mut place = 0;
        let mut put = |value: f64| {
            out[place] = value;
            place += 1;
        };
        let mut used = 1;
        let has_trend = self.model.trend != EtsTrend::None;
        let has_season = self.model.season != EtsSeason::None;
        // Beta and gamma move with alpha.
        let by_alpha = by.alpha + if has_trend { by.beta * at.beta / at.alpha } else { 0.0 }
            - if has_season { by.gamma * at.gamma / (1.0 - at.alpha) } else { 0.0 };
        put(by_alpha * slope(free[0], UNIT));
        if has_trend {
            put(by.beta * at.alpha * slope(free[used], UNIT));
            used += 1;
        }
        if has_season {
            put(by.gamma * (1.0 - at.alpha) * slope(free[used], UNIT));
            used += 1;
        }
        if self.model.trend == EtsTrend::Damped {
            put(by.phi * slope(free[used], DAMPING));
        }
        put(by.level * self.unit);
        if has_trend {
            put(by.slope * self.unit);
        }
        if let Some((last, others)) = by.seasonal.split_last() {
            for effect in others {
                put((effect - last) * self.seasonal_unit);
            }
        }
    }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn bounded(x: f64, (least, greatest): (f64, f64)) -> f64 {
    least + (greatest - least) * sigmoid(x)
}

fn slope(x: f64, (least, greatest): (f64, f64)) -> f64 {
    let s = sigmoid(x);
    (greatest - least) * s * (1.0 - s)
}

fn inverse(value: f64, (least, greatest): (f64, f64)) -> f64 {
    let share = ((value - least) / (greatest - least)).clamp(1e-4, 1.0 - 1e-4);
    (share / (1.0 - share)).ln()
}
