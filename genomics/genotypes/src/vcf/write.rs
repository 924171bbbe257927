use super::Contig;
use crate::output_file::OutputFile;
use crate::{ABSENT, GenotypeError, Genotypes, MISSING, Variant};
use neuron_sequence_files::compression::bgzf;
use rayon::prelude::*;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

/// Sites that are put into words at once.
const BATCH: usize = 1024;

/// Writes a VCF 4.3 with GT alone; compressed by BGZF where the name ends in `.gz` or `.bgz`. The file is there whole or
/// not at all.
///
/// `contigs` are sequences that the header declares, with their lengths; those of sites that are not among them follow.
/// QUAL, FILTER and INFO, which genotypes do not keep, are `.`.
///
/// ```
/// use neuron_genotypes::{ReadOptions, datasets, vcf};
/// let genotypes = datasets::thousand_genomes_slice()?.genotypes;
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("slice.vcf.gz");
/// vcf::write(&path, &genotypes, &[])?;
/// assert_eq!(vcf::read(&path, &ReadOptions::default())?.genotypes, genotypes);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`GenotypeError::Unwritable`] names what would not be read as what it is, such as a name with a tab in it;
/// [`GenotypeError::Io`].
pub fn write(path: &Path, genotypes: &Genotypes, contigs: &[Contig]) -> Result<(), GenotypeError> {
    let file = OutputFile::new(path)?;
    let failed = file.failed();
    let compressed = path.extension().is_some_and(|end| end == "gz" || end == "bgz");
    let file = if compressed {
        let mut writer = bgzf::Writer::new(file);
        write_to(&mut writer, genotypes, contigs).map_err(|error| named(error, path))?;
        writer.finish().map_err(failed)?
    } else {
        let mut file = file;
        write_to(&mut file, genotypes, contigs).map_err(|error| named(error, path))?;
        file
    };
    file.finish()
}

/// Writes a VCF 4.3's text.
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
    target.write_all(header_text(genotypes, contigs, "VCF")?.as_bytes()).map_err(failed)?;
    let sites: Vec<usize> = (0..genotypes.variants.len()).collect();
    for batch in sites.chunks(BATCH) {
        let lines: Vec<Vec<u8>> = batch.par_iter().map(|&site| line(genotypes, site)).collect();
        for line in lines {
            target.write_all(&line).map_err(failed)?;
        }
    }
    Ok(())
}

/// The header of genotypes; `format` is what an error calls the file. Every name of it, and of the sites, is looked at.
pub(crate) fn header_text(
    genotypes: &Genotypes,
    contigs: &[Contig],
    format: &'static str,
) -> Result<String, GenotypeError> {
    let unwritable = |subject: String, what: &str| {
        let what = format!("{what}; rename it");
        GenotypeError::Unwritable { format, subject, what }
    };
    let mut text = String::from(
        "##fileformat=VCFv4.3\n##FILTER=<ID=PASS,Description=\"All filters passed\">\n",
    );
    for contig in all_contigs(genotypes, contigs) {
        // Characters that end a name in a header.
        if contig.name.is_empty()
            || contig.name.contains(['<', '>', ',', '=', '"', '\\'])
            || has_blank(&contig.name)
        {
            let subject = format!("sequence `{}`", contig.name.escape_debug());
            return Err(unwritable(subject, "a header cannot hold this name"));
        }
        let _ = match contig.length {
            Some(length) => writeln!(text, "##contig=<ID={},length={length}>", contig.name),
            None => writeln!(text, "##contig=<ID={}>", contig.name),
        };
    }
    text.push_str("##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n");
    text.push_str("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO");
    if !genotypes.samples.is_empty() {
        text.push_str("\tFORMAT");
    }
    let mut known = HashSet::new();
    for sample in &genotypes.samples {
        let subject = || format!("sample `{}`", sample.escape_debug());
        if sample.is_empty() || sample.contains(['\t', '\n', '\r', '\0']) {
            return Err(unwritable(subject(), "its name is empty, or has a tab or line end in it"));
        }
        if !known.insert(sample) {
            return Err(unwritable(subject(), "it is there twice"));
        }
        text.push('\t');
        text.push_str(sample);
    }
    text.push('\n');
    for variant in &genotypes.variants {
        let Variant { id, reference, alternates, .. } = variant;
        let wrong = |text: &String| text.is_empty() || text.contains(',') || has_blank(text);
        if has_blank(id) || [reference].into_iter().chain(alternates).any(wrong) {
            return Err(unwritable(
                variant.subject(),
                "its name or an allele is empty, or has a blank or comma in it",
            ));
        }
    }
    Ok(text)
}

fn has_blank(text: &str) -> bool {
    text.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

/// The declared sequences, and those of sites that are not declared.
pub(crate) fn all_contigs(genotypes: &Genotypes, declared: &[Contig]) -> Vec<Contig> {
    let mut known = HashSet::new();
    let mut all: Vec<Contig> = Vec::new();
    let own = genotypes.variants.iter().map(|variant| (&variant.contig, None));
    for (name, length) in declared.iter().map(|contig| (&contig.name, contig.length)).chain(own) {
        // Sites of a sequence stand together, so that the last one is usually it.
        if all.last().is_none_or(|last| last.name != *name) && known.insert(name) {
            all.push(Contig { name: name.clone(), length });
        }
    }
    all
}

/// A record, with its line end.
fn line(genotypes: &Genotypes, site: usize) -> Vec<u8> {
    let Variant { contig, position, id, reference, alternates } = &genotypes.variants[site];
    let id = if id.is_empty() { "." } else { id };
    let alternates = if alternates.is_empty() { ".".to_owned() } else { alternates.join(",") };
    let mut line =
        format!("{contig}\t{position}\t{id}\t{reference}\t{alternates}\t.\t.\t.").into_bytes();
    let samples = genotypes.samples.len();
    if samples > 0 {
        line.extend_from_slice(b"\tGT");
    }
    for sample in 0..samples {
        line.push(b'\t');
        let separator = if genotypes.phased[site * samples + sample] { b'|' } else { b'/' };
        let genotype = genotypes.genotype(site, sample);
        if genotype.first().is_none_or(|first| *first == ABSENT) {
            line.push(b'.');
        }
        for (copy, &allele) in genotype.iter().take_while(|allele| **allele != ABSENT).enumerate() {
            if copy > 0 {
                line.push(separator);
            }
            match u8::try_from(allele) {
                Ok(digit @ 0..=9) => line.push(b'0' + digit),
                Ok(number) => line.extend_from_slice(number.to_string().as_bytes()),
                Err(_) => {
                    debug_assert_eq!(allele, MISSING);
                    line.push(b'.');
                }
            }
        }
    }
    line.push(b'\n');
    line
}

/// What went wrong, with the file's name.
fn named(error: GenotypeError, path: &Path) -> GenotypeError {
    match error {
        GenotypeError::Io { action, cause, .. } => {
            GenotypeError::Io { action, file: path.to_owned(), cause }
        }
        other => other,
    }
}
