use super::AdmixtureParameters;
use super::copies::Copies;
use super::step::{Model, Theta};
use crate::dosages::Dosages;
use crate::{PopulationError, Populations};
use nalgebra::DMatrix;
use neuron_random::{Rng, Stream};

/// Estimated ancestry.
#[derive(Clone, Debug, PartialEq)]
pub struct Admixture {
    /// Shares of the ancestries `[samples, k]`; the rows sum to 1.
    pub shares: DMatrix<f64>,
    /// Frequencies of the alternate allele in the ancestries `[sites, k]`.
    pub frequencies: DMatrix<f64>,
    /// Numbers of the sites, those that vary.
    pub sites: Vec<usize>,
    /// Log-likelihood, without the constant of heterozygotes.
    pub log_likelihood: f64,
    /// Log-likelihood at the start of each accelerated iteration: it never falls.
    pub trace: Vec<f64>,
    /// Whether it stopped by itself, and not by the limit of iterations.
    pub converged: bool,
}

/// Estimates ancestry with nothing known.
///
/// Sites should be nearly independent: prune them first. The order of the ancestries is that of their total shares,
/// greatest first.
///
/// ```
/// # use neuron_genotypes::{Genotypes, Variant};
/// use neuron_population::ancestry::admixture::{AdmixtureParameters, fit};
/// use neuron_population::dosages::{Dosages, Haploids};
/// # let variant = |position| Variant { contig: "1".into(), position, id: String::new(), reference: "A".into(), alternates: vec!["C".into()] };
/// # let samples = ["a", "b", "c", "d"].map(String::from).to_vec();
/// # let alleles = (0..20).flat_map(|site| if site % 2 == 0 { [0, 0, 0, 0, 1, 1, 1, 1] } else { [1, 1, 1, 1, 0, 0, 0, 0] }).collect();
/// # let genotypes = Genotypes { samples, variants: (1..=20).map(variant).collect(), ploidy: 2, alleles, phased: vec![false; 80] };
/// // Two samples fixed for other alleles than the two others at 20 sites.
/// let dosages = Dosages::new(&genotypes, Haploids::Doubled);
/// let admixture = fit(&dosages, &AdmixtureParameters::new(2))?;
/// assert!(admixture.shares[(0, 0)] > 0.99 && admixture.shares[(3, 1)] > 0.99 || admixture.shares[(0, 1)] > 0.99);
/// # Ok::<(), neuron_population::PopulationError>(())
/// ```
///
/// # Errors
/// [`PopulationError`] for no site that varies, or parameters out of range.
pub fn fit(
    dosages: &Dosages,
    parameters: &AdmixtureParameters,
) -> Result<Admixture, PopulationError> {
    parameters.check(dosages.samples())?;
    fit_copies(&Copies::new(dosages)?, parameters)
}

pub(super) fn fit_copies(
    copies: &Copies,
    parameters: &AdmixtureParameters,
) -> Result<Admixture, PopulationError> {
    let model = model(copies, parameters.ancestries, vec![false; copies.samples]);
    let mut best: Option<Admixture> = None;
    for start in 0..parameters.starts {
        let mut found = climb(&model, random(&model, parameters.seed, start), parameters);
        order(&mut found);
        if best.as_ref().is_none_or(|best| found.log_likelihood > best.log_likelihood) {
            best = Some(found);
        }
    }
    best.ok_or(PopulationError::TooFew {
        analysis: "ancestry",
        what: "starts",
        found: 0,
        expected: 1,
    })
}

/// Estimates ancestry where some samples are known to be of one ancestry each: the ancestries are the populations, in
/// their order, and the shares of their members are given.
///
/// # Errors
/// [`PopulationError`] for fewer than two populations, no site that varies, or parameters out of range.
pub fn fit_supervised(
    dosages: &Dosages,
    populations: &Populations,
    parameters: &AdmixtureParameters,
) -> Result<Admixture, PopulationError> {
    crate::error::at_least("supervised ancestry", "populations", populations.names.len(), 2)?;
    let parameters = AdmixtureParameters { ancestries: populations.names.len(), ..*parameters };
    parameters.check(dosages.samples())?;
    let (found, expected) = (populations.samples, dosages.samples());
    if found != expected {
        return Err(PopulationError::Length { what: "list of labels", found, expected });
    }
    let copies = Copies::new(dosages)?;
    let labels = populations.of_samples();
    let k = parameters.ancestries;
    let model = model(&copies, k, labels.iter().map(Option::is_some).collect());
    let mut theta = random(&model, parameters.seed, 0);
    for (sample, label) in labels.iter().enumerate() {
        for ancestry in 0..k {
            let share = &mut theta.shares[ancestry * copies.samples + sample];
            match label {
                Some(label) => *share = f64::from(u8::from(*label == ancestry)),
                None => *share = 1.0 / k as f64,
            }
        }
    }
    Ok(climb(&model, theta, &parameters))
}

/// Shares of new samples in ancestries whose frequencies are known: `dosages` at the sites that `admixture` was fitted
/// on, under the same numbers.
///
/// # Errors
/// [`PopulationError::Length`] where sites are absent.
pub fn project(
    dosages: &Dosages,
    admixture: &Admixture,
    parameters: &AdmixtureParameters,
) -> Result<Admixture, PopulationError> {
    let last = admixture.sites.last().map_or(0, |last| last + 1);
    if last > dosages.sites() {
        let found = dosages.sites();
        return Err(PopulationError::Length { what: "list of sites", found, expected: last });
    }
    let k = admixture.shares.ncols();
    let copies = Copies::at(dosages, admixture.sites.clone())?;
    let mut model = model(&copies, k, vec![false; copies.samples]);
    model.fixed_frequencies = true;
    let frequencies = admixture.frequencies.transpose().as_slice().to_vec();
    let shares = vec![1.0 / k as f64; k * copies.samples];
    let parameters = AdmixtureParameters { ancestries: k, ..*parameters };
    Ok(climb(&model, Theta { shares, frequencies }, &parameters))
}

fn model(copies: &Copies, k: usize, fixed: Vec<bool>) -> Model<'_> {
    Model { copies, k, known: copies.known(), fixed, fixed_frequencies: false }
}

/// Random shares, and the frequencies that they imply.
fn random(model: &Model<'_>, seed: u64, start: u32) -> Theta {
    let (samples, k) = (model.copies.samples, model.k);
    let mut shares = vec![0.0; k * samples];
    for sample in 0..samples {
        let place = Stream::new(seed, "admixture start").step(start).sample(sample as u64);
        let mut draws = place.rng();
        for ancestry in 0..k {
            // Exponential draws, once divided by their sum, are uniform over all shares.
            shares[ancestry * samples + sample] = -(1.0 - draws.random::<f64>()).ln() + 1e-3;
        }
    }
    let mut frequencies = Vec::with_capacity(model.copies.sites.len() * k);
    let rows = model.copies.alternate.chunks_exact(samples);
    for (alternate, reference) in rows.zip(model.copies.reference.chunks_exact(samples)) {
        for q in shares.chunks_exact(samples) {
            let (mut ones, mut all) = (0.5, 1.0);
            for ((a, b), q) in alternate.iter().zip(reference).zip(q) {
                ones += q * f64::from(*a);
                all += q * f64::from(a + b);
            }
            frequencies.push(ones / all);
        }
    }
    let mut theta = Theta { shares, frequencies };
    model.confine(&mut theta);
    theta
}

/// Accelerated steps until the likelihood hardly rises.
fn climb(model: &Model<'_>, start: Theta, parameters: &AdmixtureParameters) -> Admixture {
    let mut theta = start;
    let mut trace: Vec<f64> = Vec::new();
    let mut converged = false;
    for _ in 0..parameters.iterations {
        let (one, before) = model.step(&theta);
        if trace.last().is_some_and(|last| before - last < parameters.tolerance) {
            trace.push(before);
            converged = true;
            break;
        }
        trace.push(before);
        let (two, after) = model.step(&one);
        let (three, reached) = model.step(&extrapolated(model, &theta, &one, &two));
        // A leap that falls short of the plain steps is not taken: the likelihood never falls.
        theta = if reached >= after { three } else { two };
    }
    let (_, log_likelihood) = model.step(&theta);
    let (samples, k) = (model.copies.samples, model.k);
    Admixture {
        shares: DMatrix::from_column_slice(samples, k, &theta.shares),
        frequencies: DMatrix::from_row_slice(model.copies.sites.len(), k, &theta.frequencies),
        sites: model.copies.sites.clone(),
        log_likelihood,
        trace,
        converged,
    }
}

/// SQUAREM's leap along the two last steps, scheme S3.
fn extrapolated(model: &Model<'_>, zero: &Theta, one: &Theta, two: &Theta) -> Theta {
    let norms = |zero: &[f64], one: &[f64], two: &[f64]| {
        zero.iter().zip(one).zip(two).fold((0.0, 0.0), |(r, v), ((zero, one), two)| {
            let first = one - zero;
            let bend = two - one - first;
            (r + first * first, v + bend * bend)
        })
    };
    let q = norms(&zero.shares, &one.shares, &two.shares);
    let f = norms(&zero.frequencies, &one.frequencies, &two.frequencies);
    let bend = q.1 + f.1;
    let length = if bend > 0.0 { ((q.0 + f.0) / bend).sqrt().max(1.0) } else { 1.0 };
    let leap = |zero: &[f64], one: &[f64], two: &[f64]| -> Vec<f64> {
        let points = zero.iter().zip(one).zip(two);
        points
            .map(|((zero, one), two)| {
                let first = one - zero;
                zero + 2.0 * length * first + length * length * (two - one - first)
            })
            .collect()
    };
    let mut theta = Theta {
        shares: leap(&zero.shares, &one.shares, &two.shares),
        frequencies: leap(&zero.frequencies, &one.frequencies, &two.frequencies),
    };
    model.confine(&mut theta);
    // Those that are given do not move; rounding of the leap must not either.
    for (sample, fixed) in model.fixed.iter().enumerate() {
        if *fixed {
            for ancestry in 0..model.k {
                let at = ancestry * model.copies.samples + sample;
                theta.shares[at] = zero.shares[at];
            }
        }
    }
    if model.fixed_frequencies {
        theta.frequencies.clone_from(&zero.frequencies);
    }
    theta
}

/// Ancestries by their total shares, greatest first.
fn order(admixture: &mut Admixture) {
    let totals: Vec<f64> = admixture.shares.column_iter().map(|column| column.sum()).collect();
    let mut places: Vec<usize> = (0..totals.len()).collect();
    places.sort_by(|a, b| totals[*b].total_cmp(&totals[*a]));
    admixture.shares = admixture.shares.select_columns(&places);
    admixture.frequencies = admixture.frequencies.select_columns(&places);
}
