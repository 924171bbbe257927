//! From probabilities to classes.

use super::data::{SegmentationSet, UNKNOWN};
use serde::{Deserialize, Serialize};

/// Steps of probability in which a threshold is sought.
const STEPS: usize = 200;

/// How a pixel's class follows from its probabilities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Of two classes, the one that is said from the threshold on.
    pub foreground: usize,
    /// Its least probability; one half makes it the likelier one. Of more classes, the likeliest is said.
    pub threshold: f64,
}

impl Decision {
    /// The likelier of two classes.
    #[must_use]
    pub const fn likelier(foreground: usize) -> Self {
        Self { foreground, threshold: 0.5 }
    }

    /// The class of each pixel of `[classes, area]`.
    #[must_use]
    pub fn classes(&self, probabilities: &[f32], area: usize) -> Vec<u8> {
        let two = probabilities.len() == 2 * area && self.foreground < 2;
        if !two || self.threshold == 0.5 {
            return likeliest(probabilities, area);
        }
        let foreground = &probabilities[self.foreground * area..(self.foreground + 1) * area];
        let said = |&p: &f32| (f64::from(p) >= self.threshold) == (self.foreground == 1);
        foreground.iter().map(|p| u8::from(said(p))).collect()
    }
}

/// The likeliest class of each pixel of `[classes, area]`, the first of equals.
pub(super) fn likeliest(probabilities: &[f32], area: usize) -> Vec<u8> {
    let mut best: Vec<(f32, u8)> = vec![(f32::NEG_INFINITY, 0); area];
    for (class, plane) in (0..=u8::MAX).zip(probabilities.chunks_exact(area.max(1))) {
        for (best, &probability) in best.iter_mut().zip(plane) {
            if probability > best.0 {
                *best = (probability, class);
            }
        }
    }
    best.into_iter().map(|(_, class)| class).collect()
}

/// Finds the threshold at which the foreground of two classes overlaps best with the truth.
#[derive(Clone, Debug)]
pub(super) struct Calibration {
    foreground: usize,
    /// Labelled pixels by the probability of the foreground: those of it, and the others.
    counts: Vec<[u64; 2]>,
}

impl Calibration {
    pub(super) fn new(foreground: usize) -> Self {
        Self { foreground, counts: vec![[0; 2]; STEPS + 1] }
    }

    /// Adds an image's probabilities `[2, area]`.
    pub(super) fn add(&mut self, set: &SegmentationSet, scene: usize, probabilities: &[f32]) {
        let labels = &set.scenes[scene].labels;
        let plane = probabilities.chunks_exact(labels.len().max(1)).nth(self.foreground);
        for (&label, &p) in labels.iter().zip(plane.unwrap_or_default()) {
            if label != UNKNOWN {
                let step = (p.clamp(0.0, 1.0) * STEPS as f32) as usize;
                let other = usize::from(usize::from(label) != self.foreground);
                self.counts[step][other] += 1;
            }
        }
    }

    /// The threshold of the best IoU; one half where there is no foreground. Of equals, the one nearest
    /// to one half.
    pub(super) fn decision(&self) -> Decision {
        let total: u64 = self.counts.iter().map(|count| count[0]).sum();
        let mut best = (Decision::likelier(self.foreground), 0.0);
        let (mut hits, mut false_alarms) = (0, 0);
        for (step, [of_it, others]) in self.counts.iter().enumerate().rev() {
            hits += of_it;
            false_alarms += others;
            let iou = hits as f64 / (total + false_alarms).max(1) as f64;
            let threshold = step as f64 / STEPS as f64;
            let nearer = (threshold - 0.5).abs() < (best.0.threshold - 0.5).abs();
            if iou > best.1 || (iou == best.1 && nearer) {
                best = (Decision { foreground: self.foreground, threshold }, iou);
            }
        }
        best.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_is_that_of_the_best_overlap() {
        // Of the foreground 90 at .8 and 30 at .4; of the rest 20 at .4 and 200 at .1: from .4 on
        // IoU is 120 / 140, from .8 on 90 / 120, from .1 on 120 / 340.
        let mut found = Calibration::new(1);
        found.counts[160] = [90, 0];
        found.counts[80] = [30, 20];
        found.counts[20] = [0, 200];
        let decision = found.decision();
        assert_eq!(decision, Decision { foreground: 1, threshold: 0.4 });
        let probabilities = [0.5, 0.61, 0.2, 0.5, 0.39, 0.8];
        assert_eq!(decision.classes(&probabilities, 3), [1, 0, 1]);
        let other = Decision { foreground: 0, ..decision };
        assert_eq!(other.classes(&probabilities, 3), [0, 0, 1]);
        assert_eq!(Calibration::new(1).decision(), Decision::likelier(1));
    }
}
