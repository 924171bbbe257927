//! `thousand-genomes-chr20`: real genotypes with populations, in the program itself.

use crate::{GenotypeError, Genotypes, Labels, Loaded, ReadOptions, vcf};
use neuron_sequence_files::compression::bgzf;
use std::path::Path;

/// See the manifest beside it.
const GENOTYPES: &[u8] =
    include_bytes!("../../../../datasets/genomics/thousand-genomes-chr20/genotypes.vcf.gz");
const SAMPLES: &[u8] =
    include_bytes!("../../../../datasets/genomics/thousand-genomes-chr20/samples.tsv");

/// Genotypes, and a table of their samples.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelledGenotypes {
    /// The genotypes.
    pub genotypes: Genotypes,
    /// A row a sample: `pop` and `super_pop`.
    pub labels: Labels,
}

/// 503 Europeans of the 1000 Genomes Project at 4,165 sites of chromosome 20, 1.0 to 4.0 Mb (GRCh37), with their
/// populations: 99 CEU, 99 FIN, 91 GBR, 107 IBS and 107 TSI.
///
/// It is every sixth site of the data that come with SHAPEIT4. All are biallelic, 231 are insertions or deletions,
/// nothing is missing, and all is phased but most of NA12878.
///
/// ```
/// let slice = neuron_genotypes::datasets::thousand_genomes_slice()?;
/// assert_eq!((slice.genotypes.samples.len(), slice.genotypes.variants.len()), (503, 4165));
/// let populations = slice.labels.of(&slice.genotypes.samples, "pop")?;
/// let finns = populations.complete()?.into_iter().filter(|population| *population == "FIN").count();
/// assert_eq!(finns, 99);
/// # Ok::<(), neuron_genotypes::GenotypeError>(())
/// ```
///
/// # Errors
/// [`GenotypeError`] where the embedded data is damaged.
pub fn thousand_genomes_slice() -> Result<LabelledGenotypes, GenotypeError> {
    let (loaded, labels) = thousand_genomes_slice_with(&ReadOptions::default())?;
    Ok(LabelledGenotypes { genotypes: loaded.genotypes, labels })
}

/// Some of the sites and samples of [`thousand_genomes_slice`], and the labels of all its samples.
///
/// # Errors
/// [`GenotypeError`] where a sample is chosen that is not there, or the embedded data is damaged.
pub fn thousand_genomes_slice_with(
    options: &ReadOptions,
) -> Result<(Loaded, Labels), GenotypeError> {
    let file = Path::new("thousand-genomes-chr20/genotypes.vcf.gz");
    let loaded = vcf::read_from(bgzf::Reader::new(GENOTYPES), file, options)?;
    let labels = Labels::parse(SAMPLES, Path::new("thousand-genomes-chr20/samples.tsv"))?;
    Ok((loaded, labels))
}
