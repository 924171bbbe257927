use criterion::Criterion;
use std::time::Duration;

/// Criterion with so few samples that all measurements together take minutes; the command line
/// overrides it.
#[must_use]
pub fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .nresamples(10_000)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1000))
        .configure_from_args()
}
