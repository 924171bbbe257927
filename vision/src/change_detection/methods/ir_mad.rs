//! Iteratively reweighted multivariate alteration detection (Nielsen, *The regularized iteratively
//! reweighted MAD method for change detection in multi- and hyperspectral data*, 2007).

use super::canonical::{Canonical, canonical};
use crate::change_detection::ChangeError;
use crate::change_detection::pair::{ScenePair, check_bands};
use rayon::prelude::*;
use statrs::distribution::{ChiSquared, ContinuousCDF};

/// Variance that a difference of variates has at least: of dates that are the same up to light, it would
/// be nothing, and be divided by.
const LEAST_VARIANCE: f64 = 1e-10;

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IrMadOptions {
    /// Most rounds; 1 is the plain MAD (Nielsen, Conradsen & Simpson, 1998).
    pub rounds: usize,
    /// Largest change of a canonical correlation that ends the rounds.
    pub tolerance: f64,
}

impl Default for IrMadOptions {
    fn default() -> Self {
        Self { rounds: 50, tolerance: 1e-3 }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct IrMad {
    /// Sum of the squared MAD variates, each over its variance, `[rows, columns]`: of a pixel that did not
    /// change it has the χ² distribution with as many degrees of freedom as there are bands. NaN where a
    /// pixel is not seen.
    pub chi_squared: Vec<f64>,
    /// Probability of a value at least so large without change, `[rows, columns]`; NaN where not seen.
    pub unchanged: Vec<f64>,
    /// Canonical correlations, the largest first.
    pub correlations: Vec<f64>,
    /// Rounds that were made.
    pub rounds: usize,
    /// Whether correlations stayed within the tolerance at the end.
    pub converged: bool,
}

impl IrMad {
    /// A distance, the root of [`chi_squared`](Self::chi_squared): a few changed pixels do not stretch it as
    /// they do its square, so that a threshold can be found.
    #[must_use]
    pub fn strengths(&self) -> Vec<f64> {
        self.chi_squared.iter().map(|value| value.sqrt()).collect()
    }
}

/// Finds what the two dates do not have in common: linear combinations of the bands that correlate as much
/// as possible are subtracted, pixels weighted by how little they seem to have changed, until that settles.
/// A gain and an offset of any band change nothing.
///
/// # Shapes
/// pair of `[bands, rows, columns]` → `[rows, columns]`
///
/// # Errors
/// [`ChangeError::TooFewPixels`] where fewer are seen than the `2 × bands` variables need,
/// [`ChangeError::Collapsed`] where fewer seem unchanged; [`ChangeError::Constant`] or [`ChangeError::Dependent`] for bands that say nothing of their own.
pub fn ir_mad(pair: &ScenePair, options: &IrMadOptions) -> Result<IrMad, ChangeError> {
    let bands = pair.before().bands();
    let (needed, all) = (2 * bands + 1, pair.seen().len());
    if pair.seen_pixels() < needed {
        let (what, found) = ("IR-MAD", pair.seen_pixels());
        return Err(ChangeError::TooFewPixels { what, needed, found, all });
    }
    check_bands(pair)?;
    let rows = observations(pair);
    let count = rows.len() / (2 * bands);
    let mut weights = vec![1.0; count];
    let mut correlations: Vec<f64> = Vec::new();
    let mut squares = Vec::new();
    let (mut made, mut converged) = (0, false);
    while made < options.rounds.max(1) && !converged {
        // Weights are probabilities: their sum is about the number of pixels that did not change.
        let unchanged = weights.iter().sum::<f64>();
        if unchanged < needed as f64 {
            let (rounds, found, all) = (made, unchanged, count);
            return Err(ChangeError::Collapsed { rounds, found, needed, all });
        }
        let found = canonical(&rows, &weights, bands)?;
        let step = found.correlations.iter().zip(&correlations).map(|(new, old)| (new - old).abs());
        converged = made > 0 && step.fold(0.0, f64::max) < options.tolerance;
        squares = chi_squared(&rows, &found, bands);
        weights = probabilities(&squares, bands);
        correlations = found.correlations;
        made += 1;
    }
    Ok(IrMad {
        chi_squared: spread(&squares, pair.seen()),
        unchanged: spread(&weights, pair.seen()),
        correlations,
        rounds: made,
        converged,
    })
}

/// A row for each pixel seen: the first date's bands, then the second's.
fn observations(pair: &ScenePair) -> Vec<f64> {
    let bands = pair.before().bands();
    let mut rows = Vec::with_capacity(2 * bands * pair.seen_pixels());
    for (at, _) in pair.seen().iter().enumerate().filter(|(_, seen)| **seen) {
        for scene in [pair.before(), pair.after()] {
            rows.extend((0..bands).map(|band| f64::from(scene.band(band)[at])));
        }
    }
    rows
}

fn chi_squared(rows: &[f64], found: &Canonical, bands: usize) -> Vec<f64> {
    let variances: Vec<f64> =
        found.correlations.iter().map(|rho| (2.0 * (1.0 - rho)).max(LEAST_VARIANCE)).collect();
    let of_pixel = |row: &[f64]| {
        let variate = |at: usize| {
            let project = |direction: &nalgebra::DMatrix<f64>, start: usize| {
                let value = |band: usize| row[start + band] - found.means[start + band];
                (0..bands).map(|band| direction[(band, at)] * value(band)).sum::<f64>()
            };
            project(&found.first, 0) - project(&found.second, bands)
        };
        variances.iter().enumerate().map(|(at, variance)| variate(at).powi(2) / variance).sum()
    };
    rows.par_chunks_exact(2 * bands).map(of_pixel).collect()
}

/// Probabilities of larger values without change.
fn probabilities(squares: &[f64], bands: usize) -> Vec<f64> {
    match ChiSquared::new(bands as f64) {
        Ok(distribution) => squares.par_iter().map(|&value| distribution.sf(value)).collect(),
        // There is at least one band.
        Err(_) => vec![1.0; squares.len()],
    }
}

/// Values of the pixels seen, in their places.
fn spread(values: &[f64], seen: &[bool]) -> Vec<f64> {
    let mut values = values.iter();
    let value = |&seen: &bool| if seen { values.next().copied() } else { None };
    seen.iter().map(value).map(|value| value.unwrap_or(f64::NAN)).collect()
}
