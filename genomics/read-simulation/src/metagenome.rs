//! Fragments of several genomes, as a sample of a community gives them.

use crate::contig::{complement, is_base, other_base};
use crate::reads::Qualities;
use crate::{Contig, ErrorLaw, SimulationError};
use neuron_random::distributions::{Distribution, StandardNormal};
use neuron_random::{Rng, Stream};
use rayon::prelude::*;
use serde::Serialize;

/// How abundant genomes are, by copies (not by bases).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Abundance {
    /// All alike.
    Equal,
    /// Log-normal with this deviation of the logarithm, as communities often are.
    LogNormal(f64),
    /// Given, one a genome, in any unit.
    Given(Vec<f64>),
}

/// How fragments of a community are made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetagenomeLaw {
    /// How many fragments.
    pub fragments: usize,
    /// Bases of each.
    pub length: usize,
    /// How abundant the genomes are.
    pub abundance: Abundance,
    /// Errors and qualities.
    pub errors: ErrorLaw,
}

impl Default for MetagenomeLaw {
    /// 10,000 fragments of 1,000 bases without errors, of log-normal abundances.
    fn default() -> Self {
        Self {
            fragments: 10_000,
            length: 1000,
            abundance: Abundance::LogNormal(1.0),
            errors: ErrorLaw { rate: 0.0, ..ErrorLaw::default() },
        }
    }
}

/// A piece of a genome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetagenomeFragment {
    /// Number of the genome.
    pub genome: usize,
    /// Number of the contig of the genome.
    pub contig: usize,
    /// Its first base on the contig, counted from 0.
    pub start: usize,
    /// Whether it is of the opposite strand.
    pub reverse: bool,
    /// Its bases, in the order in which they were read.
    pub bases: Vec<u8>,
    /// Phred qualities of the bases.
    pub qualities: Vec<u8>,
}

/// A community's fragments and what they were drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct Metagenome {
    /// The fragments, in the order in which they were drawn.
    pub fragments: Vec<MetagenomeFragment>,
    /// Share of each genome in the copies; they sum to 1.
    pub abundances: Vec<f64>,
}

/// Draws fragments: a genome by its abundance times its length, a place on it uniformly, a strand.
///
/// ```
/// use neuron_read_simulation::{Abundance, Contig, MetagenomeLaw, simulate_metagenome};
/// let genomes = [vec![Contig::new("a", &b"ACGT".repeat(50))], vec![Contig::new("b", &b"GC".repeat(50))]];
/// let law = MetagenomeLaw { fragments: 8, length: 20, abundance: Abundance::Equal, ..Default::default() };
/// let made = simulate_metagenome(&genomes, &law, 1)?;
/// assert_eq!(made.abundances, [0.5, 0.5]);
/// assert!(made.fragments.iter().all(|fragment| fragment.bases.len() == 20));
/// # Ok::<(), neuron_read_simulation::SimulationError>(())
/// ```
///
/// # Errors
/// [`SimulationError::Setting`], [`SimulationError::Abundances`], or
/// [`SimulationError::ReferenceTooShort`] where a genome has no contig of a fragment's length.
pub fn simulate_metagenome(
    genomes: &[Vec<Contig>],
    law: &MetagenomeLaw,
    seed: u64,
) -> Result<Metagenome, SimulationError> {
    law.errors.check()?;
    if law.length == 0 || law.length > 1_000_000 {
        return Err(SimulationError::setting("fragment length", law.length, "1 to 1000000 bases"));
    }
    let bases = law.fragments as u64 * law.length as u64;
    const MOST: u64 = 20_000_000_000;
    if bases > MOST {
        return Err(SimulationError::TooMuch { bases, most: MOST });
    }
    let abundances = abundances(genomes.len(), &law.abundance, seed)?;
    // Contigs with the number of places at which a fragment can begin, weighted by abundance.
    let mut contigs = Vec::new();
    let mut sum = 0.0;
    for (genome, (list, abundance)) in genomes.iter().zip(&abundances).enumerate() {
        let longest = list.iter().map(|contig| contig.sequence.len()).max().unwrap_or(0);
        if longest < law.length {
            return Err(SimulationError::ReferenceTooShort { needed: law.length, longest });
        }
        for (contig, one) in list.iter().enumerate() {
            let places = (one.sequence.len() + 1).saturating_sub(law.length);
            sum += abundance * places as f64;
            contigs.push((sum, genome, contig, places));
        }
    }
    if contigs.is_empty() || law.fragments == 0 {
        return Ok(Metagenome { fragments: Vec::new(), abundances });
    }
    let qualities = Qualities::new(&law.errors, law.length);
    let place = Stream::new(seed, "genomics/simulation/metagenome/fragment");
    let draw = |number: usize| {
        let mut rng = place.sample(number as u64).rng();
        let at = rng.random::<f64>() * sum;
        let which = contigs.partition_point(|one| one.0 <= at).min(contigs.len() - 1);
        let (_, genome, contig, places) = contigs[which];
        let start = rng.random_range(0..places.max(1));
        let reverse = rng.random::<bool>();
        let mut bases = genomes[genome][contig].sequence[start..start + law.length].to_vec();
        if reverse {
            bases = bases.iter().rev().map(|&base| complement(base)).collect();
        }
        let mut drawn = Vec::with_capacity(law.length);
        for (cycle, base) in bases.iter_mut().enumerate() {
            let (quality, wrong) = qualities.draw(&mut rng, cycle);
            if is_base(*base) {
                drawn.push(quality);
                if wrong {
                    *base = other_base(*base, rng.random_range(0..3));
                }
            } else {
                drawn.push(Qualities::ambiguous());
            }
        }
        MetagenomeFragment { genome, contig, start, reverse, bases, qualities: drawn }
    };
    let fragments = (0..law.fragments).into_par_iter().map(draw).collect();
    Ok(Metagenome { fragments, abundances })
}

fn abundances(genomes: usize, law: &Abundance, seed: u64) -> Result<Vec<f64>, SimulationError> {
    let weights: Vec<f64> = match law {
        Abundance::Equal => vec![1.0; genomes],
        Abundance::LogNormal(deviation) => {
            if !(0.0..=10.0).contains(deviation) {
                return Err(SimulationError::setting("abundance deviation", deviation, "0 to 10"));
            }
            let place = Stream::new(seed, "genomics/simulation/metagenome/abundance");
            let draw = |genome: usize| {
                let normal: f64 = StandardNormal.sample(&mut place.sample(genome as u64).rng());
                (deviation * normal).exp()
            };
            (0..genomes).map(draw).collect()
        }
        Abundance::Given(weights) => {
            if weights.len() != genomes {
                let abundances = weights.len();
                return Err(SimulationError::Abundances { abundances, genomes });
            }
            let wrong = weights.iter().find(|weight| !(weight.is_finite() && **weight >= 0.0));
            if let Some(weight) = wrong {
                return Err(SimulationError::setting("abundance", weight, "a number from 0"));
            }
            weights.clone()
        }
    };
    let sum: f64 = weights.iter().sum();
    if genomes > 0 && sum <= 0.0 {
        return Err(SimulationError::setting("abundances together", sum, "a number above 0"));
    }
    Ok(weights.iter().map(|weight| weight / sum).collect())
}
