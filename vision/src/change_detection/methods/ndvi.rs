use crate::change_detection::ChangeError;
use crate::change_detection::pair::{Scene, ScenePair};

/// How far the normalised difference vegetation index, `(nir - red) / (nir + red)` (Rouse et al., 1974), went
/// up or down from one date to the other. `red` and `nir` are bands, counted from 0.
///
/// # Shapes
/// pair of `[bands, rows, columns]` → `[rows, columns]` in 0 to 2 for values that are not negative; NaN
/// where a pixel is not seen, or both bands are 0
///
/// # Errors
/// [`ChangeError::NoBand`].
pub fn ndvi_difference(pair: &ScenePair, [red, nir]: [usize; 2]) -> Result<Vec<f64>, ChangeError> {
    let bands = pair.before().bands();
    if let Some(missing) = [red, nir].into_iter().find(|&band| band >= bands) {
        return Err(ChangeError::NoBand { band: missing + 1, bands });
    }
    let index = |scene: &Scene, at: usize| {
        let (red, nir) = (f64::from(scene.band(red)[at]), f64::from(scene.band(nir)[at]));
        (nir - red) / (nir + red)
    };
    let difference = |(at, &seen): (usize, &bool)| {
        let difference = (index(pair.after(), at) - index(pair.before(), at)).abs();
        if seen && difference.is_finite() { difference } else { f64::NAN }
    };
    Ok(pair.seen().iter().enumerate().map(difference).collect())
}
