use super::model::{TbatsModel, TbatsParameters, TbatsTrend};

/// Level, slope and harmonics with their weights: how a state gives the next value, and how it moves on
/// (De Livera, Hyndman, Snyder 2011, section 2). What moves it is the disturbance, the value less
/// what the state said; that disturbances may be correlated is the business of [`super::filter`].
///
/// A state is the level, the slope if there is one, and for each season the first and then the second
/// parts of its harmonics.
#[derive(Debug, Clone)]
pub(super) struct Structure {
    alpha: f64,
    /// Weight and damping of the slope, where there is one.
    slope: Option<(f64, f64)>,
    seasons: Vec<Rotation>,
    length: usize,
}

/// The harmonics of one season turn by their angles.
#[derive(Debug, Clone)]
struct Rotation {
    cosines: Vec<f64>,
    sines: Vec<f64>,
    gamma: (f64, f64),
}

impl Structure {
    pub(super) fn new(model: &TbatsModel, parameters: &TbatsParameters) -> Self {
        let turn = |(season, &gamma): (&super::TbatsSeason, &(f64, f64))| {
            let angle = |harmonic: usize| std::f64::consts::TAU * harmonic as f64 / season.period;
            Rotation {
                cosines: (1..=season.harmonics).map(|j| angle(j).cos()).collect(),
                sines: (1..=season.harmonics).map(|j| angle(j).sin()).collect(),
                gamma,
            }
        };
        let slope = (model.trend != TbatsTrend::None).then_some((parameters.beta, parameters.phi));
        Self {
            alpha: parameters.alpha,
            slope,
            seasons: model.seasons.iter().zip(&parameters.gamma).map(turn).collect(),
            length: model.seed_count(),
        }
    }

    /// Numbers in a state.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    fn first_harmonic(&self) -> usize {
        1 + usize::from(self.slope.is_some())
    }

    /// The value that the state expects.
    pub(super) fn value(&self, state: &[f64]) -> f64 {
        let mut sum = state[0] + self.slope.map_or(0.0, |(_, phi)| phi * state[1]);
        let mut at = self.first_harmonic();
        for season in &self.seasons {
            let count = season.cosines.len();
            sum += state[at..at + count].iter().sum::<f64>();
            at += 2 * count;
        }
        sum
    }

    /// Moves the state on by one observation.
    pub(super) fn advance(&self, state: &mut [f64], disturbance: f64) {
        let mut step = self.alpha * disturbance;
        if let Some((beta, phi)) = self.slope {
            let passed = phi * state[1];
            step += passed;
            state[1] = passed + beta * disturbance;
        }
        state[0] += step;
        let mut at = self.first_harmonic();
        for season in &self.seasons {
            let count = season.cosines.len();
            let (first, second) = state[at..at + 2 * count].split_at_mut(count);
            let (push, turn) = (season.gamma.0 * disturbance, season.gamma.1 * disturbance);
            let angles = season.cosines.iter().zip(&season.sines);
            for ((a, b), (c, s)) in first.iter_mut().zip(second).zip(angles) {
                let (x, y) = (*a, *b);
                *a = c * x + s * y + push;
                *b = c * y - s * x + turn;
            }
            at += 2 * count;
        }
    }

    /// How much each number of the first state weighs in the first value.
    pub(super) fn observation(&self) -> Vec<f64> {
        let mut row = vec![0.0; self.length];
        row[0] = 1.0;
        if let Some((_, phi)) = self.slope {
            row[1] = phi;
        }
        let mut at = self.first_harmonic();
        for season in &self.seasons {
            let count = season.cosines.len();
            row[at..at + count].fill(1.0);
            at += 2 * count;
        }
        row
    }

    /// From the weights of the first state in one disturbance (turned in sign) to those in the next:
    /// a product with the closed loop's matrix from the right.
    pub(super) fn pull_back(&self, row: &mut [f64]) {
        let mut gain = self.alpha * row[0];
        let mut at = self.first_harmonic();
        if let Some((beta, _)) = self.slope {
            gain += beta * row[1];
        }
        for season in &self.seasons {
            let count = season.cosines.len();
            gain += season.gamma.0 * row[at..at + count].iter().sum::<f64>();
            gain += season.gamma.1 * row[at + count..at + 2 * count].iter().sum::<f64>();
            at += 2 * count;
        }
        if let Some((_, phi)) = self.slope {
            row[1] = phi * (row[0] + row[1]) - gain * phi;
        }
        row[0] -= gain;
        let mut at = self.first_harmonic();
        for season in &self.seasons {
            let count = season.cosines.len();
            let (first, second) = row[at..at + 2 * count].split_at_mut(count);
            let angles = season.cosines.iter().zip(&season.sines);
            for ((a, b), (c, s)) in first.iter_mut().zip(second).zip(angles) {
                let (x, y) = (*a, *b);
                *a = c * x - s * y - gain;
                *b = s * x + c * y;
            }
            at += 2 * count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::TbatsSeason;
    use super::*;

    /// The weights of the first state are what the recursion does to states with one number set.
    #[test]
    fn weights_of_the_first_state_are_those_of_the_recursion() {
        let model = TbatsModel {
            box_cox: false,
            trend: TbatsTrend::Damped,
            seasons: vec![
                TbatsSeason { period: 7.0, harmonics: 2 },
                TbatsSeason { period: 30.4375, harmonics: 1 },
            ],
            p: 0,
            q: 0,
        };
        let parameters = TbatsParameters {
            lambda: None,
            alpha: 0.2,
            beta: 0.05,
            phi: 0.9,
            gamma: vec![(0.03, -0.01), (0.02, 0.04)],
            ar: vec![],
            ma: vec![],
            seeds: vec![0.0; 8],
        };
        let structure = Structure::new(&model, &parameters);
        assert_eq!(structure.len(), 8);
        for number in 0..8 {
            let mut state = vec![0.0; 8];
            state[number] = 1.0;
            let mut row = structure.observation();
            for step in 0..20 {
                let expected = structure.value(&state);
                assert!((row[number] - expected).abs() < 1e-12, "{number} {step}");
                // A series of zeros: the disturbance is what the state said, turned.
                structure.advance(&mut state, -expected);
                structure.pull_back(&mut row);
            }
        }
    }
}
