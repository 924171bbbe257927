use crate::vcf::Contig;
use crate::{GenotypeError, Loaded, ReadOptions, bcf, plink, source, vcf};
use serde::Serialize;
use std::io::BufRead;
use std::path::Path;

/// Formats of genotypes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Text.
    Vcf,
    /// The binary form of VCF.
    Bcf,
    /// `.bed`, `.bim` and `.fam`.
    Plink,
}

impl Format {
    /// The format that a name asks for by its end: `.vcf`, `.vcf.gz`, `.vcf.bgz`, `.bcf` or `.bed`.
    ///
    /// ```
    /// use neuron_genotypes::Format;
    /// assert_eq!(Format::of_name("a.vcf.gz".as_ref()), Some(Format::Vcf));
    /// assert_eq!(Format::of_name("a.txt".as_ref()), None);
    /// ```
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let ends = [
            (".vcf", Self::Vcf),
            (".vcf.gz", Self::Vcf),
            (".vcf.bgz", Self::Vcf),
            (".bcf", Self::Bcf),
            (".bed", Self::Plink),
        ];
        ends.into_iter().find(|(end, _)| name.ends_with(end)).map(|(_, format)| format)
    }
}

/// Reads genotypes of whatever format the content is: VCF, BCF, or the PLINK files beside a `.bed`.
///
/// # Errors
/// [`GenotypeError`]; see [`vcf::read`], [`bcf::read`] and [`plink::read`].
pub fn read(path: &Path, options: &ReadOptions) -> Result<Loaded, GenotypeError> {
    let mut opened = source::open(path)?;
    let head = opened.reader.fill_buf();
    let head =
        head.map_err(|cause| GenotypeError::Io { action: "read", file: path.to_owned(), cause })?;
    if head.starts_with(&[0x6c, 0x1b]) {
        return plink::read(path, options);
    }
    let is_bcf = head.starts_with(bcf::MAGIC);
    let mut loaded = if is_bcf {
        bcf::read_from(opened.reader, path, options)?
    } else {
        vcf::read_from(opened.reader, path, options)?
    };
    loaded.warnings.extend(source::warnings(&opened.warnings));
    Ok(loaded)
}

/// Writes genotypes in the format that the name asks for. PLINK files lose what [`plink::Losses`] counts.
///
/// # Errors
/// [`GenotypeError`]: a name that asks for no format; see [`vcf::write`], [`bcf::write`] and [`plink::write`].
pub fn write(
    path: &Path,
    genotypes: &crate::Genotypes,
    contigs: &[Contig],
) -> Result<Option<plink::Losses>, GenotypeError> {
    match Format::of_name(path) {
        Some(Format::Vcf) => vcf::write(path, genotypes, contigs).map(|()| None),
        Some(Format::Bcf) => bcf::write(path, genotypes, contigs).map(|()| None),
        Some(Format::Plink) => plink::write(path, genotypes).map(Some),
        None => Err(GenotypeError::Unrecognised {
            file: path.to_owned(),
            expected: "the name of a file of genotypes",
            found: "it ends in none of `.vcf`, `.vcf.gz`, `.vcf.bgz`, `.bcf` and `.bed`".to_owned(),
        }),
    }
}
