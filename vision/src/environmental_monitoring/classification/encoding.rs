use std::f64::consts::TAU;

/// Numbers that say when a value was seen.
pub const ENCODING: usize = 15;

/// Waves of the year, and lengths in years of the slower ones.
const OF_THE_YEAR: [f64; 3] = [1.0, 2.0, 3.0];
const SLOWER: [f64; 4] = [2.0, 4.0, 8.0, 16.0];

/// A time in years as numbers: sine and cosine of the day of the year at one, two and three turns a year, then of
/// the time since `start` at turns of 2, 4, 8 and 16 years, then that time itself by ten years. What a value means
/// depends on the season, what a change means on how long ago it was (after Garnot et al., 2020, who encode the day
/// of the year).
#[must_use]
pub fn encode_time(time: f64, start: f64) -> [f32; ENCODING] {
    let (day, since) = (time.rem_euclid(1.0), time - start);
    let angles = OF_THE_YEAR
        .iter()
        .map(|turns| TAU * turns * day)
        .chain(SLOWER.iter().map(|length| TAU * since / length));
    let mut encoded = [0.0; ENCODING];
    for (pair, angle) in encoded.chunks_exact_mut(2).zip(angles) {
        let (sin, cos) = angle.sin_cos();
        pair.copy_from_slice(&[sin as f32, cos as f32]);
    }
    encoded[ENCODING - 1] = (since / 10.0) as f32;
    encoded
}
