use super::Bar;

/// Wilder's true range: the range of the bar, stretched to the close before it.
pub(super) fn true_range(bar: &Bar, previous_close: f64) -> f64 {
    bar.high.max(previous_close) - bar.low.min(previous_close)
}
