use super::ridge::solve;
use super::weighted_degree::WeightedDegree;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What is added to the similarity of each sequence with itself: how far answers may be from the classes of the training
/// sequences.
const LAMBDA: f64 = 0.3;

/// Parts of the training sequences that are held out in turn to learn how sure answers may be.
const PARTS: usize = 5;

/// Solves the regression of classes on similarities, and scales it so that the softmax of the scores is a probability:
/// by sequences that are held out, copies together. Windows are bases 0 to 3, all of one length.
///
/// `[n, classes]`: what the similarity with each training sequence adds to the score of each class.
pub(super) fn fit(windows: &[Vec<u8>], labels: &[u32], classes: usize) -> Vec<f32> {
    let rows = similarities(windows);
    let part = parts(windows);
    let mut held_out = vec![Vec::new(); windows.len()];
    for held in 0..PARTS {
        let (out, kept): (Vec<usize>, Vec<usize>) =
            (0..windows.len()).partition(|&i| part[i] == held);
        let inner: Vec<Vec<f64>> =
            kept.iter().map(|&i| kept.iter().map(|&j| rows[i][j]).collect()).collect();
        let inner_labels: Vec<u32> = kept.iter().map(|&i| labels[i]).collect();
        let weights = regress(&inner, &inner_labels, classes);
        for i in out {
            let score = |weights: &Vec<f64>| {
                kept.iter().zip(weights).map(|(&j, weight)| rows[i][j] * weight).sum()
            };
            held_out[i] = weights.iter().map(score).collect();
        }
    }
    let scale = sharpest(|scale| log_loss(&held_out, labels, scale));
    let weights = regress(&rows, labels, classes);
    let of = |i: usize| weights.iter().map(move |class| (scale * class[i]) as f32);
    (0..windows.len()).flat_map(of).collect()
}

/// Of all pairs.
fn similarities(windows: &[Vec<u8>]) -> Vec<Vec<f64>> {
    let kernel = WeightedDegree::new(windows.first().map_or(0, Vec::len));
    let scales: Vec<f64> = windows.iter().map(|window| kernel.scale(window)).collect();
    let scaled: Vec<(&[u8], f64)> =
        windows.iter().map(Vec::as_slice).zip(scales.iter().copied()).collect();
    scaled
        .par_iter()
        .map(|one| scaled.iter().map(|other| kernel.similarity(*one, *other)).collect())
        .collect()
}

/// Weights of the sequences for each class: `[classes][n]`.
fn regress(rows: &[Vec<f64>], labels: &[u32], classes: usize) -> Vec<Vec<f64>> {
    let even = 1.0 / classes as f64;
    let target = |class: usize| -> Vec<f64> {
        labels.iter().map(|&label| f64::from(u8::from(label as usize == class)) - even).collect()
    };
    (0..classes).map(|class| solve(rows, LAMBDA, &target(class))).collect()
}

/// The part of each sequence; copies are in one.
fn parts(windows: &[Vec<u8>]) -> Vec<usize> {
    let mut known: BTreeMap<&[u8], usize> = BTreeMap::new();
    let mut part = |window| {
        let next = known.len();
        *known.entry(window).or_insert(next) % PARTS
    };
    windows.iter().map(|window| part(window.as_slice())).collect()
}

/// The mean over sequences.
fn log_loss(scores: &[Vec<f64>], labels: &[u32], scale: f64) -> f64 {
    let of = |(scores, &label): (&Vec<f64>, &u32)| {
        let total: f64 = scores.iter().map(|score| (scale * score).exp()).sum();
        total.ln() - scale * scores[label as usize]
    };
    scores.iter().zip(labels).map(of).sum::<f64>() / scores.len() as f64
}

/// Where a convex loss of a scale is least, by the golden section.
fn sharpest(loss: impl Fn(f64) -> f64) -> f64 {
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (0.1, 50.0);
    for _ in 0..40 {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if loss(left) < loss(right) {
            high = right;
        } else {
            low = left;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use neuron_random::{Rng, Stream};

    /// Windows whose class is the base in the middle, at times another; copies of the first among them.
    fn windows() -> (Vec<Vec<u8>>, Vec<u32>) {
        let mut rng = Stream::new(3, "tests/kernel").rng();
        let mut windows: Vec<Vec<u8>> =
            (0..200).map(|_| (0..9).map(|_| rng.random_range(0..4)).collect()).collect();
        windows.extend(vec![windows[0].clone(); 7]);
        let labels = windows
            .iter()
            .map(|window| if rng.random_range(0..10) == 0 { 1 } else { u32::from(window[4] == 2) });
        let labels = labels.collect();
        (windows, labels)
    }

    #[test]
    fn copies_are_in_one_part() {
        let (windows, _) = windows();
        let parts = parts(&windows);
        assert!(parts[200..].iter().all(|&part| part == parts[0]));
        assert!((0..PARTS).all(|part| parts.contains(&part)));
    }

    #[test]
    fn answers_are_as_sure_as_they_are_right() {
        let (windows, labels) = windows();
        let weights = fit(&windows, &labels, 2);
        assert_eq!(weights.len(), 2 * windows.len());
        let rows = similarities(&windows);
        let right = (0..windows.len()).filter(|&i| {
            let score = |class: usize| -> f64 {
                (0..windows.len()).map(|j| rows[i][j] * f64::from(weights[2 * j + class])).sum()
            };
            (score(1) > score(0)) == (labels[i] == 1)
        });
        assert!(right.count() > 180);
        // Where the held-out loss is flat in the scale, twice or half of it is worse.
        let scores: Vec<Vec<f64>> = labels.iter().map(|_| vec![0.1, -0.1]).collect();
        let scale = sharpest(|scale| log_loss(&scores, &labels, scale));
        let ones = labels.iter().filter(|&&label| label == 1).count() as f64 / labels.len() as f64;
        // The best single probability is the share itself.
        let said = 1.0 / (1.0 + (0.2 * scale).exp());
        assert!((said - ones).abs() < 1e-6, "{said} and {ones}");
    }
}
