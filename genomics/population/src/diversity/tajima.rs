use super::nucleotide::{harmonic, most_copies, segregating_sites, theta_pi};
use crate::frequency::AlleleCounts;
use std::ops::Range;

/// Fewest segregating sites for which the statistic says anything (scikit-allel's choice).
pub const LEAST_SITES: usize = 3;

/// Tajima's D of some sites: π less Watterson's θ, over its standard deviation without selection or growth. `None`
/// below [`LEAST_SITES`] segregating sites or three copies.
///
/// Tajima, *Statistical method for testing the neutral mutation hypothesis by DNA polymorphism*, Genetics 123, 1989,
/// equations 2 to 38.
///
/// ```
/// use neuron_population::diversity::tajima_d;
/// use neuron_population::frequency::AlleleCounts;
/// // Four sites of 8 copies: singletons pull D below 0. scikit-allel 1.3.13 gives -1.029720537428563.
/// let counts = AlleleCounts::from_rows(2, vec![7, 1, 7, 1, 7, 1, 6, 2]);
/// assert!((tajima_d(&counts, 0..4).unwrap() + 1.029720537428563).abs() < 1e-12);
/// ```
#[must_use]
pub fn tajima_d(counts: &AlleleCounts, sites: Range<usize>) -> Option<f64> {
    let segregating = segregating_sites(counts, sites.clone());
    let copies = most_copies(counts, sites.clone());
    if segregating < LEAST_SITES || copies < 3 {
        return None;
    }
    let (s, n) = (segregating as f64, f64::from(copies));
    let (a1, a2) = (harmonic(copies, 1), harmonic(copies, 2));
    let b1 = (n + 1.0) / (3.0 * (n - 1.0));
    let b2 = 2.0 * (n * n + n + 3.0) / (9.0 * n * (n - 1.0));
    let c1 = b1 - 1.0 / a1;
    let c2 = b2 - (n + 2.0) / (a1 * n) + a2 / (a1 * a1);
    let (e1, e2) = (c1 / a1, c2 / (a1 * a1 + a2));
    let deviation = (e1 * s + e2 * s * (s - 1.0)).sqrt();
    Some((theta_pi(counts, sites) - s / a1) / deviation)
}
