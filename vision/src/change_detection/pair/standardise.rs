//! Bands of mean 0 and deviation 1: what differs between dates by light alone, a gain and an offset
//! for each band, is gone then.

use super::{Line, ScenePair};
use crate::change_detection::{ChangeError, Date};

/// Says which band has one value everywhere, if one has.
pub(in crate::change_detection) fn check_bands(pair: &ScenePair) -> Result<(), ChangeError> {
    lines(pair, Date::Before)?;
    lines(pair, Date::After)?;
    Ok(())
}

/// The line of each band.
pub(super) fn lines(pair: &ScenePair, date: Date) -> Result<Vec<Line>, ChangeError> {
    let scene = pair.date(date);
    let line = |band: usize| {
        let values = scene.band(band).iter().zip(pair.seen()).filter(|(_, seen)| **seen);
        let values = values.map(|(&value, _)| f64::from(value));
        let count = pair.seen_pixels() as f64;
        let mean = values.clone().sum::<f64>() / count;
        let variance = values.map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        // Rounding leaves a remainder of a constant that is no round number.
        if variance <= (1e-9 * mean).powi(2) {
            return Err(ChangeError::Constant { band: band + 1, date, value: mean });
        }
        let slope = 1.0 / variance.sqrt();
        Ok(Line { slope, offset: -mean * slope })
    };
    (0..scene.bands()).map(line).collect()
}
