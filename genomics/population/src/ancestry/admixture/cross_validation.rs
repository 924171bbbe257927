use super::AdmixtureParameters;
use super::copies::Copies;
use super::fit::fit_copies;
use crate::PopulationError;
use crate::dosages::Dosages;
use neuron_random::Stream;
use serde::Serialize;

/// How well genotypes that were hidden are predicted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CrossValidation {
    /// Number of ancestries.
    pub ancestries: usize,
    /// Mean binomial deviance of a hidden genotype; the best K has the smallest.
    pub error: f64,
    /// Genotypes that were hidden once each.
    pub genotypes: usize,
}

/// Hides the genotypes in so many parts, one after the other, and predicts them from the rest: Alexander and Lange,
/// *Enhancements to the ADMIXTURE algorithm for individual ancestry estimation*, BMC Bioinformatics 12, 2011.
///
/// # Errors
/// [`PopulationError`] as of [`fit`](super::fit()), and for fewer than two folds.
pub fn cross_validate(
    dosages: &Dosages,
    parameters: &AdmixtureParameters,
    folds: usize,
) -> Result<CrossValidation, PopulationError> {
    crate::error::at_least("cross-validation", "folds", folds, 2)?;
    parameters.check(dosages.samples())?;
    let whole = Copies::new(dosages)?;
    let fold_of: Vec<usize> = (0..whole.sites.len())
        .flat_map(|site| {
            let place = Stream::new(parameters.seed, "admixture folds").step(site as u32);
            let mut draws = place.rng();
            let fold = move |_| neuron_random::Rng::random_range(&mut draws, 0..folds);
            (0..whole.samples).map(fold).collect::<Vec<_>>()
        })
        .collect();
    let (mut total, mut genotypes) = (0.0, 0_usize);
    for fold in 0..folds {
        let mut seen = Copies {
            samples: whole.samples,
            sites: whole.sites.clone(),
            alternate: whole.alternate.clone(),
            reference: whole.reference.clone(),
        };
        for (place, own) in fold_of.iter().enumerate() {
            if *own == fold {
                (seen.alternate[place], seen.reference[place]) = (0, 0);
            }
        }
        let fitted = fit_copies(&seen, parameters)?;
        for (place, own) in fold_of.iter().enumerate() {
            let copies = [whole.alternate[place], whole.reference[place]].map(f64::from);
            if *own != fold || copies[0] + copies[1] == 0.0 {
                continue;
            }
            let (site, sample) = (place / whole.samples, place % whole.samples);
            let p: f64 = (0..parameters.ancestries)
                .map(|k| fitted.shares[(sample, k)] * fitted.frequencies[(site, k)])
                .sum();
            let part =
                |seen: f64, p: f64| if seen > 0.0 { seen * (seen / (2.0 * p)).ln() } else { 0.0 };
            total += part(copies[0], p) + part(copies[1], 1.0 - p);
            genotypes += 1;
        }
    }
    let error = total / genotypes.max(1) as f64;
    Ok(CrossValidation { ancestries: parameters.ancestries, error, genotypes })
}
