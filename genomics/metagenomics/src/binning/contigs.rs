use super::{BinMethod, HalvesMetric, HalvesOptions};
use crate::MetagenomicsError;
use crate::clustering::{
    HdbscanOptions, KMeansOptions, LeidenOptions, MixtureOptions, Quality, gaussian_mixture,
    hdbscan, k_means, leiden, neighbour_graph,
};
use neuron_sequence_features::Features;
use neuron_sequence_features::embeddings::{KmerProfile, Scale, SequenceEmbedding};
use serde::Serialize;
use std::collections::BTreeMap;

/// Between which resolutions a number of bins is sought, and in how many steps.
const RESOLUTIONS: (f64, f64) = (0.01, 1000.0);
const STEPS: usize = 20;

/// How contigs are binned.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BinOptions {
    /// The method.
    pub method: BinMethod,
    /// How many bins there are to be; Leiden's resolution is then sought that gives as many, or nearly. `None` is the
    /// number of communities that Leiden finds at the resolution that is given. HDBSCAN does not ask for it.
    pub bins: Option<usize>,
    /// Contigs with fewer bases are left unbinned.
    pub least_bases: usize,
    /// The metric of halves.
    pub metric: HalvesOptions,
    /// By how much the natural logarithm of the coverage of contigs of one genome varies (standard deviation).
    pub coverage_noise: f64,
    /// Neighbours of a contig in Leiden's graph.
    pub neighbours: usize,
    /// Leiden's resolution.
    pub resolution: f64,
    /// The least contigs of a cluster of HDBSCAN.
    pub least_size: usize,
    /// Seed of whatever is drawn.
    pub seed: u64,
}

impl Default for BinOptions {
    fn default() -> Self {
        Self {
            method: BinMethod::Leiden,
            bins: None,
            least_bases: 500,
            metric: HalvesOptions::default(),
            coverage_noise: 0.2,
            neighbours: 25,
            resolution: 1.0,
            least_size: 10,
            seed: 0,
        }
    }
}

/// Bins of contigs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bins {
    /// The bin of each contig, numbered from 0, that with most bases first; `None` where it is in none.
    pub labels: Vec<Option<usize>>,
    /// How many bins there are.
    pub bins: usize,
    /// Contigs that were too short.
    pub too_short: usize,
    /// Signal against noise in each number of the metric; empty where the method does without.
    pub signal: Vec<f64>,
}

/// Bins contigs. Coverage is a row for each contig and a column for each sample, in any unit.
///
/// # Errors
/// [`MetagenomicsError`] where an option is outside its range, a coverage is negative or there are too few contigs of
/// sufficient length.
pub fn bin_contigs(
    contigs: &[&[u8]],
    coverage: Option<&Features>,
    options: &BinOptions,
) -> Result<Bins, MetagenomicsError> {
    if !(options.coverage_noise > 0.0 && options.coverage_noise.is_finite()) {
        let value = options.coverage_noise;
        return Err(MetagenomicsError::parameter("coverage_noise", value, "more than 0"));
    }
    let long: Vec<usize> =
        (0..contigs.len()).filter(|&contig| contigs[contig].len() >= options.least_bases).collect();
    if long.len() < 2 {
        let reason = format!(
            "{} contigs have {} bases or more, expected 2 at least",
            long.len(),
            options.least_bases
        );
        return Err(MetagenomicsError::Unusable { what: "binning", reason });
    }
    let sequences: Vec<&[u8]> = long.iter().map(|&contig| contigs[contig]).collect();
    let (mut points, signal) = match options.method {
        BinMethod::TnfKMeans => {
            (KmerProfile::canonical(4, Scale::Share)?.features(&sequences)?, Vec::new())
        }
        _ => {
            let mut metric = HalvesMetric::new(options.metric)?;
            metric.fit(&sequences)?;
            (metric.features(&sequences)?, metric.signal().to_vec())
        }
    };
    if let Some(coverage) = coverage {
        MetagenomicsError::same_size("the table of coverage", contigs.len(), coverage.rows())?;
        points = points.beside(&log_coverage(&coverage.select(&long), &points, options)?)?;
    }
    let found: Vec<Option<usize>> = match options.method {
        BinMethod::Hdbscan => {
            let size = HdbscanOptions { least_size: options.least_size, neighbours: None };
            hdbscan(&points, &size)?.labels
        }
        BinMethod::Leiden => communities(&points, options)?.into_iter().map(Some).collect(),
        BinMethod::Mixture | BinMethod::KMeans | BinMethod::TnfKMeans => {
            let bins = match options.bins {
                Some(bins) => bins,
                None => 1 + communities(&points, options)?.into_iter().max().unwrap_or(0),
            };
            let found = if options.method == BinMethod::Mixture {
                let of = MixtureOptions {
                    components: bins,
                    seed: options.seed,
                    ..MixtureOptions::default()
                };
                gaussian_mixture(&points, &of)?.labels
            } else {
                let of = KMeansOptions {
                    clusters: bins,
                    seed: options.seed,
                    ..KMeansOptions::default()
                };
                k_means(&points, &of)?.labels
            };
            found.into_iter().map(Some).collect()
        }
    };
    let mut labels = vec![None; contigs.len()];
    long.iter().zip(found).for_each(|(&contig, bin)| labels[contig] = bin);
    let bins = by_bases(&mut labels, contigs);
    Ok(Bins { labels, bins, too_short: contigs.len() - long.len(), signal })
}

/// Leiden's communities on the graph of neighbours.
fn communities(points: &Features, options: &BinOptions) -> Result<Vec<usize>, MetagenomicsError> {
    let graph = neighbour_graph(points, options.neighbours.min(points.rows() - 1))?;
    let at = |resolution: f64| {
        let quality = Quality::Modularity { resolution };
        let of = LeidenOptions { quality, seed: options.seed, ..LeidenOptions::default() };
        Ok::<_, MetagenomicsError>(leiden(&graph, &of)?.labels)
    };
    let Some(bins) = options.bins.filter(|_| options.method == BinMethod::Leiden) else {
        return at(options.resolution);
    };
    if bins == 0 || bins > points.rows() {
        let expected = format!("1 to {}, the number of contigs", points.rows());
        return Err(MetagenomicsError::parameter("bins", bins, expected));
    }
    // More resolution makes more communities, if not always: halving the range finds a place where they cross.
    let (mut low, mut high): (f64, f64) = RESOLUTIONS;
    let mut best: Option<(usize, Vec<usize>)> = None;
    for _ in 0..STEPS {
        let middle = (low * high).sqrt();
        let labels = at(middle)?;
        let found = 1 + labels.iter().max().copied().unwrap_or(0);
        if best.as_ref().is_none_or(|(missed, _)| found.abs_diff(bins) < *missed) {
            best = Some((found.abs_diff(bins), labels));
        }
        match found.cmp(&bins) {
            std::cmp::Ordering::Less => low = middle,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => break,
        }
    }
    Ok(best.map(|(_, labels)| labels).unwrap_or_default())
}

/// Logarithms of coverage, scaled so that their noise is that of a contig in the metric of halves, whose half has
/// noise 1; for frequencies, which know no noise, to the mean variance of their columns.
fn log_coverage(
    coverage: &Features,
    points: &Features,
    options: &BinOptions,
) -> Result<Features, MetagenomicsError> {
    if let Some(place) = coverage.values().iter().position(|&value| value < 0.0) {
        let what =
            format!("{} of contig {}", coverage.values()[place], place / coverage.columns() + 1);
        return Err(MetagenomicsError::parameter("coverage", what, "0 or more"));
    }
    let positive = coverage.values().iter().copied().filter(|&value| value > 0.0);
    let least = positive.fold(f64::INFINITY, f64::min);
    let floor = if least.is_finite() { least / 2.0 } else { 1.0 };
    let mut logs: Vec<f64> = coverage.values().iter().map(|value| (value + floor).ln()).collect();
    let scale = match options.method {
        BinMethod::TnfKMeans => (spread(points.values(), points.columns())
            / spread(&logs, coverage.columns()).max(f64::MIN_POSITIVE))
        .sqrt(),
        _ => 0.5f64.sqrt() / options.coverage_noise,
    };
    logs.iter_mut().for_each(|value| *value *= scale);
    Ok(Features::new(coverage.columns(), logs)?)
}

/// The sum of the variances of the columns.
fn spread(values: &[f64], columns: usize) -> f64 {
    let rows = (values.len() / columns).max(1) as f64;
    let of = |column: usize| {
        let numbers = || values.iter().skip(column).step_by(columns);
        let mean = numbers().sum::<f64>() / rows;
        numbers().map(|value| (value - mean).powi(2)).sum::<f64>() / rows
    };
    (0..columns).map(of).sum()
}

/// Numbers bins by their bases, the largest first; gives how many there are.
fn by_bases(labels: &mut [Option<usize>], contigs: &[&[u8]]) -> usize {
    let mut bases: BTreeMap<usize, usize> = BTreeMap::new();
    for (label, contig) in labels.iter().zip(contigs) {
        if let Some(bin) = label {
            *bases.entry(*bin).or_default() += contig.len();
        }
    }
    let mut order: Vec<(usize, usize)> = bases.into_iter().collect();
    order.sort_by_key(|&(bin, bases)| (std::cmp::Reverse(bases), bin));
    let number: BTreeMap<usize, usize> =
        order.iter().enumerate().map(|(place, &(bin, _))| (bin, place)).collect();
    labels.iter_mut().flatten().for_each(|bin| *bin = number[bin]);
    order.len()
}
