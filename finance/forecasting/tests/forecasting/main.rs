//! The models against statsforecast 2.1.1, statsmodels 0.15.0, R's forecast 8.20, closed forms and simulation.
//!
//! Values of a peer stand with the call that made them.

mod arima;
mod baseline;
mod ces;
mod combination;
mod decomposition;
mod errors;
mod ets;
mod intermittent;
mod intervals;
mod methods;
mod series;
mod tbats;
mod theta;

/// Fails with the place of the first value that is off by more than the tolerance.
#[track_caller]
fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (at, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((a - b).abs() <= tolerance, "value {at}: {a}, expected {b}");
    }
}
