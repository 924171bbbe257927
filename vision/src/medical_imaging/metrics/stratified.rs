use neuron_random::Stream;
use neuron_train::metrics::{Bootstrap, Interval, MetricError, auroc};

/// The interval of the area under the ROC curve by a stratified bootstrap: positive and negative
/// samples are drawn apart, so that every resample has as many of each as the data. It depends on
/// the stream alone. `scores` and `positive` are `[n]`.
///
/// # Errors
///
/// As [`auroc`] and [`Bootstrap::stratified`].
pub fn auroc_bootstrap(
    bootstrap: &Bootstrap,
    scores: &[f32],
    positive: &[bool],
    stream: Stream,
) -> Result<Interval, MetricError> {
    // What is wrong with the input is said of its own samples, not of drawn ones.
    auroc(scores, positive, None)?;
    let of = |kind: bool| (0..positive.len()).filter(|&at| positive[at] == kind).collect();
    bootstrap.stratified(&[of(true), of(false)], stream, |drawn| {
        let scores: Vec<f32> = drawn.iter().map(|&at| scores[at]).collect();
        let positive: Vec<bool> = drawn.iter().map(|&at| positive[at]).collect();
        auroc(&scores, &positive, None)
    })
}
