use neuron_random::distributions::{Distribution, Normal};
use neuron_random::{ChaCha8Rng, Rng};
use std::f64::consts::TAU;

/// Draws from a normal distribution.
pub(super) fn normal(rng: &mut ChaCha8Rng, deviation: f64) -> f64 {
    // A deviation that is a finite number has a distribution.
    Normal::new(0.0, deviation).map_or(0.0, |normal| normal.sample(rng))
}

/// What grows at a place as long as nothing happens: level, season, years that differ, weather that lasts.
///
/// Nothing of it depends on the class.
pub(super) struct Cover {
    pub(super) level: f64,
    pub(super) amplitude: f64,
    /// Share of the second wave.
    second: f64,
    /// When in the year it is greenest.
    pub(super) top: f64,
    /// Of each year: how strong its season is, how late, and how green it is on the whole.
    years: Vec<[f64; 3]>,
}

impl Cover {
    pub(super) fn draw(rng: &mut ChaCha8Rng, years: usize) -> Self {
        let level = rng.random_range(0.38..0.72);
        let amplitude = rng.random_range(0.03..0.22f64).min(0.85 - level);
        let second = rng.random_range(-0.35..0.35);
        let top = rng.random_range(0.4..0.65);
        let between = rng.random_range(0.008..0.035);
        let one = |rng: &mut ChaCha8Rng| {
            [(1.0 + normal(rng, 0.18)).max(0.3), normal(rng, 0.025), normal(rng, between)]
        };
        let years = (0..=years + 1).map(|_| one(rng)).collect();
        Self { level, amplitude, second, top, years }
    }

    /// The season at a time since the start in years, about 0, with `scale` times its strength and `shift`
    /// years late.
    pub(super) fn season(&self, time: f64, scale: f64, shift: f64) -> f64 {
        let [strong, late, _] = self.years[(time.max(0.0) as usize).min(self.years.len() - 1)];
        let turn = TAU * (time - self.top - late - shift);
        scale * strong * self.amplitude * (turn.cos() + self.second * (2.0 * turn).cos())
    }

    /// How green the year is on the whole, from the middle of one to that of the next.
    pub(super) fn year(&self, time: f64) -> f64 {
        let place = (time + 0.5).max(0.0);
        let (at, share) = (place as usize, place.fract());
        let of = |at: usize| self.years[at.min(self.years.len() - 1)][2];
        of(at) * (1.0 - share) + of(at + 1) * share
    }
}
