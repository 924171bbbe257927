use nalgebra::{Cholesky, DMatrix, DVector, SymmetricEigen};
use neuron_sequence_features::FeaturesError;
use neuron_sequence_features::embeddings::SequenceEmbedding;
use neuron_sequence_features::kmers::KmerIndex;
use rayon::prelude::*;
use serde::Serialize;

/// Added to each count, so that a word that is not there has a logarithm.
const PSEUDOCOUNT: f64 = 0.5;

/// The least share of the mean noise that each direction has.
const RIDGE: f64 = 1e-3;

/// How the metric is learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HalvesOptions {
    /// Bases of a word.
    pub k: usize,
    /// Numbers of a vector.
    pub dimension: usize,
    /// Sequences with shorter halves teach nothing.
    pub least_half: usize,
}

impl Default for HalvesOptions {
    /// Words of 5, 12 numbers, halves of 250 bases.
    fn default() -> Self {
        Self { k: 5, dimension: 12, least_half: 250 }
    }
}

/// Word composition in a metric that is learnt without labels: the two halves of a contig are of one genome, so that
/// what differs between them is noise, and what they share, while contigs differ, is signal.
///
/// Counts of words of both strands become centred log ratios (Aitchison, 1982). With `x` and `y` those of the halves,
/// the noise is the covariance of `(x - y) / √2` and the signal the covariance of `x` with `y`; the vector has those
/// directions in which signal is largest against noise (the generalised eigenvectors, as in Fisher's discriminant with
/// contigs as classes), scaled so that the noise of a half is 1 in each. With few contigs the noise is shrunk towards
/// the same in every direction, so that none passes for noiseless by chance (Ledoit and Wolf, *A well-conditioned
/// estimator for large-dimensional covariance matrices*, 2004).
///
/// ```
/// use neuron_metagenomics::binning::{HalvesMetric, HalvesOptions};
/// use neuron_sequence_features::embeddings::SequenceEmbedding;
/// let contigs: Vec<Vec<u8>> = (1..20).map(|n| b"ACGTTGCATCGATTAC".iter().cycle().step_by(n).take(600).copied().collect()).collect();
/// let contigs: Vec<&[u8]> = contigs.iter().map(Vec::as_slice).collect();
/// let mut metric = HalvesMetric::new(HalvesOptions { dimension: 3, ..HalvesOptions::default() })?;
/// metric.fit(&contigs)?;
/// assert_eq!(metric.embed(&contigs)?.len(), 19 * 3);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Debug)]
pub struct HalvesMetric {
    options: HalvesOptions,
    index: KmerIndex,
    mean: DVector<f64>,
    /// `[dimension, columns]`.
    directions: DMatrix<f64>,
    signal: Vec<f64>,
}

impl HalvesMetric {
    /// A metric that has yet to be learnt; before that every vector is zero.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where `k` is not 2 to 6, there are more dimensions than words, or halves are
    /// shorter than words.
    pub fn new(options: HalvesOptions) -> Result<Self, FeaturesError> {
        let wrong = |name, value: usize, expected: String| FeaturesError::Parameter {
            name,
            value: value.to_string(),
            expected,
        };
        if !(2..=6).contains(&options.k) {
            return Err(wrong("k", options.k, "2 to 6 bases".into()));
        }
        let index = KmerIndex::canonical(options.k)?;
        let columns = index.columns();
        if !(1..columns).contains(&options.dimension) {
            let expected = format!("1 to {}, less than words", columns - 1);
            return Err(wrong("dimension", options.dimension, expected));
        }
        if options.least_half < options.k {
            let expected = format!("{} or more bases, a word", options.k);
            return Err(wrong("least_half", options.least_half, expected));
        }
        let directions = DMatrix::zeros(options.dimension, columns);
        Ok(Self { options, index, mean: DVector::zeros(columns), directions, signal: Vec::new() })
    }

    /// The signal in each number of a vector, where the noise of a half is 1; the largest first. Below about 0.3 a
    /// number says little of a contig.
    #[must_use]
    pub fn signal(&self) -> &[f64] {
        &self.signal
    }

    fn log_ratios(&self, sequence: &[u8]) -> Result<DVector<f64>, FeaturesError> {
        let mut counts = vec![0.0; self.index.columns()];
        self.index.count(sequence, &mut counts)?;
        let mut logs = DVector::from_vec(counts).map(|count| (count + PSEUDOCOUNT).ln());
        let mean = logs.mean();
        logs.add_scalar_mut(-mean);
        Ok(logs)
    }
}

impl SequenceEmbedding for HalvesMetric {
    fn name(&self) -> String {
        format!("{}-mer log ratios in the metric of halves", self.options.k)
    }

    fn dimension(&self) -> usize {
        self.options.dimension
    }

    fn fit(&mut self, sequences: &[&[u8]]) -> Result<(), FeaturesError> {
        let long: Vec<&[u8]> = sequences
            .iter()
            .copied()
            .filter(|sequence| sequence.len() >= 2 * self.options.least_half)
            .collect();
        let halves: Vec<Result<_, FeaturesError>> = long
            .par_iter()
            .map(|sequence| {
                let (one, two) = sequence.split_at(sequence.len() / 2);
                Ok((self.log_ratios(one)?, self.log_ratios(two)?))
            })
            .collect();
        let halves: Vec<(DVector<f64>, DVector<f64>)> =
            halves.into_iter().collect::<Result<_, _>>()?;
        let nothing = || FeaturesError::NothingToLearn {
            what: "the metric of halves",
            needs: format!(
                "more than {} contigs of {} bases or more that differ",
                self.options.dimension,
                2 * self.options.least_half
            ),
        };
        if halves.len() <= self.options.dimension {
            return Err(nothing());
        }
        let (columns, n) = (self.index.columns(), halves.len() as f64);
        let sum = halves.iter().fold(DVector::zeros(columns), |sum, (one, two)| sum + one + two);
        self.mean = sum / (2.0 * n);
        let centred = |half: &DVector<f64>| half - &self.mean;
        let one: Vec<_> = halves.iter().map(|(one, _)| centred(one)).collect();
        let two: Vec<_> = halves.iter().map(|(_, two)| centred(two)).collect();
        let (one, two) = (DMatrix::from_columns(&one), DMatrix::from_columns(&two));
        let cross = &one * two.transpose() / n;
        let signal = (&cross + cross.transpose()) / 2.0;
        let apart = &one - &two;
        let noise = shrunk(&(apart / 2f64.sqrt()));
        let factor = Cholesky::new(noise).ok_or_else(nothing)?;
        let inverse = factor.l().try_inverse().ok_or_else(nothing)?;
        let whitened = &inverse * signal * inverse.transpose();
        let eigen = SymmetricEigen::new((&whitened + whitened.transpose()) / 2.0);
        let mut order: Vec<usize> = (0..columns).collect();
        order.sort_by(|&a, &b| {
            eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]).then(a.cmp(&b))
        });
        let mut directions = DMatrix::zeros(self.options.dimension, columns);
        for (row, &place) in order.iter().take(self.options.dimension).enumerate() {
            let mut direction = eigen.eigenvectors.column(place).transpose() * &inverse;
            // The sign of an eigenvector is free; the largest element decides it.
            let largest = direction
                .iter()
                .copied()
                .fold(0.0, |most: f64, v| if v.abs() > most.abs() { v } else { most });
            if largest < 0.0 {
                direction = -direction;
            }
            directions.set_row(row, &direction);
        }
        self.signal =
            order.iter().take(self.options.dimension).map(|&at| eigen.eigenvalues[at]).collect();
        self.directions = directions;
        Ok(())
    }

    fn embed_into(&self, sequence: &[u8], vector: &mut [f32]) -> Result<(), FeaturesError> {
        if vector.len() != self.dimension() {
            let (expected, found) = (self.dimension(), vector.len());
            return Err(FeaturesError::Size { what: "the vector", expected, found });
        }
        let numbers = &self.directions * (self.log_ratios(sequence)? - &self.mean);
        vector.iter_mut().zip(numbers.iter()).for_each(|(value, number)| *value = *number as f32);
        Ok(())
    }
}

/// The covariance of columns of mean zero, shrunk towards a multiple of the identity by Ledoit and Wolf's share.
fn shrunk(columns: &DMatrix<f64>) -> DMatrix<f64> {
    let (p, n) = (columns.nrows(), columns.ncols() as f64);
    let sample = columns * columns.transpose() / n;
    let mean = sample.trace() / p as f64;
    let squares = sample.norm_squared();
    let apart = squares - p as f64 * mean * mean;
    let fourth: f64 = columns.column_iter().map(|column| column.norm_squared().powi(2)).sum();
    let error = ((fourth - n * squares) / (n * n)).max(0.0);
    let share = if apart > 0.0 { (error / apart).clamp(RIDGE, 1.0) } else { 1.0 };
    let mut shrunk = sample * (1.0 - share);
    (0..p).for_each(|at| shrunk[(at, at)] += share * mean);
    shrunk
}
