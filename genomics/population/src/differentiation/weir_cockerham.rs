use super::Ratio;
use crate::{PopulationError, Populations};
use neuron_genotypes::{ABSENT, Genotypes, MISSING};
use rayon::prelude::*;
use serde::Serialize;

/// Components of variance of a site, summed over its alleles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Components {
    /// Between populations.
    pub a: f64,
    /// Between individuals of a population.
    pub b: f64,
    /// Between the copies of an individual.
    pub c: f64,
}

impl Components {
    /// `θ = a / (a + b + c)` as a ratio that can be summed.
    #[must_use]
    pub fn theta(&self) -> Ratio {
        Ratio { numerator: self.a, denominator: self.a + self.b + self.c }
    }
}

/// Weir and Cockerham's components of variance of each site: *Estimating F-statistics for the analysis of population
/// structure*, Evolution 38, 1984, equations 2 to 4.
///
/// Individuals are those with two called copies. At a site where all called genotypes are haploid, the components are
/// those of two levels, without c (Weir, *Genetic Data Analysis II*, 1996, chapter 5); haploids beside diploids do not
/// take part. A population without individuals at a site is left out there. All components of a site without variation,
/// or with fewer than two populations, are 0.
///
/// # Errors
/// [`PopulationError`] for fewer than two populations, or one of fewer than two samples.
pub fn weir_cockerham(
    genotypes: &Genotypes,
    populations: &Populations,
) -> Result<Vec<Components>, PopulationError> {
    crate::error::at_least("Weir and Cockerham's Fst", "populations", populations.names.len(), 2)?;
    populations.at_least("Weir and Cockerham's Fst", 2)?;
    let sites = (0..genotypes.variants.len()).into_par_iter().with_min_len(64);
    Ok(sites.map(|site| site_components(genotypes, populations, site)).collect())
}

/// Individuals of a population at a site: their number, copies of each allele, heterozygotes that carry each allele.
struct Tally {
    individuals: f64,
    copies: Vec<f64>,
    heterozygotes: Vec<f64>,
}

fn site_components(genotypes: &Genotypes, populations: &Populations, site: usize) -> Components {
    let alleles = 1 + genotypes.variants[site].alternates.len().min(127);
    let mut tallies = tally(genotypes, populations, site, alleles, 2);
    let diploid = !tallies.is_empty();
    if !diploid {
        tallies = tally(genotypes, populations, site, alleles, 1);
    }
    let mut total = Components::default();
    if tallies.len() < 2 {
        return total;
    }
    for allele in 0..alleles {
        let part = if diploid { diploids(&tallies, allele) } else { haploids(&tallies, allele) };
        total.a += part.a;
        total.b += part.b;
        total.c += part.c;
    }
    total
}

fn tally(
    genotypes: &Genotypes,
    populations: &Populations,
    site: usize,
    alleles: usize,
    ploidy: usize,
) -> Vec<Tally> {
    let row = genotypes.site(site);
    let width = genotypes.ploidy;
    let count = |members: &Vec<usize>| {
        let mut tally = Tally {
            individuals: 0.0,
            copies: vec![0.0; alleles],
            heterozygotes: vec![0.0; alleles],
        };
        for sample in members {
            let copies = &row[sample * width..(sample + 1) * width];
            let own = copies.iter().take_while(|copy| **copy != ABSENT).count();
            if own != ploidy || copies[..own].contains(&MISSING) {
                continue;
            }
            tally.individuals += 1.0;
            for copy in &copies[..own] {
                tally.copies[*copy as usize] += 1.0;
                if ploidy == 2 && copies[0] != copies[1] {
                    tally.heterozygotes[*copy as usize] += 1.0;
                }
            }
        }
        tally
    };
    populations.members.iter().map(count).filter(|tally| tally.individuals > 0.0).collect()
}

/// Of an allele: sizes, their mean n̄, and the n_C of the paper.
fn sizes(tallies: &[Tally]) -> (f64, f64, f64) {
    let r = tallies.len() as f64;
    let total: f64 = tallies.iter().map(|tally| tally.individuals).sum();
    let squares: f64 = tallies.iter().map(|tally| tally.individuals.powi(2)).sum();
    (r, total / r, (total - squares / total) / (r - 1.0))
}

fn diploids(tallies: &[Tally], allele: usize) -> Components {
    let (r, n, n_c) = sizes(tallies);
    let total = r * n;
    let frequency = |tally: &Tally| tally.copies[allele] / (2.0 * tally.individuals);
    let p = tallies.iter().map(|tally| tally.copies[allele]).sum::<f64>() / (2.0 * total);
    let spread = tallies.iter().map(|tally| tally.individuals * (frequency(tally) - p).powi(2));
    let s2 = spread.sum::<f64>() / (n * (r - 1.0));
    let h = tallies.iter().map(|tally| tally.heterozygotes[allele]).sum::<f64>() / total;
    if n <= 1.0 || n_c <= 0.0 {
        return Components::default();
    }
    let within = p * (1.0 - p) - (r - 1.0) / r * s2;
    Components {
        a: n / n_c * (s2 - (within - h / 4.0) / (n - 1.0)),
        b: n / (n - 1.0) * (within - (2.0 * n - 1.0) / (4.0 * n) * h),
        c: h / 2.0,
    }
}

fn haploids(tallies: &[Tally], allele: usize) -> Components {
    let (r, n, n_c) = sizes(tallies);
    let total = r * n;
    if total <= r || n_c <= 0.0 {
        return Components::default();
    }
    let frequency = |tally: &Tally| tally.copies[allele] / tally.individuals;
    let p = tallies.iter().map(|tally| tally.copies[allele]).sum::<f64>() / total;
    let between = tallies.iter().map(|tally| tally.individuals * (frequency(tally) - p).powi(2));
    let between = between.sum::<f64>() / (r - 1.0);
    let within = tallies
        .iter()
        .map(|tally| tally.individuals * frequency(tally) * (1.0 - frequency(tally)))
        .sum::<f64>()
        / (total - r);
    Components { a: (between - within) / n_c, b: within, c: 0.0 }
}
