//! Relative radiometric normalisation: the second date in the light of the first, by lines through
//! pixels that did not change (Canty & Nielsen, *Automatic radiometric normalization of multitemporal
//! satellite imagery with the iteratively re-weighted MAD transformation*, 2008).

use super::ScenePair;
use crate::change_detection::{ChangeError, Date};

/// A band on a line: `slope × value + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Gain.
    pub slope: f64,
    /// Offset, in units of the first date.
    pub offset: f64,
}

/// The line of each band from the second date to the first, by orthogonal regression: both dates have
/// noise, so neither is taken as exact.
///
/// `weights: [rows, columns]` says how surely each pixel did not change, such as
/// [`IrMad::unchanged`](crate::change_detection::methods::IrMad::unchanged); where none are given, all
/// pixels count the same. Pixels not seen do not count.
///
/// # Errors
/// [`ChangeError::Labels`] where there are more or fewer weights than pixels,
/// [`ChangeError::TooFewPixels`] where weights sum to less than 2, [`ChangeError::Constant`] where a band
/// of the dates has one value everywhere, or its dates have nothing to do with each other.
pub fn fit_lines(pair: &ScenePair, weights: Option<&[f64]>) -> Result<Vec<Line>, ChangeError> {
    let all = pair.seen().len();
    if let Some(weights) = weights
        && weights.len() != all
    {
        return Err(ChangeError::Labels { found: weights.len(), expected: all });
    }
    // A weight that is not a number stands for a pixel not seen.
    let weight = |at: usize| {
        let given = weights.map_or(1.0, |weights| weights[at]);
        if pair.seen()[at] && given.is_finite() { given.max(0.0) } else { 0.0 }
    };
    let weights: Vec<f64> = (0..all).map(weight).collect();
    let total: f64 = weights.iter().sum();
    if total < 2.0 {
        let (what, found) = ("radiometric normalisation", total as usize);
        return Err(ChangeError::TooFewPixels { what, needed: 2, found, all });
    }
    (0..pair.before().bands()).map(|band| line(pair, band, &weights, total)).collect()
}

fn line(pair: &ScenePair, band: usize, weights: &[f64], total: f64) -> Result<Line, ChangeError> {
    // Where a pixel is not seen, its value may be no number: it is left out, not weighted by nothing.
    let points = || {
        let dates = pair.after().band(band).iter().zip(pair.before().band(band));
        let kept = dates.zip(weights).filter(|(_, weight)| **weight > 0.0);
        kept.map(|((&x, &y), &weight)| (f64::from(x), f64::from(y), weight))
    };
    let x_mean = points().map(|(x, _, w)| w * x).sum::<f64>() / total;
    let y_mean = points().map(|(_, y, w)| w * y).sum::<f64>() / total;
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y, weight) in points() {
        let (x, y) = (x - x_mean, y - y_mean);
        (xx, xy, yy) = (xx + weight * x * x, xy + weight * x * y, yy + weight * y * y);
    }
    for (date, squares, mean) in [(Date::After, xx, x_mean), (Date::Before, yy, y_mean)] {
        if squares <= total * (1e-9 * mean).powi(2) || xy == 0.0 {
            return Err(ChangeError::Constant { band: band + 1, date, value: mean });
        }
    }
    let slope = (yy - xx + ((yy - xx).powi(2) + 4.0 * xy * xy).sqrt()) / (2.0 * xy);
    Ok(Line { slope, offset: y_mean - slope * x_mean })
}
