//! Histograms of what residuals would be at each variance of the prior.

use flate2::read::GzDecoder;
use std::io::Read;

/// Variances of the prior, from 0 to 8.
pub(super) const VARIANCES: usize = 200;

/// Bins of width ½ from −10 to 10.
pub(super) const BINS: usize = 40;

/// For 1, 2 and 3 degrees of freedom and for each variance, counts of 10,000 values of ln χ² − ln degrees + normal
/// noise. They are those that DESeq2 draws anew in each run with the same seed, which is why they can be a table:
///
/// ```r
/// breaks <- -20:20/2
/// for (df in 1:3) { set.seed(2); for (v in seq(0, 8, length = 200)) {
///   r <- log(rchisq(10000, df)) + rnorm(10000, 0, sqrt(v)) - log(df)
///   hist(r[r > min(breaks) & r < max(breaks)], breaks, plot = FALSE)$counts } }    # R 4.2.2
/// ```
const COUNTS: &[u8] = include_bytes!("residual_histograms.u16.gz");

/// The histogram of each variance, as densities.
pub(super) fn densities(degrees: usize) -> Vec<Vec<f64>> {
    let mut bytes = Vec::new();
    let read = GzDecoder::new(COUNTS).read_to_end(&mut bytes);
    read.expect("the table is part of the program");
    let counts: Vec<f64> = bytes
        .chunks_exact(2)
        .map(|pair| f64::from(u16::from_le_bytes([pair[0], pair[1]])))
        .collect();
    let first = (degrees - 1) * VARIANCES * BINS;
    counts[first..first + VARIANCES * BINS].chunks(BINS).map(density).collect()
}

/// Counts as densities: shares over the width of a bin.
pub(super) fn density(counts: &[f64]) -> Vec<f64> {
    let sum: f64 = counts.iter().sum();
    counts.iter().map(|count| count / sum / 0.5).collect()
}
