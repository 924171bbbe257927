//! The search for breaks.

use super::super::MonitoringError;
use super::super::error::check_series;
use super::fit::{Fit, SeasonModel, check_season, fit};
use super::partition::partitions;

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
    if least < 3 {
        let (expected, found) = ("at least 3", least.to_string());
        return Err(MonitoringError::Setting { name: "least", expected, found });
    }
    let mut fits = vec![fit(values, options.season, &[])?];
    for breaks in 1..=options.most {
        match with_breaks(values, options.season, least, breaks, &fits[breaks - 1])? {
            Some(fit) => fits.push(fit),
            None => break,
        }
    }
    // What the model with most pieces leaves over is nearest to noise.
    let alone = fits.last().map_or(1.0, |fullest| independent(&residuals(values, fullest)));
    // Residuals of the size of rounding are all alike.
    let known = values.iter().filter(|value| !value.is_nan());
    let floor = 1e-24 * known.map(|value| value * value).sum::<f64>();
    let score = |fit: &Fit| criterion(fit.squares.max(floor), fit.values, alone, fit.pieces.len());
    let best = fits.iter().min_by(|a, b| score(a).total_cmp(&score(b)));
    Ok(best.unwrap_or(&fits[0]).clone())
}

/// The best fit with so many breaks: pieces for the season, the season for the pieces, in turn.
/// Nothing, where so many pieces do not fit into the series.
fn with_breaks(
    values: &[f64],
    season: SeasonModel,
    least: usize,
    breaks: usize,
    before: &Fit,
) -> Result<Option<Fit>, MonitoringError> {
    let mut now = before.clone();
    let mut best: Option<Fit> = None;
    for _ in 0..TURNS {
        let season_less: Vec<f64> =
            values.iter().enumerate().map(|(at, value)| value - now.season_at(at)).collect();
        let candidates = partitions(&season_less, least, breaks + 1);
        let Some((chosen, squares)) = candidates.get(breaks) else { return Ok(None) };
        // Pieces without values, or more numbers than values.
        if squares.is_infinite() || now.values <= 2 * (breaks + 1) + 2 * season.harmonics {
            return Ok(None);
        }
        let next = fit(values, season, chosen)?;
        let settled = next.breaks() == now.breaks();
        now = next;
        if best.as_ref().is_none_or(|best| now.squares < best.squares) {
            best = Some(now.clone());
        }
        if settled {
            break;
        }
    }
    Ok(best)
}

/// What a fit leaves over, NaN in gaps.
fn residuals(values: &[f64], fit: &Fit) -> Vec<f64> {
    let pieces = fit.pieces.iter();
    pieces
        .flat_map(|piece| (piece.start..piece.end).map(move |at| (at, piece.at(at))))
        .map(|(at, straight)| values[at] - straight - fit.season_at(at))
        .collect()
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
