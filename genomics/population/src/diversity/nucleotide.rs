use crate::frequency::AlleleCounts;
use std::ops::Range;

/// Share of pairs of copies of a site that differ, from the counts of its alleles. `None` below two copies.
///
/// ```
/// use neuron_population::diversity::pairwise_difference;
/// assert_eq!(pairwise_difference(&[3, 1]), Some(0.5)); // 3 of 6 pairs
/// assert_eq!(pairwise_difference(&[4, 0]), Some(0.0));
/// assert_eq!(pairwise_difference(&[1, 0]), None);
/// ```
#[must_use]
pub fn pairwise_difference(counts: &[u32]) -> Option<f64> {
    let pairs = |count: u64| (count * count.saturating_sub(1)) as f64 / 2.0;
    let called: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let all = pairs(called);
    let same: f64 = counts.iter().map(|count| pairs(u64::from(*count))).sum();
    (all > 0.0).then(|| (all - same) / all)
}

/// Share of pairs of copies from two populations that differ. `None` where one has no copy called.
#[must_use]
pub fn pairwise_difference_between(first: &[u32], second: &[u32]) -> Option<f64> {
    let sum = |counts: &[u32]| counts.iter().map(|count| f64::from(*count)).sum::<f64>();
    let all = sum(first) * sum(second);
    let same: f64 = first.iter().zip(second).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
    (all > 0.0).then(|| (all - same) / all)
}

/// π of some sites, not yet per base: the mean number of differences of two copies. Sites with fewer than two copies
/// called add nothing.
#[must_use]
pub fn theta_pi(counts: &AlleleCounts, sites: Range<usize>) -> f64 {
    sites.filter_map(|site| pairwise_difference(counts.site(site))).sum()
}

/// Sites among some with two alleles or more.
#[must_use]
pub fn segregating_sites(counts: &AlleleCounts, sites: Range<usize>) -> usize {
    sites.filter(|site| counts.is_segregating(*site)).count()
}

/// Watterson's θ of some sites, not yet per base: segregating sites over `1 + 1/2 + … + 1/(n − 1)`, with the most
/// copies n called at any of them (scikit-allel's choice where calls are missing). 0 below two copies.
///
/// Watterson, *On the number of segregating sites in genetical models without recombination*, Theoretical Population
/// Biology 7, 1975.
#[must_use]
pub fn theta_watterson(counts: &AlleleCounts, sites: Range<usize>) -> f64 {
    let copies = most_copies(counts, sites.clone());
    if copies < 2 { 0.0 } else { segregating_sites(counts, sites) as f64 / harmonic(copies, 1) }
}

pub(super) fn most_copies(counts: &AlleleCounts, sites: Range<usize>) -> u32 {
    sites.map(|site| counts.called(site)).max().unwrap_or(0)
}

/// `Σ 1/iᵖ` for i from 1 below n.
pub(super) fn harmonic(copies: u32, power: i32) -> f64 {
    (1..copies).map(|i| f64::from(i).powi(-power)).sum()
}
