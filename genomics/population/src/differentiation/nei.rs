use super::hudson::same_sites;
use crate::PopulationError;
use crate::diversity::{pairwise_difference, pairwise_difference_between};
use crate::frequency::AlleleCounts;
use serde::Serialize;

/// Distances of two populations, summed over the sites at which both have at least two copies called.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct NeiDistance {
    /// Mean number of differences between two copies from different populations.
    pub between: f64,
    /// The same within the first.
    pub first: f64,
    /// The same within the second.
    pub second: f64,
    /// Nei's standard distance without bias, `−ln(J₁₂ / √(J₁ J₂))`; `None` where they share no allele.
    pub standard: Option<f64>,
    /// Sites that took part.
    pub sites: usize,
}

impl NeiDistance {
    /// Net differences: those between, less the mean of those within (Nei and Li 1979).
    #[must_use]
    pub fn net(&self) -> f64 {
        self.between - (self.first + self.second) / 2.0
    }

    /// Differences between per base (`d_xy`), of a region of so many bases.
    #[must_use]
    pub fn per_base(&self, bases: u64) -> Option<f64> {
        (bases > 0).then(|| self.between / bases as f64)
    }
}

/// Nei's distances: *Estimation of average heterozygosity and genetic distance from a small number of individuals*,
/// Genetics 89, 1978; Nei and Li, *Mathematical model for studying genetic variation in terms of restriction
/// endonucleases*, PNAS 76, 1979.
///
/// # Errors
/// [`PopulationError::Length`] for counts of different sites.
pub fn nei_distance(
    first: &AlleleCounts,
    second: &AlleleCounts,
) -> Result<NeiDistance, PopulationError> {
    same_sites(first, second)?;
    let (mut sums, mut sites) = ([0.0; 3], 0_usize);
    for site in 0..first.len() {
        let (a, b) = (first.site(site), second.site(site));
        let within = (pairwise_difference(a), pairwise_difference(b));
        if let (Some(x), Some(y), Some(xy)) =
            (within.0, within.1, pairwise_difference_between(a, b))
        {
            sums[0] += x;
            sums[1] += y;
            sums[2] += xy;
            sites += 1;
        }
    }
    // Identities: what does not differ.
    let [x, y, xy] = sums.map(|sum| sites as f64 - sum);
    let standard = (xy > 0.0 && x > 0.0 && y > 0.0).then(|| -(xy / (x * y).sqrt()).ln());
    Ok(NeiDistance { between: sums[2], first: sums[0], second: sums[1], standard, sites })
}
