use crate::statistics::median;
use crate::{CountMatrix, ExpressionError};
use serde::Serialize;

/// How size factors are estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SizeFactorMethod {
    /// The median of ratios to the geometric mean of a gene, over genes without a zero (Anders and Huber, *Genome
    /// Biology* 11 (2010) R106, equation 5).
    #[default]
    Ratio,
    /// As `Ratio`, with the n-th root of the product of the counts that are not zero in place of the geometric mean,
    /// for counts of which every gene has a zero;
    /// `poscounts` of DESeq2.
    PositiveCounts,
}

/// Size factors, one for each sample.
///
/// ```
/// use neuron_expression::{CountMatrix, SizeFactorMethod, size_factors};
///
/// // The second sample has twice the first's counts.
/// let genes = vec!["a".into(), "b".into()];
/// let counts = CountMatrix::new(genes, vec!["s".into(), "t".into()], vec![10, 20, 300, 600])?;
/// let found = size_factors(&counts, SizeFactorMethod::Ratio)?;
/// assert!((found[1] / found[0] - 2.0).abs() < 1e-12);
/// # Ok::<(), neuron_expression::ExpressionError>(())
/// ```
///
/// # Errors
/// [`ExpressionError::EmptySample`]; [`ExpressionError::Model`] where every gene has a zero in some sample (for
/// `Ratio`), or a sample has none of the genes that count.
pub fn size_factors(
    counts: &CountMatrix,
    method: SizeFactorMethod,
) -> Result<Vec<f64>, ExpressionError> {
    let samples = counts.samples().len();
    let genes = counts.genes().len();
    for (sample, name) in counts.samples().iter().enumerate() {
        if (0..genes).all(|gene| counts.gene(gene)[sample] == 0) {
            return Err(ExpressionError::EmptySample { sample: name.clone() });
        }
    }
    let log_mean = |gene: usize| -> Option<f64> {
        let row = counts.gene(gene);
        let positive = row.iter().filter(|count| **count > 0);
        let used = match method {
            SizeFactorMethod::Ratio => row.iter().all(|count| *count > 0),
            SizeFactorMethod::PositiveCounts => row.iter().any(|count| *count > 0),
        };
        used.then(|| positive.map(|count| f64::from(*count).ln()).sum::<f64>() / samples as f64)
    };
    let log_means: Vec<(usize, f64)> =
        (0..genes).filter_map(|gene| Some((gene, log_mean(gene)?))).collect();
    if log_means.is_empty() {
        return Err(ExpressionError::Model(
            "every gene has a zero in some sample, so that there is no geometric mean; estimate size factors by \
             positive counts (`poscounts`), or leave out samples of few counts"
                .into(),
        ));
    }
    let factor = |sample: usize| {
        let ratios: Vec<f64> = log_means
            .iter()
            .filter(|(gene, _)| counts.gene(*gene)[sample] > 0)
            .map(|(gene, mean)| f64::from(counts.gene(*gene)[sample]).ln() - mean)
            .collect();
        if ratios.is_empty() {
            let sample = counts.samples()[sample].clone();
            return Err(ExpressionError::EmptySample { sample });
        }
        Ok(median(&ratios).exp())
    };
    (0..samples).map(factor).collect()
}
