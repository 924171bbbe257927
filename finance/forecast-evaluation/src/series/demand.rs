use crate::Note;
use serde::Serialize;

/// The kind of a demand by how often it comes and how much it varies (Syntetos, Boylan and Croston,
/// *On the categorization of demand patterns*, 2005).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DemandPattern {
    /// Mean number of steps between demands; 1 if there is one in every step.
    pub interval: f64,
    /// Squared coefficient of variation of the demands that are not zero.
    pub variation: f64,
    /// "smooth", "erratic", "intermittent" or "lumpy".
    pub class: &'static str,
}

impl DemandPattern {
    /// Said only where demand is intermittent or lumpy, or erratic among zeros.
    pub(super) fn note(self) -> Option<Note> {
        let Self { interval, variation, class } = self;
        (class != "smooth" && interval > 1.0).then_some(Note::Intermittent {
            interval,
            variation,
            class,
        })
    }
}

/// The pattern of a history; none where nothing was ever demanded.
///
/// The limits are 1.32 steps and 0.49, those at which the Syntetos–Boylan estimator becomes better
/// than Croston's.
///
/// ```
/// use neuron_forecast_evaluation::series::demand_pattern;
/// let pattern = demand_pattern(&[0.0, 3.0, 0.0, 0.0, 3.0, 0.0]).ok_or("no demand")?;
/// assert_eq!((pattern.interval, pattern.class), (3.0, "intermittent"));
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn demand_pattern(history: &[f64]) -> Option<DemandPattern> {
    let demands: Vec<f64> = history.iter().copied().filter(|&y| y != 0.0).collect();
    if demands.is_empty() {
        return None;
    }
    let count = demands.len() as f64;
    let mean = demands.iter().sum::<f64>() / count;
    let variance = demands.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / count;
    let variation = if mean == 0.0 { 0.0 } else { variance / (mean * mean) };
    let interval = history.len() as f64 / count;
    let class = match (interval > 1.32, variation > 0.49) {
        (false, false) => "smooth",
        (false, true) => "erratic",
        (true, false) => "intermittent",
        (true, true) => "lumpy",
    };
    Some(DemandPattern { interval, variation, class })
}
