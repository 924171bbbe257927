//! What a search needs of times and gaps, and not of values: sums of times and waves. Series without
//! gaps, and series with the same gaps, share them.

use super::fit::SeasonModel;

/// Times and waves of a series' places.
pub(super) struct Basis {
    /// Times about their middle, as shares of the span: of like size, whatever the unit.
    pub(super) times: Vec<f64>,
    /// Of each place all waves, one behind another.
    waves: Vec<f64>,
    /// How many waves.
    pub(super) columns: usize,
}

impl Basis {
    /// Of ascending times, in the unit of the period.
    pub(super) fn new(times: &[f64], season: SeasonModel) -> Self {
        let (first, last) = match times {
            [first, .., last] => (*first, *last),
            _ => (0.0, 1.0),
        };
        let (middle, span) = (f64::midpoint(first, last), last - first);
        let waves = times.iter().flat_map(|time| season.waves(time - first)).collect();
        let times = times.iter().map(|time| (time - middle) / span).collect();
        Self { times, waves, columns: 2 * season.harmonics }
    }

    /// The waves at a place.
    pub(super) fn waves(&self, place: usize) -> &[f64] {
        &self.waves[place * self.columns..][..self.columns]
    }

    /// Values less the season of these weights.
    pub(super) fn without_season(&self, weights: &[f64], values: &[f64], rest: &mut Vec<f64>) {
        rest.clear();
        rest.extend(values.iter().enumerate().map(|(place, value)| {
            let waves = self.waves(place).iter().zip(weights);
            value - waves.map(|(wave, weight)| wave * weight).sum::<f64>()
        }));
    }
}

/// Sums over the values that are not missing, of all places before each place.
#[derive(Default)]
pub(super) struct Moments {
    known: Vec<bool>,
    /// Values.
    pub(super) count: Vec<f64>,
    /// Σ t.
    pub(super) time: Vec<f64>,
    /// Σ t².
    pub(super) square: Vec<f64>,
    /// Of each place: Σ s, Σ t s, and Σ s sᵀ row by row up to its diagonal.
    waves: Vec<f64>,
    columns: usize,
    stride: usize,
}

/// What a straight line through the places of a piece needs.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Values that are not missing.
    pub(super) count: f64,
    /// Mean of times.
    pub(super) time: f64,
    /// 1 by the squares of times about their mean; 0 where there is one time.
    pub(super) inverse: f64,
}

impl Moments {
    /// Takes the gaps of these values (NaN). The same gaps as before cost nothing.
    pub(super) fn set(&mut self, basis: &Basis, values: &[f64]) {
        let same = |(known, value): (&bool, &f64)| *known != value.is_nan();
        if self.known.len() == values.len() && self.known.iter().zip(values).all(same) {
            return;
        }
        self.known.clear();
        self.known.extend(values.iter().map(|value| !value.is_nan()));
        let width = basis.columns;
        self.columns = width;
        self.stride = 2 * width + width * (width + 1) / 2;
        for sums in [&mut self.count, &mut self.time, &mut self.square] {
            sums.clear();
            sums.push(0.0);
        }
        self.waves.clear();
        self.waves.resize(self.stride * (values.len() + 1), 0.0);
        let mut running = [0.0; 3];
        for (place, &known) in self.known.iter().enumerate() {
            let (before, after) = self.waves.split_at_mut(self.stride * (place + 1));
            let before = &before[self.stride * place..];
            let after = &mut after[..self.stride];
            after.copy_from_slice(before);
            if known {
                let (t, waves) = (basis.times[place], basis.waves(place));
                running = [running[0] + 1.0, running[1] + t, running[2] + t * t];
                let (sums, products) = after.split_at_mut(2 * width);
                let mut products = products.iter_mut();
                for (i, wave) in waves.iter().enumerate() {
                    sums[i] += wave;
                    sums[width + i] += t * wave;
                    for (other, product) in waves[..=i].iter().zip(&mut products) {
                        *product += wave * other;
                    }
                }
            }
            self.count.push(running[0]);
            self.time.push(running[1]);
            self.square.push(running[2]);
        }
    }

    /// Values that are not missing.
    pub(super) fn values(&self) -> usize {
        self.known.iter().filter(|known| **known).count()
    }

    /// The piece of the places `start..end`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let of = |sums: &[f64]| sums[end] - sums[start];
        let count = of(&self.count);
        let time = if count > 0.0 { of(&self.time) / count } else { 0.0 };
        let squares = of(&self.square) - time * of(&self.time);
        let inverse = if squares > 0.0 { 1.0 / squares } else { 0.0 };
        Span { start, end, count, time, inverse }
    }

    /// Over a piece, Σ of a wave and Σ (t - mean) of it.
    pub(super) fn wave(&self, span: Span, wave: usize) -> [f64; 2] {
        let of = |column: usize| {
            self.waves[self.stride * span.end + column]
                - self.waves[self.stride * span.start + column]
        };
        let sum = of(wave);
        [sum, of(self.columns + wave) - span.time * sum]
    }

    /// Over a piece, Σ of the product of two waves, `b` at most `a`.
    pub(super) fn product(&self, span: Span, a: usize, b: usize) -> f64 {
        let column = 2 * self.columns + a * (a + 1) / 2 + b;
        self.waves[self.stride * span.end + column] - self.waves[self.stride * span.start + column]
    }
}
