use super::{Classifier, Discriminant, Method, Neighbours};
use crate::dosages::{Dosages, Haploids};
use crate::structure::{Projection, Scaling, principal_components};
use crate::{PopulationError, Populations};
use nalgebra::DMatrix;
use neuron_genotypes::Genotypes;
use neuron_random::{Permutation, Stream};
use serde::Serialize;

/// Populations told of samples that had no part in the components nor in the classifier.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeldOut {
    /// Names of the populations.
    pub populations: Vec<String>,
    /// Share of the samples that were told right.
    pub accuracy: f64,
    /// Samples of each population, in rows, told to be of each, `[populations, populations]`.
    pub confusion: Vec<Vec<u32>>,
}

/// Holds out the samples in so many parts, each with its share of every population; components and classifier are
/// learnt from the others, onto which the held-out ones are projected.
///
/// # Errors
/// [`PopulationError`] for fewer than two populations or folds, a population smaller than the number of folds, or no
/// site that varies.
pub fn held_out(
    genotypes: &Genotypes,
    populations: &Populations,
    method: Method,
    components: usize,
    folds: usize,
    seed: u64,
) -> Result<HeldOut, PopulationError> {
    crate::error::at_least("classification", "populations", populations.names.len(), 2)?;
    crate::error::at_least("classification", "folds", folds, 2)?;
    populations.at_least("classification in so many folds", folds)?;
    let mut confusion = vec![vec![0_u32; populations.names.len()]; populations.names.len()];
    for fold in 0..folds {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for (label, members) in populations.members.iter().enumerate() {
            let stream = Stream::new(seed, "classification folds").step(label as u32);
            let order = Permutation::new(members.len(), stream);
            for (at, member) in members.iter().enumerate() {
                let part = order.at(at) % folds;
                let side = if part == fold { &mut unknown } else { &mut known };
                side.push((*member, label));
            }
        }
        for ((_, label), told) in
            unknown.iter().zip(tell(genotypes, &known, &unknown, method, components)?)
        {
            confusion[*label][told] += 1;
        }
    }
    let right: u32 = (0..confusion.len()).map(|at| confusion[at][at]).sum();
    let all: u32 = confusion.iter().flatten().sum();
    let accuracy = f64::from(right) / f64::from(all.max(1));
    Ok(HeldOut { populations: populations.names.clone(), accuracy, confusion })
}

fn tell(
    genotypes: &Genotypes,
    known: &[(usize, usize)],
    unknown: &[(usize, usize)],
    method: Method,
    components: usize,
) -> Result<Vec<usize>, PopulationError> {
    let panel = chosen(genotypes, known);
    let dosages = Dosages::new(&panel, Haploids::Doubled);
    let pca = principal_components(&dosages, components, Scaling::Variance)?;
    let projection = Projection::new(&panel, &dosages, &pca);
    let kept = pca.meaningful();
    let coordinates: DMatrix<f64> = pca.coordinates.columns(0, kept).into_owned();
    let labels: Vec<usize> = known.iter().map(|(_, label)| *label).collect();
    let projected = projection.project(&chosen(genotypes, unknown))?.coordinates;
    Ok(match method {
        Method::Neighbours(count) => {
            Neighbours::new(coordinates, labels, count).classify(&projected)
        }
        Method::Discriminant => Discriminant::new(&coordinates, &labels)?.classify(&projected),
    })
}

/// The genotypes of some samples.
fn chosen(genotypes: &Genotypes, samples: &[(usize, usize)]) -> Genotypes {
    let all = genotypes.samples.len();
    let mut alleles =
        Vec::with_capacity(genotypes.variants.len() * samples.len() * genotypes.ploidy);
    let mut phased = Vec::with_capacity(genotypes.variants.len() * samples.len());
    for site in 0..genotypes.variants.len() {
        for (sample, _) in samples {
            alleles.extend_from_slice(genotypes.genotype(site, *sample));
            phased.push(genotypes.phased[site * all + sample]);
        }
    }
    Genotypes {
        samples: samples.iter().map(|(sample, _)| genotypes.samples[*sample].clone()).collect(),
        variants: genotypes.variants.clone(),
        ploidy: genotypes.ploidy,
        alleles,
        phased,
    }
}
