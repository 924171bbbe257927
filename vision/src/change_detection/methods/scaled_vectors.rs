use super::{IrMad, IrMadOptions, ir_mad};
use crate::change_detection::ChangeError;
use crate::change_detection::pair::{ScenePair, fit_lines};

/// Change vectors in units of what pixels differ by that did not change: the second date is put into the light of
/// the first by lines through pixels that IR-MAD takes as unchanged (Canty & Nielsen, 2008), each band's difference
/// is divided by its root mean square over them, and the length of the vector by the root of the number of bands.
/// About 1 means no change, in whatever sensor, unit or part of a scene.
///
/// Where IR-MAD finds no end, such as on few pixels, all pixels are taken as unchanged.
///
/// # Shapes
/// pair of `[bands, rows, columns]` → `[rows, columns]`, NaN where a pixel is not seen
///
/// # Errors
/// [`ChangeError::Constant`] where a band has one value everywhere, [`ChangeError::TooFewPixels`] where nothing can
/// be fitted.
pub fn scaled_vectors(pair: &ScenePair) -> Result<Vec<f64>, ChangeError> {
    scaled_vectors_by(pair, ir_mad(pair, &IrMadOptions::default()).ok().as_ref())
}

/// The same, by what IR-MAD has found already, if it did.
///
/// # Errors
/// As of [`scaled_vectors`].
pub fn scaled_vectors_by(pair: &ScenePair, found: Option<&IrMad>) -> Result<Vec<f64>, ChangeError> {
    let all = || pair.seen().iter().map(|&seen| f64::from(u8::from(seen))).collect();
    let unchanged: Vec<f64> = found.map_or_else(all, |found| found.unchanged.clone());
    let lit = pair.with_lines(&fit_lines(pair, Some(&unchanged))?);
    let bands = pair.before().bands();
    let mut squares: Vec<f64> =
        pair.seen().iter().map(|&seen| if seen { 0.0 } else { f64::NAN }).collect();
    for band in 0..bands {
        let dates = lit.before().band(band).iter().zip(lit.after().band(band));
        let differences: Vec<f64> =
            dates.map(|(&before, &after)| f64::from(after) - f64::from(before)).collect();
        // What is not seen has no weight, and may be no number.
        let counted = differences.iter().zip(&unchanged).zip(pair.seen());
        let counted = counted.filter(|((_, weight), seen)| **seen && **weight > 0.0);
        let (sum, total) = counted.fold((0.0, 0.0), |(sum, total), ((difference, weight), _)| {
            (sum + weight * difference * difference, total + weight)
        });
        // Dates that are the same up to light differ by rounding alone: nothing is to be seen in that.
        let noise = sum / total;
        if noise > 0.0 {
            let terms = squares.iter_mut().zip(&differences);
            terms.for_each(|(square, d)| *square += d * d / noise);
        }
    }
    squares.iter_mut().for_each(|square| *square = (*square / bands as f64).sqrt());
    Ok(squares)
}
