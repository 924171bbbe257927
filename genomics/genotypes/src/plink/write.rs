use super::bed::{self, Loss};
use super::bim;
use super::paths::Paths;
use crate::output_file::OutputFile;
use crate::{GenotypeError, Genotypes};
use rayon::prelude::*;
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// Sites that are packed at once.
const BATCH: usize = 4096;

/// What genotypes lost by being written to PLINK files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Losses {
    /// Heterozygous genotypes that were phased.
    pub phased: u64,
    /// Haploid genotypes, written as homozygous.
    pub haploid: u64,
    /// Genotypes of which some copies were called and others not, written as not called.
    pub half_called: u64,
}

/// Writes `PREFIX.bed`, `.bim` and `.fam`, all or none of them; says what the format could not hold.
///
/// Family, parents, sex and phenotype are written as not known.
///
/// ```
/// use neuron_genotypes::{datasets, plink, ReadOptions};
/// let genotypes = datasets::thousand_genomes_slice()?.genotypes;
/// let folder = tempfile::tempdir()?;
/// let prefix = folder.path().join("slice");
/// plink::write(&prefix, &genotypes)?;
/// let again = plink::read(&prefix, &ReadOptions::default())?.genotypes;
/// assert_eq!(again.variants, genotypes.variants);
/// assert_eq!(again.dosages(), genotypes.dosages());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`GenotypeError::Unwritable`] names a site with more than one alternate allele or more than two copies, and a name with
/// a blank in it; [`GenotypeError::Io`].
pub fn write(prefix: &Path, genotypes: &Genotypes) -> Result<Losses, GenotypeError> {
    genotypes.check()?;
    let paths = Paths::new(prefix);
    let mut fam = OutputFile::new(&paths.fam)?;
    let failed = fam.failed();
    for sample in &genotypes.samples {
        let subject = || format!("sample `{}`", sample.escape_debug());
        word(sample, subject, "its name")?;
        if sample == "0" {
            return Err(unwritable(subject(), "this name stands for nobody; rename it".to_owned()));
        }
        writeln!(fam, "0\t{sample}\t0\t0\t0\t-9").map_err(&failed)?;
    }
    let mut bim = OutputFile::new(&paths.bim)?;
    let failed = bim.failed();
    for variant in &genotypes.variants {
        let subject = || variant.subject();
        if variant.alternates.len() > 1 {
            let what = format!(
                "it has {} alternate alleles, and one can be written; read biallelic sites only, or split it before",
                variant.alternates.len()
            );
            return Err(unwritable(subject(), what));
        }
        word(&variant.contig, subject, "the sequence")?;
        word(&variant.reference, subject, "the allele")?;
        let names = variant.alternates.iter().chain(Some(&variant.id).filter(|id| !id.is_empty()));
        for name in names {
            word(name, subject, "the name")?;
        }
        bim.write_all(bim::line(variant).as_bytes()).map_err(&failed)?;
    }
    let mut file = OutputFile::new(&paths.bed)?;
    let failed = file.failed();
    file.write_all(&bed::MAGIC).map_err(&failed)?;
    let mut losses = Losses::default();
    let sites: Vec<usize> = (0..genotypes.variants.len()).collect();
    for batch in sites.chunks(BATCH) {
        let packed: Vec<Result<(Vec<u8>, Losses), GenotypeError>> =
            batch.par_iter().map(|&site| pack(genotypes, site)).collect();
        for packed in packed {
            let (bytes, lost) = packed?;
            losses.phased += lost.phased;
            losses.haploid += lost.haploid;
            losses.half_called += lost.half_called;
            file.write_all(&bytes).map_err(&failed)?;
        }
    }
    // The file that says how the others are to be read comes last.
    fam.finish()?;
    bim.finish()?;
    file.finish()?;
    Ok(losses)
}

fn pack(genotypes: &Genotypes, site: usize) -> Result<(Vec<u8>, Losses), GenotypeError> {
    let samples = genotypes.samples.len();
    let mut bytes = vec![0; bed::stride(samples)];
    let mut losses = Losses::default();
    for sample in 0..samples {
        let genotype = genotypes.genotype(site, sample);
        let Some((code, loss)) = bed::code(genotype) else {
            let what = format!(
                "sample `{}` has more than two copies; leave it out, or write VCF",
                genotypes.samples[sample]
            );
            return Err(unwritable(genotypes.variants[site].subject(), what));
        };
        bytes[sample / 4] |= code << (2 * (sample % 4));
        losses.haploid += u64::from(loss == Loss::Haploid);
        losses.half_called += u64::from(loss == Loss::HalfCalled);
        // The order of two copies says something only where they differ.
        losses.phased += u64::from(code == 2 && genotypes.phased[site * samples + sample]);
    }
    Ok((bytes, losses))
}

/// Refuses what would be read as two words, or as none.
fn word(text: &str, subject: impl FnOnce() -> String, what: &str) -> Result<(), GenotypeError> {
    let blank = |letter: char| letter.is_whitespace() || letter.is_control();
    if text.is_empty() || text.contains(blank) {
        let what =
            format!("{what} `{}` is empty or has a blank in it; rename it", text.escape_debug());
        return Err(unwritable(subject(), what));
    }
    Ok(())
}

fn unwritable(subject: String, what: String) -> GenotypeError {
    GenotypeError::Unwritable { format: "PLINK", subject, what }
}
