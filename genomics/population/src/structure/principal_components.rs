use super::eigen;
use super::relationship::{Relationship, relationship};
use super::standardization::{Scaling, Standard};
use crate::PopulationError;
use crate::dosages::Dosages;
use crate::error::at_least;
use nalgebra::DMatrix;

/// Principal components of samples.
#[derive(Clone, Debug, PartialEq)]
pub struct PrincipalComponents {
    /// Coordinates `[samples, components]`: eigenvectors of the relationship matrix, of length 1, in each of which the
    /// entry of greatest size is positive (a direction is known only up to its sign).
    pub coordinates: DMatrix<f64>,
    /// Eigenvalues of the relationship matrix, falling.
    pub eigenvalues: Vec<f64>,
    /// Share of each component in the sum of all eigenvalues.
    pub explained: Vec<f64>,
    /// Numbers of the sites that took part.
    pub sites: Vec<usize>,
    /// Half of the mean dosage of each of them.
    pub frequencies: Vec<f64>,
    /// Sites altogether, those that do not vary among them: what the eigenvalues are relative to.
    pub of_sites: usize,
    /// How the dosages were scaled.
    pub scaling: Scaling,
}

/// The first components, from the eigenvectors of the relationship matrix: exact, as `plink2 --pca` is below 5,000
/// samples. Fewer than asked where there are not so many samples.
///
/// ```
/// # use neuron_genotypes::{Genotypes, Variant};
/// use neuron_population::dosages::{Dosages, Haploids};
/// use neuron_population::structure::{Scaling, principal_components};
/// # let variant = |position| Variant { contig: "1".into(), position, id: String::new(), reference: "A".into(), alternates: vec!["C".into()] };
/// # let samples = ["a", "b", "c", "d"].map(String::from).to_vec();
/// # let alleles = vec![0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 0, 1, 1, 1, 1];
/// # let genotypes = Genotypes { samples, variants: vec![variant(5), variant(9)], ploidy: 2, alleles, phased: vec![false; 8] };
/// // Two samples on one side and two on the other.
/// let dosages = Dosages::new(&genotypes, Haploids::Doubled);
/// let pca = principal_components(&dosages, 2, Scaling::Variance)?;
/// let first = pca.coordinates.column(0);
/// assert!(first[0] * first[1] > 0.0 && first[0] * first[2] < 0.0);
/// # Ok::<(), neuron_population::PopulationError>(())
/// ```
///
/// # Errors
/// [`PopulationError`] as of [`relationship`](super::relationship()), and where no component is asked for.
pub fn principal_components(
    dosages: &Dosages,
    components: usize,
    scaling: Scaling,
) -> Result<PrincipalComponents, PopulationError> {
    at_least("principal components", "components", components, 1)?;
    Ok(PrincipalComponents::of(relationship(dosages, scaling)?, components))
}

impl PrincipalComponents {
    /// From a relationship matrix that is there already.
    #[must_use]
    pub fn of(relationship: Relationship, components: usize) -> Self {
        let components = components.min(relationship.matrix.nrows());
        let (eigenvalues, coordinates) = eigen::greatest(&relationship.matrix, components);
        let total = relationship.matrix.trace();
        let share = |value: &f64| if total > 0.0 { value / total } else { 0.0 };
        Self {
            explained: eigenvalues.iter().map(share).collect(),
            eigenvalues,
            coordinates,
            sites: relationship.sites,
            frequencies: relationship.frequencies,
            of_sites: relationship.of_sites,
            scaling: relationship.scaling,
        }
    }

    /// Components whose eigenvalue is above rounding: the others have no direction of their own.
    #[must_use]
    pub fn meaningful(&self) -> usize {
        let least = 1e-9 * self.eigenvalues.first().copied().unwrap_or(0.0);
        self.eigenvalues.iter().take_while(|value| **value > least).count()
    }

    /// Weights of the sites in each meaningful component, `[sites, components]`: a sample's coordinate is the sum of
    /// its standardised dosages times these. `dosages` are those that the components were made from.
    #[must_use]
    pub fn loadings(&self, dosages: &Dosages) -> DMatrix<f64> {
        let kept = self.meaningful();
        let count = self.of_sites as f64;
        let coordinates = self.coordinates.columns(0, kept).into_owned();
        let mut loadings = DMatrix::zeros(self.sites.len(), kept);
        let mut values = vec![0.0; dosages.samples()];
        for (row, (site, frequency)) in self.sites.iter().zip(&self.frequencies).enumerate() {
            let Some(standard) = Standard::of(*frequency, self.scaling) else { continue };
            standard.fill(dosages, *site, &mut values);
            for component in 0..kept {
                let column = coordinates.column(component);
                let sum: f64 = column.iter().zip(&values).map(|(u, z)| u * z).sum();
                loadings[(row, component)] = sum / (count * self.eigenvalues[component]);
            }
        }
        loadings
    }
}
