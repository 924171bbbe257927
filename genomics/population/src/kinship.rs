//! Kinship robust to population structure: KING.
//!
//! Manichaikul and others, *Robust relationship inference in genome-wide association studies*, Bioinformatics 26,
//! 2010, equation 11: over the sites at which both samples are called,
//! `φ = ½ − (H₁ + H₂ − 2 H₁₂ + 4 O) / (4 min(H₁, H₂))` with the heterozygotes H₁ and H₂ of each, those of both H₁₂, and
//! the opposite homozygotes O.

use crate::PopulationError;
use crate::dosages::{Dosages, SampleDosages};
use crate::error::at_least;
use rayon::prelude::*;
use serde::Serialize;

/// Two samples compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Kinship {
    /// Number of the first sample.
    pub first: usize,
    /// Number of the second, greater.
    pub second: usize,
    /// Sites at which both are called.
    pub sites: u32,
    /// Sites at which both are heterozygous.
    pub both_heterozygous: u32,
    /// Sites at which they are homozygous for different alleles.
    pub opposite: u32,
    /// The coefficient: about ½ of duplicates, ¼ of siblings and of parent and child, 0 of strangers. `None` where one
    /// of them has no heterozygous site.
    pub coefficient: Option<f64>,
}

/// The greatest number of samples whose pairs are held in memory.
pub const LARGEST: usize = 20_000;

/// Kinship of all pairs of samples, in the order (0, 1), (0, 2), (1, 2), (0, 3), …, as `plink2 --make-king`.
///
/// # Errors
/// [`PopulationError`] for fewer than two samples, or more than [`LARGEST`].
pub fn king(dosages: &Dosages) -> Result<Vec<Kinship>, PopulationError> {
    at_least("kinship", "samples", dosages.samples(), 2)?;
    if dosages.samples() > LARGEST {
        let (analysis, what) = ("kinship", "samples");
        let found = dosages.samples();
        return Err(PopulationError::TooMany { analysis, what, found, limit: LARGEST });
    }
    let turned = SampleDosages::new(dosages);
    let rows: Vec<Vec<Kinship>> = (1..dosages.samples())
        .into_par_iter()
        .map(|second| (0..second).map(|first| compare(&turned, first, second)).collect())
        .collect();
    Ok(rows.into_iter().flatten().collect())
}

#[inline(always)]
fn compare(turned: &SampleDosages, first: usize, second: usize) -> Kinship {
    let row = |plane, sample| turned.row(plane, sample);
    let (called_1, called_2) = (row(&turned.called, first), row(&turned.called, second));
    let (same_1, same_2) = (row(&turned.homozygous, first), row(&turned.homozygous, second));
    let (other_1, other_2) = (row(&turned.alternate, first), row(&turned.alternate, second));
    let (mut sites, mut heterozygous_1, mut heterozygous_2) = (0_u64, 0_u64, 0_u64);
    let (mut both, mut opposite) = (0_u64, 0_u64);
    for word in 0..turned.words {
        let called = called_1[word] & called_2[word];
        let het_1 = called & !same_1[word];
        let het_2 = called & !same_2[word];
        sites += u64::from(called.count_ones());
        heterozygous_1 += u64::from(het_1.count_ones());
        heterozygous_2 += u64::from(het_2.count_ones());
        both += u64::from((het_1 & het_2).count_ones());
        let homozygous = same_1[word] & same_2[word];
        opposite += u64::from((homozygous & (other_1[word] ^ other_2[word])).count_ones());
    }
    let differing = (heterozygous_1 + heterozygous_2 + 4 * opposite) as f64 - 2.0 * both as f64;
    let least = heterozygous_1.min(heterozygous_2);
    Kinship {
        first,
        second,
        sites: sites as u32,
        both_heterozygous: both as u32,
        opposite: opposite as u32,
        coefficient: (least > 0).then(|| 0.5 - differing / (4.0 * least as f64)),
    }
}
