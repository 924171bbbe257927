use crate::MetagenomicsError;
use serde::Serialize;
use std::collections::BTreeMap;

/// Bases of a genome that make a bin of high quality, and of others that spoil it (CAMI2; CheckM's thresholds).
const COMPLETE: f64 = 0.9;
const CONTAMINATED: f64 = 0.05;

/// A bin against the genomes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BinQuality {
    /// The bin.
    pub bin: usize,
    /// The genome that most of its bases are of.
    pub genome: usize,
    /// Bases of the bin.
    pub bases: u64,
    /// Sequences of the bin.
    pub sequences: usize,
    /// The share of the genome's bases that are in it.
    pub completeness: f64,
    /// The share of its bases that are of other genomes.
    pub contamination: f64,
}

/// All bins against the genomes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BinReport {
    /// The bins, the largest first.
    pub bins: Vec<BinQuality>,
    /// Bins that are at least 90 % complete and at most 5 % contaminated.
    pub high_quality: usize,
    /// Genomes that there are.
    pub genomes: usize,
    /// The share of bases that are in some bin.
    pub binned_share: f64,
    /// The share of binned bases that are of their bin's genome.
    pub base_purity: f64,
}

/// Compares bins with the genomes that sequences are of, by bases (Meyer et al., *Critical Assessment of Metagenome
/// Interpretation: the second round of challenges*, 2022). `None` is a sequence in no bin.
///
/// ```
/// use neuron_metagenomics::agreement::bin_quality;
/// let report = bin_quality(&[0, 0, 1], &[Some(4), Some(4), None], &[900, 100, 500])?;
/// assert_eq!((report.high_quality, report.bins[0].completeness), (1, 1.0));
/// # Ok::<(), neuron_metagenomics::MetagenomicsError>(())
/// ```
///
/// # Errors
/// [`MetagenomicsError::Size`] where the lists are not of one length.
pub fn bin_quality(
    genomes: &[usize],
    bins: &[Option<usize>],
    bases: &[u64],
) -> Result<BinReport, MetagenomicsError> {
    MetagenomicsError::same_size("the list of bins", genomes.len(), bins.len())?;
    MetagenomicsError::same_size("the list of lengths", genomes.len(), bases.len())?;
    let mut of_genome: BTreeMap<usize, u64> = BTreeMap::new();
    let mut of_bin: BTreeMap<usize, (usize, BTreeMap<usize, u64>)> = BTreeMap::new();
    for ((&genome, bin), &length) in genomes.iter().zip(bins).zip(bases) {
        *of_genome.entry(genome).or_default() += length;
        if let Some(bin) = bin {
            let (sequences, parts) = of_bin.entry(*bin).or_default();
            *sequences += 1;
            *parts.entry(genome).or_default() += length;
        }
    }
    let (mut own, mut binned) = (0, 0);
    let mut report = Vec::with_capacity(of_bin.len());
    for (bin, (sequences, parts)) in of_bin {
        let total: u64 = parts.values().sum();
        // The first of those with most bases, in the order of their numbers.
        let (genome, most) =
            parts.iter().fold(
                (0, 0),
                |best, (&genome, &bases)| {
                    if bases > best.1 { (genome, bases) } else { best }
                },
            );
        own += most;
        binned += total;
        let share =
            |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        report.push(BinQuality {
            bin,
            genome,
            bases: total,
            sequences,
            completeness: share(most, of_genome.get(&genome).copied().unwrap_or(0)),
            contamination: share(total - most, total),
        });
    }
    report.sort_by_key(|bin| (std::cmp::Reverse(bin.bases), bin.bin));
    let good =
        |bin: &&BinQuality| bin.completeness >= COMPLETE && bin.contamination <= CONTAMINATED;
    let all: u64 = of_genome.values().sum();
    Ok(BinReport {
        high_quality: report.iter().filter(good).count(),
        bins: report,
        genomes: of_genome.len(),
        binned_share: if all == 0 { 0.0 } else { binned as f64 / all as f64 },
        base_purity: if binned == 0 { 0.0 } else { own as f64 / binned as f64 },
    })
}
