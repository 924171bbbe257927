use crate::DesignMatrix;
use crate::linear::pseudo_inverse;

/// Least mean of a fitted count, below which weights would degenerate.
pub(crate) const LEAST_MEAN: f64 = 0.5;

/// What the fits of all genes share.
pub(crate) struct Model<'a> {
    /// `[samples, coefficients]`.
    pub(crate) design: &'a [f64],
    pub(crate) samples: usize,
    pub(crate) coefficients: usize,
    pub(crate) size_factors: &'a [f64],
    /// `[coefficients, samples]`; empty where the design has not full rank.
    pub(crate) pseudo_inverse: Vec<f64>,
    /// Whether the design is an intercept alone, for which there is a closed form.
    pub(crate) intercept: bool,
    /// Whether there are as many groups of samples as coefficients: means then follow by linear regression.
    pub(crate) groups: bool,
}

impl<'a> Model<'a> {
    pub(crate) fn new(design: &'a DesignMatrix, size_factors: &'a [f64]) -> Self {
        let (samples, coefficients) = (design.samples(), design.names().len());
        let groups = design.groups().into_iter().max().map_or(0, |last| last + 1);
        Self {
            design: design.values(),
            samples,
            coefficients,
            size_factors,
            pseudo_inverse: pseudo_inverse(design.values(), samples, coefficients),
            intercept: design.is_intercept(),
            groups: groups == coefficients,
        }
    }

    pub(crate) fn row(&self, sample: usize) -> &[f64] {
        &self.design[sample * self.coefficients..(sample + 1) * self.coefficients]
    }

    /// Counts over size factors.
    pub(crate) fn normalised(&self, counts: &[f64]) -> Vec<f64> {
        counts.iter().zip(self.size_factors).map(|(count, factor)| count / factor).collect()
    }

    /// Coefficients of the linear regression of values on the design.
    pub(crate) fn regress(&self, values: &[f64]) -> Vec<f64> {
        self.pseudo_inverse
            .chunks(self.samples)
            .map(|row| row.iter().zip(values).map(|(a, b)| a * b).sum())
            .collect()
    }

    /// Fitted values of coefficients.
    pub(crate) fn linear(&self, coefficients: &[f64]) -> Vec<f64> {
        self.design
            .chunks(self.coefficients)
            .map(|row| row.iter().zip(coefficients).map(|(a, b)| a * b).sum())
            .collect()
    }

    /// `[coefficients, coefficients]`: `Xᵀ diag(w) X`.
    pub(crate) fn weighted_gram(&self, weights: &[f64], gram: &mut [f64]) {
        let p = self.coefficients;
        gram.fill(0.0);
        for (sample, weight) in weights.iter().enumerate() {
            let row = self.row(sample);
            for i in 0..p {
                let left = weight * row[i];
                if left != 0.0 {
                    for j in 0..=i {
                        gram[i * p + j] += left * row[j];
                    }
                }
            }
        }
        for i in 0..p {
            for j in 0..i {
                gram[j * p + i] = gram[i * p + j];
            }
        }
    }
}
