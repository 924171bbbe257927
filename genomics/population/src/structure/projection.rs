use super::principal_components::PrincipalComponents;
use super::standardization::Standard;
use crate::PopulationError;
use crate::dosages::{Dosages, Haploids};
use nalgebra::DMatrix;
use neuron_genotypes::{Genotypes, Variant};
use std::collections::BTreeMap;

/// A reference panel's components, onto which other samples are projected.
#[derive(Clone, Debug)]
pub struct Projection {
    sites: BTreeMap<(String, u64), Vec<usize>>,
    variants: Vec<Variant>,
    standards: Vec<Standard>,
    loadings: DMatrix<f64>,
}

/// Samples in the space of a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Projected {
    /// Coordinates `[samples, components]`, on the scale of the panel's own.
    pub coordinates: DMatrix<f64>,
    /// Sites of the panel that were found, with the same alleles or with both exchanged.
    pub sites: usize,
    /// Sites among them whose alleles are exchanged.
    pub exchanged: usize,
    /// Sites of the panel that were not found, or have other alleles.
    pub absent: usize,
    /// Share of a sample's sites that are called; coordinates of one without any are 0.
    pub called: Vec<f64>,
}

impl Projection {
    /// Learns the weights of the panel's sites.
    #[must_use]
    pub fn new(panel: &Genotypes, dosages: &Dosages, pca: &PrincipalComponents) -> Self {
        let mut sites: BTreeMap<(String, u64), Vec<usize>> = BTreeMap::new();
        let mut variants = Vec::new();
        let mut standards = Vec::new();
        for (row, (site, frequency)) in pca.sites.iter().zip(&pca.frequencies).enumerate() {
            let variant = panel.variants[*site].clone();
            sites.entry((variant.contig.clone(), variant.position)).or_default().push(row);
            variants.push(variant);
            let values = [0.0; 3];
            standards.push(Standard::of(*frequency, pca.scaling).unwrap_or(Standard { values }));
        }
        Self { sites, variants, standards, loadings: pca.loadings(dosages) }
    }

    /// Projects samples. Sites are found by contig, position and alleles; a missing dosage is taken for the panel's
    /// mean and the coordinates are scaled up by what is missing.
    ///
    /// Coordinates of new samples lie nearer to the origin than those of the panel's own samples, the more so the fewer
    /// samples the panel has in comparison with its independent sites (Patterson, Price and Reich, 2006).
    ///
    /// # Errors
    /// [`PopulationError::Mismatch`] where no site is shared.
    pub fn project(&self, genotypes: &Genotypes) -> Result<Projected, PopulationError> {
        let mut pairs: Vec<(usize, usize, bool)> = Vec::new();
        let mut taken = vec![false; self.variants.len()];
        for (site, variant) in genotypes.variants.iter().enumerate() {
            let key = (variant.contig.clone(), variant.position);
            for &row in self.sites.get(&key).into_iter().flatten() {
                if !taken[row]
                    && let Some(exchanged) = same_alleles(&self.variants[row], variant)
                {
                    taken[row] = true;
                    pairs.push((row, site, exchanged));
                }
            }
        }
        if pairs.is_empty() {
            let panel = self.variants.first().map_or("", |variant| variant.contig.as_str());
            let here = genotypes.variants.first().map_or("", |variant| variant.contig.as_str());
            let what = format!(
                "none of the {} sites shares position and alleles with the panel's {} (contig `{here}`, \
                 the panel's `{panel}`); name contigs alike and use one genome build",
                genotypes.variants.len(),
                self.variants.len()
            );
            return Err(PopulationError::Mismatch { what });
        }
        let dosages = Dosages::new(genotypes, Haploids::Doubled);
        let samples = dosages.samples();
        let mut coordinates = DMatrix::zeros(samples, self.loadings.ncols());
        let mut called = vec![0_usize; samples];
        let mut values = vec![0.0; samples];
        for &(row, site, exchanged) in &pairs {
            let mut standard = self.standards[row];
            if exchanged {
                standard.values.reverse();
            }
            standard.fill(&dosages, site, &mut values);
            for sample in 0..samples {
                called[sample] += usize::from(dosages.get(site, sample).is_some());
                for component in 0..self.loadings.ncols() {
                    coordinates[(sample, component)] +=
                        values[sample] * self.loadings[(row, component)];
                }
            }
        }
        for (sample, mut row) in coordinates.row_iter_mut().enumerate() {
            row *= self.variants.len() as f64 / called[sample].max(1) as f64;
        }
        Ok(Projected {
            coordinates,
            sites: pairs.len(),
            exchanged: pairs.iter().filter(|pair| pair.2).count(),
            absent: self.variants.len() - pairs.len(),
            called: called.iter().map(|count| *count as f64 / pairs.len() as f64).collect(),
        })
    }
}

/// Whether two sites have the same alleles, and then whether the two are exchanged.
fn same_alleles(panel: &Variant, other: &Variant) -> Option<bool> {
    if panel.reference == other.reference && panel.alternates == other.alternates {
        return Some(false);
    }
    let exchanged = panel.alternates.len() == 1
        && other.alternates.len() == 1
        && panel.reference == other.alternates[0]
        && panel.alternates[0] == other.reference;
    exchanged.then_some(true)
}
