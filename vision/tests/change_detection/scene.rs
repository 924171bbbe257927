//! The scene of `reference_values.py`.

use neuron_vision::change_detection::pair::{Scene, ScenePair};

pub(crate) const BANDS: usize = 4;
pub(crate) const ROWS: usize = 36;
pub(crate) const COLUMNS: usize = 40;

/// Mean 0, variance 1/3, a sum of four.
fn noise(at: usize) -> f64 {
    let mut state = at as u64 + 1;
    let mut total = 0.0;
    for _ in 0..4 {
        for _ in 0..3 {
            state = (state * 1_103_515_245 + 12345) % 2_147_483_648;
        }
        total += state as f64 / 2_147_483_648.0 - 0.5;
    }
    total
}

/// Whether the pixel changed.
pub(crate) fn changed(row: usize, column: usize) -> bool {
    (3..12).contains(&row) && (8..15).contains(&column)
}

/// Values of both dates.
pub(crate) fn dates() -> [Vec<f32>; 2] {
    let mut dates = [Vec::new(), Vec::new()];
    for at in 0..BANDS * ROWS * COLUMNS {
        let (band, row, column) = (at / COLUMNS / ROWS, at / COLUMNS % ROWS, at % COLUMNS);
        let (b, r, c) = (band as f64, row as f64, column as f64);
        let ground = (0.7 * r * (1 + band % 3) as f64 + b).sin() + (0.4 * c * (b + 1.0)).cos();
        let step = if changed(row, column) { (c - 6.0) * (0.6 - 0.5 * b) } else { 0.0 };
        dates[0].push((10.0 + 3.0 * ground + 0.7 * noise(at)) as f32);
        dates[1].push((4.0 + (b + 1.5) * ground + 0.7 * noise(at + 5000) + step) as f32);
    }
    dates
}

/// Which pixels are seen.
pub(crate) fn seen() -> Vec<bool> {
    let mut seen = vec![true; ROWS * COLUMNS];
    for at in [0, 5 * COLUMNS + 3, 35 * COLUMNS + 39] {
        seen[at] = false;
    }
    seen
}

pub(crate) fn pair() -> ScenePair {
    let [before, after] = dates();
    let scene =
        |values, seen: Option<&[bool]>| Scene::new([BANDS, ROWS, COLUMNS], values, seen).unwrap();
    // A pixel is missing from one date or from both.
    let mut first = seen();
    first[0] = true;
    ScenePair::new(scene(before, Some(&first)), scene(after, Some(&seen()))).unwrap()
}

/// Values of the pixels seen; the others have to be NaN.
pub(crate) fn of_seen(values: &[f64]) -> Vec<f64> {
    assert_eq!(values.len(), ROWS * COLUMNS);
    let places = values.iter().zip(seen());
    assert!(places.clone().all(|(value, seen)| seen != value.is_nan()));
    places.filter(|(_, seen)| *seen).map(|(&value, _)| value).collect()
}

/// Every 180th of them, as the constants are.
pub(crate) fn some(values: &[f64]) -> Vec<f64> {
    of_seen(values).into_iter().step_by(180).collect()
}

#[track_caller]
pub(crate) fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        let error = (found - expected).abs();
        assert!(error <= tolerance * expected.abs().max(1.0), "{found}, expected {expected}");
    }
}
