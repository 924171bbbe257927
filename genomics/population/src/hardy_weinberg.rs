//! The exact test of Hardy–Weinberg proportions.
//!
//! Wigginton, Cutler and Abecasis, *A note on exact tests of Hardy–Weinberg equilibrium*, American Journal of Human
//! Genetics 76, 2005; the mid-p value after Graffelman and Moreno, *The mid p-value in exact tests for Hardy–Weinberg
//! equilibrium*, Statistical Applications in Genetics and Molecular Biology 12, 2013.

use crate::frequency::GenotypeCounts;
use serde::Serialize;

/// Two probabilities that differ by less than this share are the same one.
const TIE: f64 = 1e-11;

/// Exact p-value and mid-p value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ExactTest {
    /// Probability of a number of heterozygotes as improbable as the one seen, or more.
    pub p: f64,
    /// The same with half of the probability of those exactly as improbable.
    pub mid_p: f64,
}

/// The exact test on numbers of genotypes, given those of the two alleles. Without variation, p is 1.
///
/// ```
/// use neuron_population::hardy_weinberg::exact_test;
/// // 100 samples, 21 copies of the rarer allele, 17 heterozygotes: plink2 2.00a3.5 --hardy gives 0.284042.
/// let test = exact_test(17, 2, 81);
/// assert!((test.p - 0.284042).abs() < 5e-7);
/// ```
#[must_use]
pub fn exact_test(heterozygous: u32, homozygous: u32, others: u32) -> ExactTest {
    let (heterozygous, first, second) =
        (u64::from(heterozygous), u64::from(homozygous), u64::from(others));
    let rare = 2 * first.min(second) + heterozygous;
    let genotypes = heterozygous + first + second;
    if rare == 0 {
        return ExactTest { p: 1.0, mid_p: if genotypes == 0 { 1.0 } else { 0.5 } };
    }
    let common = 2 * genotypes - rare;
    // Probabilities relative to that of the number seen, walked away from it in steps of two heterozygotes.
    let up = |h: f64, r: f64, c: f64| 4.0 * r * c / ((h + 2.0) * (h + 1.0));
    let (mut total, mut tail, mut ties) = (1.0_f64, 1.0_f64, 1.0_f64);
    let mut count = |weight: f64| {
        total += weight;
        if weight <= 1.0 + TIE {
            tail += weight;
            if weight >= 1.0 - TIE {
                ties += weight;
            }
        }
    };
    let homozygotes = |h: u64| (((rare - h) / 2) as f64, ((common - h) / 2) as f64);
    let mut weight = 1.0;
    let mut h = heterozygous;
    while h + 2 <= rare {
        let (r, c) = homozygotes(h);
        weight *= up(h as f64, r, c);
        count(weight);
        // Beyond its peak the rest of a tail is smaller than this times a geometric series.
        if weight < 1e-40 {
            break;
        }
        h += 2;
    }
    weight = 1.0;
    h = heterozygous;
    while h >= 2 {
        h -= 2;
        let (r, c) = homozygotes(h);
        weight /= up(h as f64, r, c);
        count(weight);
        if weight < 1e-40 {
            break;
        }
    }
    // A number seen far out in a tail makes all others huge; the quotient is the small probability.
    if !total.is_finite() {
        return ExactTest { p: 0.0, mid_p: 0.0 };
    }
    ExactTest { p: (tail / total).min(1.0), mid_p: (tail - 0.5 * ties) / total }
}

/// The exact test on the genotypes of a site.
#[must_use]
pub fn exact_test_of(counts: &GenotypeCounts) -> ExactTest {
    exact_test(counts.heterozygous, counts.homozygous, counts.others)
}
