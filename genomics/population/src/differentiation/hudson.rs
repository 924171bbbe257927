use super::Ratio;
use crate::PopulationError;
use crate::diversity::{pairwise_difference, pairwise_difference_between};
use crate::frequency::AlleleCounts;

/// Hudson's Fst of each site between two populations: the mean difference of two copies from different populations,
/// less that of two from the same, over the former.
///
/// Hudson, Slatkin and Maddison, *Estimation of levels of gene flow from DNA sequence data*, Genetics 132, 1992, in the
/// form of Bhatia and others, 2013; any number of alleles and any ploidy.
///
/// # Errors
/// [`PopulationError::Length`] for counts of different sites.
pub fn hudson(first: &AlleleCounts, second: &AlleleCounts) -> Result<Vec<Ratio>, PopulationError> {
    same_sites(first, second)?;
    let site = |site| {
        let (a, b) = (first.site(site), second.site(site));
        let parts =
            (pairwise_difference(a), pairwise_difference(b), pairwise_difference_between(a, b));
        match parts {
            (Some(a), Some(b), Some(between)) => {
                Ratio { numerator: between - (a + b) / 2.0, denominator: between }
            }
            _ => Ratio::default(),
        }
    };
    Ok((0..first.len()).map(site).collect())
}

/// Patterson's f₂ of each site with two alleles, without bias from sampling: `(p − q)²` less what sampling adds.
/// `None` at other sites and where a population has fewer than two copies called.
///
/// Patterson and others, *Ancient admixture in human history*, Genetics 192, 2012, appendix A.
///
/// # Errors
/// [`PopulationError::Length`] for counts of different sites.
pub fn patterson_f2(
    first: &AlleleCounts,
    second: &AlleleCounts,
) -> Result<Vec<Option<f64>>, PopulationError> {
    same_sites(first, second)?;
    let half = |counts: &[u32]| match counts {
        [zeros, ones] if zeros + ones > 1 => {
            let (zeros, ones) = (f64::from(*zeros), f64::from(*ones));
            let n = zeros + ones;
            // The frequency, and the variance that sampling gives it.
            Some((ones / n, zeros * ones / (n * n * (n - 1.0))))
        }
        _ => None,
    };
    let site = |site| {
        let (p, p_error) = half(first.site(site))?;
        let (q, q_error) = half(second.site(site))?;
        Some((p - q).powi(2) - p_error - q_error)
    };
    Ok((0..first.len()).map(site).collect())
}

pub(super) fn same_sites(
    first: &AlleleCounts,
    second: &AlleleCounts,
) -> Result<(), PopulationError> {
    if first.len() != second.len() {
        let (found, expected) = (second.len(), first.len());
        return Err(PopulationError::Length { what: "list of the second counts", found, expected });
    }
    Ok(())
}
