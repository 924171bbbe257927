use crate::statistics::median;
use serde::Serialize;

/// Nearest shrunken centroids (Tibshirani, Hastie, Narasimhan and Chu, *PNAS* 99 (2002), 6567–6572): the mean of each
/// class, every gene's difference from the overall mean drawn towards zero by a threshold, so that most genes drop
/// out; a sample belongs to the nearest.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NearestShrunkenCentroids {
    /// The threshold.
    pub threshold: f64,
    /// `[classes][genes]`.
    centroids: Vec<Vec<f64>>,
    /// Pooled standard deviation of each gene, plus the median of all.
    scale: Vec<f64>,
    /// Log share of each class.
    log_priors: Vec<f64>,
    /// Genes of which some class keeps a difference.
    pub genes: Vec<usize>,
}

/// What thresholds are applied to.
pub(super) struct Differences {
    overall: Vec<f64>,
    scale: Vec<f64>,
    /// `[classes][genes]`, in standard errors.
    standardised: Vec<Vec<f64>>,
    /// Standard error of a class's mean, in standard deviations.
    errors: Vec<f64>,
    log_priors: Vec<f64>,
}

impl Differences {
    /// Of samples (each a value for every gene) with their classes `0..classes`, each of at least one sample.
    pub(super) fn new(samples: &[&[f64]], labels: &[usize], classes: usize) -> Self {
        let genes = samples.first().map_or(0, |sample| sample.len());
        let count = samples.len() as f64;
        let sizes: Vec<f64> = (0..classes)
            .map(|class| labels.iter().filter(|label| **label == class).count() as f64)
            .collect();
        let mut overall = vec![0.0; genes];
        let mut means = vec![vec![0.0; genes]; classes];
        for (sample, &label) in samples.iter().zip(labels) {
            for (gene, value) in sample.iter().enumerate() {
                overall[gene] += value / count;
                means[label][gene] += value / sizes[label].max(1.0);
            }
        }
        let mut within = vec![0.0; genes];
        for (sample, &label) in samples.iter().zip(labels) {
            for (gene, value) in sample.iter().enumerate() {
                within[gene] += (value - means[label][gene]).powi(2);
            }
        }
        let degrees = (count - classes as f64).max(1.0);
        let deviations: Vec<f64> = within.iter().map(|sum| (sum / degrees).sqrt()).collect();
        let positive: Vec<f64> = deviations.iter().copied().filter(|d| *d > 0.0).collect();
        let offset = if positive.is_empty() { 1.0 } else { median(&positive) };
        let scale: Vec<f64> = deviations.iter().map(|deviation| deviation + offset).collect();
        let errors: Vec<f64> = sizes
            .iter()
            .map(|size| (1.0 / size.max(1.0) - 1.0 / count).max(1e-12).sqrt())
            .collect();
        let standardised = means
            .iter()
            .zip(&errors)
            .map(|(mean, error)| {
                (0..genes)
                    .map(|gene| (mean[gene] - overall[gene]) / (error * scale[gene]))
                    .collect()
            })
            .collect();
        let log_priors = sizes.iter().map(|size| (size.max(1.0) / count).ln()).collect();
        Self { overall, scale, standardised, errors, log_priors }
    }

    /// The threshold at which nothing is left.
    pub(super) fn greatest(&self) -> f64 {
        self.standardised.iter().flatten().map(|d| d.abs()).fold(0.0, f64::max)
    }

    pub(super) fn shrunken(&self, threshold: f64) -> NearestShrunkenCentroids {
        let soft = |d: f64| d.signum() * (d.abs() - threshold).max(0.0);
        let genes: Vec<usize> = (0..self.overall.len())
            .filter(|&gene| self.standardised.iter().any(|class| class[gene].abs() > threshold))
            .collect();
        let centroids = self
            .standardised
            .iter()
            .zip(&self.errors)
            .map(|(class, error)| {
                let moved = |gene: usize| error * self.scale[gene] * soft(class[gene]);
                (0..self.overall.len()).map(|gene| self.overall[gene] + moved(gene)).collect()
            })
            .collect();
        NearestShrunkenCentroids {
            threshold,
            centroids,
            scale: self.scale.clone(),
            log_priors: self.log_priors.clone(),
            genes,
        }
    }
}

impl NearestShrunkenCentroids {
    /// The probability of each class for a sample.
    #[must_use]
    pub fn probabilities(&self, sample: &[f64]) -> Vec<f64> {
        let score = |class: usize| -> f64 {
            let centroid = &self.centroids[class];
            let distance: f64 = self
                .genes
                .iter()
                .map(|&gene| ((sample[gene] - centroid[gene]) / self.scale[gene]).powi(2))
                .sum();
            self.log_priors[class] - 0.5 * distance
        };
        let scores: Vec<f64> = (0..self.centroids.len()).map(score).collect();
        let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = scores.iter().map(|score| (score - best).exp()).collect();
        let sum: f64 = weights.iter().sum();
        weights.iter().map(|weight| weight / sum).collect()
    }

    /// The most probable class; the first of equal ones.
    #[must_use]
    pub fn predict(&self, sample: &[f64]) -> usize {
        let probabilities = self.probabilities(sample);
        let mut best = 0;
        for (class, probability) in probabilities.iter().enumerate() {
            if *probability > probabilities[best] {
                best = class;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::Differences;

    #[test]
    fn by_hand() {
        // Classes at 0 and 4 in the first gene, ±1 within; the second gene differs by nothing.
        let samples: [&[f64]; 4] = [&[-1.0, 1.0], &[1.0, 3.0], &[3.0, 1.0], &[5.0, 3.0]];
        let differences = Differences::new(&samples, &[0, 0, 1, 1], 2);
        // pooled s = √(4/2) = √2, offset √2, m = √(1/2 − 1/4) = ½: d = (0 − 2) / (½ · 2√2) = −√2
        assert!((differences.greatest() - 2f64.sqrt()).abs() < 1e-12);
        let all = differences.shrunken(0.0);
        assert_eq!(all.genes, [0]);
        assert_eq!((all.predict(&[1.9, 9.0]), all.predict(&[2.1, 9.0])), (0, 1));
        // The log odds between centroids 0 and 4 at 1.5: ½ (2.5² − 1.5²) / (2√2)² = ¼
        let odds = all.probabilities(&[1.5, 0.0]);
        assert!(((odds[0] / odds[1]).ln() - 0.25).abs() < 1e-12);
        assert!(differences.shrunken(1.5).genes.is_empty());
    }
}
