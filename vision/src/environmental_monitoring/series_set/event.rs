use super::cover::{Cover, normal};
use neuron_random::{ChaCha8Rng, Rng};

/// What happens at a place. Times are in years since the start.
pub(super) enum Event {
    /// Nothing.
    Stable,
    /// A slow change of the level, `by` in all, from a time on; below 0 is down.
    Gradual { from: f64, until: f64, by: f64 },
    /// A sudden loss that stays, but for a little regrowth.
    Loss { at: f64, by: f64, regrowth: f64, season: f64 },
    /// A sudden loss that grows back.
    Recovery { at: f64, by: f64, pace: f64 },
    /// A dry spell: down and up again within months.
    Stress { at: f64, by: f64, length: f64 },
    /// A field that is sown and harvested: of each crop when it is greenest, how long it grows, how green.
    Crop { soil: f64, crops: Vec<[f64; 3]> },
    /// Another season from a time on, the mean of a year as before.
    Season { at: f64, scale: f64, shift: f64 },
}

impl Event {
    /// Draws what makes a place of a class, as `CLASSES` counts them.
    pub(super) fn draw(class: usize, rng: &mut ChaCha8Rng, span: f64) -> Self {
        match class {
            0 => Self::Stable,
            1 | 2 => {
                let from = rng.random_range(0.0..0.45) * span;
                let until = (from + rng.random_range(0.4..1.0) * span).min(span);
                let by = rng.random_range(0.08..0.3);
                Self::Gradual { from, until, by: if class == 1 { -by } else { by } }
            }
            3 => Self::Loss {
                at: rng.random_range(0.2..0.85) * span,
                by: rng.random_range(0.1..0.32),
                regrowth: rng.random_range(0.0..0.25),
                season: rng.random_range(0.5..1.1),
            },
            4 => Self::Recovery {
                at: rng.random_range(0.15..0.6) * span,
                by: rng.random_range(0.12..0.35),
                pace: rng.random_range(0.6..1.4),
            },
            5 => Self::Stress {
                at: rng.random_range(0.15..0.85) * span,
                by: rng.random_range(0.12..0.32),
                length: rng.random_range(0.25..0.65),
            },
            6 => {
                let twice = rng.random_range(0.0..1.0) < 0.35;
                let first = rng.random_range(0.3..0.5);
                let length = if twice { 0.09 } else { rng.random_range(0.1..0.17) };
                let peak = rng.random_range(0.25..0.5);
                let mut crops = Vec::new();
                for year in 0..=span.ceil() as usize {
                    // Some years a field lies fallow.
                    if rng.random_range(0.0..1.0) < 0.12 {
                        continue;
                    }
                    for crop in 0..=usize::from(twice) {
                        let top = year as f64 + first + 0.35 * crop as f64 + normal(rng, 0.035);
                        crops.push([top, length, peak * (1.0 + normal(rng, 0.15)).max(0.4)]);
                    }
                }
                Self::Crop { soil: rng.random_range(0.2..0.42), crops }
            }
            _ => {
                let scaled = rng.random_range(0.0..1.0) < 0.5;
                let later = rng.random_range(0.12..0.3);
                let sign = if rng.random_range(0.0..1.0) < 0.5 { 1.0 } else { -1.0 };
                let scale = if sign > 0.0 { 2.3 } else { 0.3 };
                Self::Season {
                    at: rng.random_range(0.25..0.75) * span,
                    scale: if scaled { scale } else { 1.0 },
                    shift: if scaled { 0.0 } else { sign * later },
                }
            }
        }
    }

    /// How green the place is at a time.
    pub(super) fn signal(&self, cover: &Cover, time: f64) -> f64 {
        let plain = |scale: f64, shift: f64| {
            cover.level + cover.year(time) + cover.season(time, scale, shift)
        };
        match *self {
            Self::Stable => plain(1.0, 0.0),
            Self::Gradual { from, until, by } => {
                let share = ((time - from) / (until - from)).clamp(0.0, 1.0);
                plain(1.0, 0.0) + by * share
            }
            Self::Loss { at, by, regrowth, season } => {
                if time < at {
                    return plain(1.0, 0.0);
                }
                plain(season, 0.0) - by * (1.0 - regrowth * (1.0 - (at - time).exp()))
            }
            Self::Recovery { at, by, pace } => {
                let left = if time < at { 0.0 } else { ((at - time) / pace).exp() };
                plain(1.0 - 0.5 * left, 0.0) - by * left
            }
            Self::Stress { at, by, length } => {
                let within = (time - at) / length;
                let shape = if (0.0..1.0).contains(&within) {
                    (std::f64::consts::PI * within).sin()
                } else {
                    0.0
                };
                plain(1.0, 0.0) - by * shape
            }
            Self::Crop { soil, ref crops } => {
                let crop = |&[top, length, peak]: &[f64; 3]| {
                    peak * (-0.5 * ((time - top) / length).powi(2)).exp()
                };
                soil + 0.5 * cover.year(time) + crops.iter().map(crop).sum::<f64>()
            }
            Self::Season { at, scale, shift } => {
                if time < at {
                    plain(1.0, 0.0)
                } else {
                    plain(scale, shift)
                }
            }
        }
    }
}
