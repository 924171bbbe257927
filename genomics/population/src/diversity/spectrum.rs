use crate::PopulationError;
use crate::frequency::AlleleCounts;
use serde::Serialize;
use statrs::function::factorial::ln_binomial;

/// Site frequency spectrum: how many sites have 0, 1, …, n copies of the alternate allele among n.
///
/// Sites of two alleles count. One at which more than n copies were called is projected down: it is shared out by the
/// chances that n copies drawn from it have so many alternates (Marth and others, *The allele frequency spectrum in
/// genome-wide human variation data*, Genetics 166, 2004); one with fewer is left out. Without missing calls and with n
/// all copies, the entries are plain numbers of sites. The alternate allele stands for the derived one; where that is
/// not known, fold the spectrum.
///
/// ```
/// use neuron_population::diversity::{folded_spectrum, spectrum};
/// use neuron_population::frequency::AlleleCounts;
/// let counts = AlleleCounts::from_rows(2, vec![3, 1, 1, 3, 2, 2]);
/// let unfolded = spectrum(&counts, 4)?;
/// assert_eq!(unfolded, [0.0, 1.0, 1.0, 1.0, 0.0]);
/// assert_eq!(folded_spectrum(&unfolded), [0.0, 2.0, 1.0]);
/// # Ok::<(), neuron_population::PopulationError>(())
/// ```
///
/// # Errors
/// [`PopulationError`] for n below 2.
pub fn spectrum(counts: &AlleleCounts, copies: u32) -> Result<Vec<f64>, PopulationError> {
    crate::error::at_least("a spectrum", "copies", copies as usize, 2)?;
    let mut total = vec![0.0; copies as usize + 1];
    for site in 0..counts.len() {
        if let [zeros, ones] = *counts.site(site) {
            for (alternates, share) in shares(zeros, ones, copies) {
                total[alternates as usize] += share;
            }
        }
    }
    Ok(total)
}

/// The spectrum of the rarer allele, from that of the alternate one.
#[must_use]
pub fn folded_spectrum(spectrum: &[f64]) -> Vec<f64> {
    let copies = spectrum.len().saturating_sub(1);
    let fold = |minor: usize| {
        let other = copies - minor;
        if minor == other { spectrum[minor] } else { spectrum[minor] + spectrum[other] }
    };
    (0..=copies / 2).map(fold).collect()
}

/// Spectrum of two populations together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JointSpectrum {
    /// Copies of the first and second population.
    pub copies: [u32; 2],
    /// Sites with i alternates in the first and j in the second, `[copies₀ + 1, copies₁ + 1]`, rows of the first.
    pub sites: Vec<f64>,
}

/// The joint spectrum of two populations, under the same rules as [`spectrum`].
///
/// # Errors
/// [`PopulationError`] for fewer than two copies, counts of different sites, or a table of more than 2²⁶ entries.
pub fn joint_spectrum(
    first: &AlleleCounts,
    second: &AlleleCounts,
    copies: [u32; 2],
) -> Result<JointSpectrum, PopulationError> {
    for copies in copies {
        crate::error::at_least("a spectrum", "copies", copies as usize, 2)?;
    }
    if first.len() != second.len() {
        let (found, expected) = (second.len(), first.len());
        return Err(PopulationError::Length { what: "list of the second counts", found, expected });
    }
    let width = copies[1] as usize + 1;
    let entries = (copies[0] as usize + 1).saturating_mul(width);
    if entries > 1 << 26 {
        let (analysis, what) = ("a joint spectrum", "entries");
        return Err(PopulationError::TooMany { analysis, what, found: entries, limit: 1 << 26 });
    }
    let mut sites = vec![0.0; entries];
    for site in 0..first.len() {
        if let ([a0, a1], [b0, b1]) = (first.site(site), second.site(site)) {
            let columns: Vec<(u32, f64)> = shares(*b0, *b1, copies[1]).collect();
            for (i, row) in shares(*a0, *a1, copies[0]) {
                for (j, column) in &columns {
                    sites[i as usize * width + *j as usize] += row * column;
                }
            }
        }
    }
    Ok(JointSpectrum { copies, sites })
}

/// Numbers of alternates among `copies` drawn from a site, with their chances; nothing where it has fewer.
fn shares(zeros: u32, ones: u32, copies: u32) -> impl Iterator<Item = (u32, f64)> {
    let called = zeros + ones;
    let least = copies.saturating_sub(zeros);
    let most = if called < copies { None } else { Some(ones.min(copies)) };
    let whole = called == copies;
    most.into_iter().flat_map(move |most| least..=most).map(move |alternates| {
        let choose = |n: u32, k: u32| ln_binomial(u64::from(n), u64::from(k));
        // Nothing is left to chance where all copies are taken.
        let share = if whole {
            1.0
        } else {
            (choose(ones, alternates) + choose(zeros, copies - alternates) - choose(called, copies))
                .exp()
        };
        (alternates, share)
    })
}
