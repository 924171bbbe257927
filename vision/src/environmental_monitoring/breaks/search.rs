//! The search for breaks in one series after another.

use super::super::MonitoringError;
use super::super::error::check_series;
use super::fit::{Fit, SeasonModel, check_season, fit};
use super::moments::{Basis, Moments};
use super::partition::Partition;
use super::solve::{Candidate, Solver};

/// How to look for breaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakOptions {
    /// The season.
    pub season: SeasonModel,
    /// Fewest values of a piece; a year, where none is given.
    pub least: Option<usize>,
    /// Most breaks.
    pub most: usize,
}

impl BreakOptions {
    /// Three waves a year, pieces of at least a year, at most five breaks.
    #[must_use]
    pub const fn new(period: f64) -> Self {
        Self { season: SeasonModel { period, harmonics: 3 }, least: None, most: 5 }
    }
}

/// Turns of pieces and season, after which breaks that still wander are taken as they are.
const TURNS: usize = 20;

/// Finds where the trend of a series breaks. NaN are gaps.
///
/// # Errors
/// [`MonitoringError::TooShort`], [`MonitoringError::Infinite`], and [`MonitoringError::Setting`] for
/// a season or a least length that cannot be.
pub fn find_breaks(values: &[f64], options: &BreakOptions) -> Result<Fit, MonitoringError> {
    check_series(values)?;
    check_season(values, options.season)?;
    let least = options.least.unwrap_or(options.season.period.ceil() as usize);
    check_least(least)?;
    let places: Vec<f64> = (0..values.len()).map(|at| at as f64).collect();
    let mut search = Search::new(&places, options.season, least, options.most);
    let found = search.run(values);
    fit(values, options.season, &found.breaks)
}

/// Checks the fewest values of a piece.
pub(in super::super) fn check_least(least: usize) -> Result<(), MonitoringError> {
    if least < 3 {
        let (expected, found) = ("at least 3", least.to_string());
        return Err(MonitoringError::Setting { name: "least", expected, found });
    }
    Ok(())
}

/// A search through series of the same times: what depends on times alone is computed once, and no
/// series needs new memory.
pub(in super::super) struct Search {
    basis: Basis,
    least: usize,
    most: usize,
    moments: Moments,
    solver: Solver,
    partition: Partition,
    /// Values less their mean.
    centred: Vec<f64>,
    /// Values less the season.
    rest: Vec<f64>,
    chosen: Vec<usize>,
    now: Candidate,
    /// The best of no break, of one, …
    fits: Vec<Candidate>,
}

impl Search {
    /// Of ascending times in the unit of the period.
    pub(in super::super) fn new(
        times: &[f64],
        season: SeasonModel,
        least: usize,
        most: usize,
    ) -> Self {
        let most = most.min((times.len() / least.max(1)).saturating_sub(1));
        Self {
            basis: Basis::new(times, season),
            least,
            most,
            moments: Moments::default(),
            solver: Solver::default(),
            partition: Partition::default(),
            centred: Vec::new(),
            rest: Vec::new(),
            chosen: Vec::new(),
            now: Candidate::default(),
            fits: vec![Candidate::default(); most + 1],
        }
    }

    /// Fewest values that a series needs.
    pub(in super::super) fn needed(&self) -> usize {
        self.basis.columns + 3
    }

    /// The best pieces of a series that has as many values as there are times, [`Self::needed`] of them
    /// not missing, and all finite.
    pub(in super::super) fn run(&mut self, values: &[f64]) -> &Candidate {
        let known = || values.iter().filter(|value| !value.is_nan());
        let mean = known().sum::<f64>() / known().count() as f64;
        self.centred.clear();
        self.centred.extend(values.iter().map(|value| value - mean));
        self.moments.set(&self.basis, values);
        self.solver.set(&self.basis, &self.centred);
        self.now.breaks.clear();
        self.fit_now();
        self.fits[0].copy(&self.now);
        let mut tried = 1;
        while tried <= self.most && self.with_breaks(tried) {
            tried += 1;
        }
        // What the model with most pieces leaves over is nearest to noise.
        let fullest = &self.fits[tried - 1];
        self.basis.without_season(&fullest.weights, &self.centred, &mut self.rest);
        fullest.without_pieces(&self.basis, &mut self.rest);
        let alone = independent(&self.rest);
        // Residuals of the size of rounding are all alike.
        let floor = 1e-24 * known().map(|value| value * value).sum::<f64>();
        let count = self.moments.values();
        let score =
            |fit: &Candidate| criterion(fit.squares.max(floor), count, alone, fit.breaks.len() + 1);
        let scores = self.fits[..tried].iter().map(score).enumerate();
        let best = scores.min_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(number, _)| number);
        self.fits[best].measure_jumps(&self.basis);
        &self.fits[best]
    }

    /// The best fit with so many breaks: pieces for the season, the season for the pieces, in turn.
    /// False where so many pieces do not fit into the series.
    fn with_breaks(&mut self, breaks: usize) -> bool {
        if self.moments.values() <= 2 * (breaks + 1) + self.basis.columns {
            return false;
        }
        let (before, behind) = self.fits.split_at_mut(breaks);
        let best = &mut behind[0];
        self.now.copy(&before[breaks - 1]);
        best.squares = f64::INFINITY;
        let chosen = &mut self.chosen;
        for _ in 0..TURNS {
            self.basis.without_season(&self.now.weights, &self.centred, &mut self.rest);
            let wanted = [self.least, breaks];
            let squares =
                self.partition.find(&self.basis, &self.moments, &self.rest, wanted, chosen);
            // Pieces without values.
            if squares.is_infinite() {
                return false;
            }
            if *chosen == self.now.breaks {
                break;
            }
            std::mem::swap(&mut self.now.breaks, chosen);
            fit_into(
                &self.basis,
                &self.moments,
                &mut self.solver,
                &self.centred,
                &mut self.rest,
                &mut self.now,
            );
            if self.now.squares < best.squares {
                best.copy(&self.now);
            }
        }
        best.squares.is_finite()
    }

    fn fit_now(&mut self) {
        fit_into(
            &self.basis,
            &self.moments,
            &mut self.solver,
            &self.centred,
            &mut self.rest,
            &mut self.now,
        );
    }
}

/// Fits the candidate to its breaks.
fn fit_into(
    basis: &Basis,
    moments: &Moments,
    solver: &mut Solver,
    values: &[f64],
    rest: &mut Vec<f64>,
    into: &mut Candidate,
) {
    solver.solve(moments, values.len(), into);
    basis.without_season(&into.weights, values, rest);
    into.without_pieces(basis, rest);
    let known = rest.iter().filter(|rest| !rest.is_nan());
    into.squares = known.map(|rest| rest * rest).sum();
}

/// The share of values that say something of their own, where each follows the one before: of a first
/// autocorrelation ρ, (1 - ρ) / (1 + ρ) (Bartlett, 1935).
fn independent(residuals: &[f64]) -> f64 {
    let pairs = residuals.windows(2).filter(|pair| !pair[0].is_nan() && !pair[1].is_nan());
    let (mut product, mut square) = (0.0, 0.0);
    for pair in pairs {
        product += pair[0] * pair[1];
        square += 0.5 * (pair[0] * pair[0] + pair[1] * pair[1]);
    }
    let correlation = if square > 0.0 { (product / square).clamp(0.0, 0.95) } else { 0.0 };
    (1.0 - correlation) / (1.0 + correlation)
}

/// The Bayesian information criterion as Bai & Perron (2003) count, each piece a level, a slope and an
/// end, of as many values as are independent.
fn criterion(squares: f64, values: usize, alone: f64, pieces: usize) -> f64 {
    let (n, count) = (values as f64, (values as f64 * alone).max(2.0));
    count * (squares / n).max(f64::MIN_POSITIVE).ln() + count.ln() * 3.0 * pieces as f64
}
