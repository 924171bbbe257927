use super::genotype_values;
use super::read::MAGIC;
use super::typed_value::{Kind, write_descriptor, write_integer, write_text};
use crate::output_file::OutputFile;
use crate::vcf::{Contig, all_contigs, header_text};
use crate::{GenotypeError, Genotypes};
use neuron_sequence_files::compression::bgzf;
use rayon::prelude::*;
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

/// Sites that are packed at once.
const BATCH: usize = 1024;

/// Writes a BCF 2.2 with GT alone, compressed by BGZF. The file is there whole or not at all. See [`crate::vcf::write`],
/// whose binary form it is.
///
/// ```
/// use neuron_genotypes::{ReadOptions, bcf, datasets};
/// let genotypes = datasets::thousand_genomes_slice()?.genotypes;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("slice.bcf");
/// bcf::write(&path, &genotypes, &[])?;
/// assert_eq!(bcf::read(&path, &ReadOptions::default())?.genotypes, genotypes);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`GenotypeError::Unwritable`] names what would not be read as what it is, and positions beyond 2³¹;
/// [`GenotypeError::Io`].
pub fn write(path: &Path, genotypes: &Genotypes, contigs: &[Contig]) -> Result<(), GenotypeError> {
    let file = OutputFile::new(path)?;
    let failed = file.failed();
    let mut writer = bgzf::Writer::new(file);
    write_to(&mut writer, genotypes, contigs).map_err(|error| match error {
        GenotypeError::Io { cause, .. } => failed(cause),
        other => other,
    })?;
    writer.finish().map_err(&failed)?.finish()
}

/// Writes a BCF's content, not compressed.
///
/// # Errors
/// See [`write`](fn@write).
pub fn write_to(
    mut target: impl Write,
    genotypes: &Genotypes,
    contigs: &[Contig],
) -> Result<(), GenotypeError> {
    genotypes.check()?;
    let failed =
        |cause: io::Error| GenotypeError::Io { action: "write", file: "the target".into(), cause };
    let text = header_text(genotypes, contigs, "BCF")?;
    let length = u32::try_from(text.len() + 1)
        .map_err(|_| failed(io::Error::other("the header is longer than 4 GiB")))?;
    target.write_all(MAGIC).map_err(failed)?;
    target.write_all(&[2]).map_err(failed)?;
    target.write_all(&length.to_le_bytes()).map_err(failed)?;
    target.write_all(text.as_bytes()).map_err(failed)?;
    target.write_all(&[0]).map_err(failed)?;
    let contigs = all_contigs(genotypes, contigs);
    let numbers: HashMap<&str, i32> =
        contigs.iter().zip(0..).map(|(contig, number)| (contig.name.as_str(), number)).collect();
    let sites: Vec<usize> = (0..genotypes.variants.len()).collect();
    for batch in sites.chunks(BATCH) {
        let records: Vec<Result<Vec<u8>, GenotypeError>> =
            batch.par_iter().map(|&site| record(genotypes, site, &numbers)).collect();
        for record in records {
            target.write_all(&record?).map_err(failed)?;
        }
    }
    Ok(())
}

/// A record, its lengths first.
fn record(
    genotypes: &Genotypes,
    site: usize,
    contigs: &HashMap<&str, i32>,
) -> Result<Vec<u8>, GenotypeError> {
    let variant = &genotypes.variants[site];
    let unwritable = |what: &str| GenotypeError::Unwritable {
        format: "BCF",
        subject: variant.subject(),
        what: what.to_owned(),
    };
    let position =
        i64::try_from(variant.position).ok().and_then(|position| i32::try_from(position - 1).ok());
    let position =
        position.ok_or_else(|| unwritable("its position is beyond 2147483648; write VCF"))?;
    let alleles = u16::try_from(1 + variant.alternates.len())
        .map_err(|_| unwritable("it has more than 65535 alleles; split it"))?;
    let samples = u32::try_from(genotypes.samples.len()).ok().filter(|samples| *samples < 1 << 24);
    let samples =
        samples.ok_or_else(|| unwritable("there are more than 16777215 samples; write VCF"))?;
    let fields = u32::from(samples > 0);

    let mut shared = Vec::new();
    let contig = contigs.get(variant.contig.as_str()).copied().unwrap_or_default();
    let bases = i32::try_from(variant.reference.len()).unwrap_or(i32::MAX);
    for number in [contig, position, bases] {
        shared.extend_from_slice(&number.to_le_bytes());
    }
    // QUAL is not there, and neither is INFO.
    for number in [0x7f80_0001, u32::from(alleles) << 16, fields << 24 | samples] {
        shared.extend_from_slice(&u32::to_le_bytes(number));
    }
    write_text(&mut shared, if variant.id.is_empty() { "." } else { &variant.id });
    for allele in [&variant.reference].into_iter().chain(&variant.alternates) {
        write_text(&mut shared, allele);
    }
    write_descriptor(&mut shared, 0, Kind::Missing);

    let mut own = Vec::new();
    if samples > 0 {
        // `PASS` is number 0 of the header's names, GT the next.
        write_integer(&mut own, 1);
        let count = genotypes.samples.len();
        let phased = &genotypes.phased[site * count..(site + 1) * count];
        genotype_values::write(&mut own, genotypes.site(site), genotypes.ploidy, phased);
    }
    let mut record = Vec::with_capacity(8 + shared.len() + own.len());
    for part in [&shared, &own] {
        let length =
            u32::try_from(part.len()).map_err(|_| unwritable("it takes more than 4 GiB"))?;
        record.extend_from_slice(&length.to_le_bytes());
    }
    record.append(&mut shared);
    record.append(&mut own);
    Ok(record)
}
