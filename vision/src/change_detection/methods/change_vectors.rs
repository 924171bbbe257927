use crate::change_detection::pair::ScenePair;

/// Change-vector analysis (Malila, *Change vector analysis*, 1980): the length of the difference of the
/// two dates' bands. Bands count by their units: see [`ScenePair::standardised`].
///
/// # Shapes
/// pair of `[bands, rows, columns]` → `[rows, columns]`, NaN where a pixel is not seen
#[must_use]
pub fn change_vectors(pair: &ScenePair) -> Vec<f64> {
    let mut squares: Vec<f64> =
        pair.seen().iter().map(|&seen| if seen { 0.0 } else { f64::NAN }).collect();
    for band in 0..pair.before().bands() {
        let dates = pair.before().band(band).iter().zip(pair.after().band(band));
        for (sum, (&before, &after)) in squares.iter_mut().zip(dates) {
            *sum += (f64::from(after) - f64::from(before)).powi(2);
        }
    }
    squares.iter_mut().for_each(|sum| *sum = sum.sqrt());
    squares
}
