use super::{IndexedFile, Location};
use crate::{Limits, SequenceFileError};
use neuron_data::http::Client;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Releases in public buckets that many analyses begin with.
///
/// ```
/// use neuron_sequence_files::remote::Release;
///
/// let release: Release = "1000genomes-phase3".parse()?;
/// assert_eq!(
///     release.files("chr22")?[1],
///     "s3://1000genomes/release/20130502/ALL.chr22.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz"
/// );
/// assert_eq!(release.contig("chr22"), "22");
/// # Ok::<(), neuron_sequence_files::SequenceFileError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// 1000 Genomes, phase 3: 2,504 people, GRCh37, phased (2015, <https://doi.org/10.1038/nature15393>).
    ThousandGenomesPhase3,
    /// 1000 Genomes at high coverage: 3,202 people, GRCh38, with annotations, not phased (2022,
    /// <https://doi.org/10.1016/j.cell.2022.08.004>).
    ThousandGenomesHighCoverage,
    /// Genome in a Bottle's truth of HG001 (NA12878), v4.2.1, GRCh38.
    GiabHg001,
    /// Genome in a Bottle's truth of HG002 (NA24385), v4.2.1, GRCh38.
    GiabHg002,
}

impl Release {
    /// All, in the order of the table.
    pub const ALL: [Self; 4] = [
        Self::ThousandGenomesPhase3,
        Self::ThousandGenomesHighCoverage,
        Self::GiabHg001,
        Self::GiabHg002,
    ];

    /// The name at the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ThousandGenomesPhase3 => "1000genomes-phase3",
            Self::ThousandGenomesHighCoverage => "1000genomes-high-coverage",
            Self::GiabHg001 => "giab-hg001",
            Self::GiabHg002 => "giab-hg002",
        }
    }

    /// The contig's name in the release's files, however it is written: `20` in those of GRCh37, `chr20` in others.
    #[must_use]
    pub fn contig(self, contig: &str) -> String {
        let bare = contig.strip_prefix("chr").unwrap_or(contig);
        match self {
            Self::ThousandGenomesPhase3 => bare.to_owned(),
            _ => format!("chr{bare}"),
        }
    }

    /// The objects that may hold a contig, the likeliest first: releases were renamed in some mirrors.
    ///
    /// # Errors
    /// [`SequenceFileError::File`] of a contig other than the 22 autosomes.
    pub fn files(self, contig: &str) -> Result<Vec<String>, SequenceFileError> {
        let bare = contig.strip_prefix("chr").unwrap_or(contig);
        if !bare
            .parse()
            .is_ok_and(|number: u8| (1..=22).contains(&number) && number.to_string() == bare)
        {
            let what = format!("has `1` to `22` (or `chr1` to `chr22`), not `{contig}`");
            return Err(SequenceFileError::File { file: self.name().to_owned(), what });
        }
        Ok(match self {
            Self::ThousandGenomesPhase3 => ["v5b", "v5a"]
                .map(|version| {
                    format!(
                        "s3://1000genomes/release/20130502/ALL.chr{bare}.phase3_shapeit2_mvncall_integrated_\
                         {version}.20130502.genotypes.vcf.gz"
                    )
                })
                .to_vec(),
            Self::ThousandGenomesHighCoverage => vec![format!(
                "s3://1000genomes/1000G_2504_high_coverage/working/20201028_3202_raw_GT_with_annot/\
                 20201028_CCDG_14151_B01_GRM_WGS_2020-08-05_chr{bare}.recalibrated_variants.vcf.gz"
            )],
            Self::GiabHg001 => vec![
                "s3://giab/release/NA12878_HG001/NISTv4.2.1/GRCh38/HG001_GRCh38_1_22_v4.2.1_benchmark.vcf.gz"
                    .to_owned(),
            ],
            Self::GiabHg002 => vec![
                "s3://giab/release/AshkenazimTrio/HG002_NA24385_son/NISTv4.2.1/GRCh38/\
                 HG002_GRCh38_1_22_v4.2.1_benchmark.vcf.gz"
                    .to_owned(),
            ],
        })
    }
}

impl Release {
    /// Opens the file that holds a contig: the first of [`Release::files`] that has an index. With `base_url`, the
    /// bucket lies there.
    ///
    /// # Errors
    /// As [`IndexedFile::open`] of the last of them.
    pub fn open(
        self,
        contig: &str,
        base_url: Option<&str>,
        client: &Arc<Client>,
        limits: Limits,
    ) -> Result<IndexedFile, SequenceFileError> {
        let files = self.files(contig)?;
        let mut last = None;
        for file in &files {
            let location = Location::parse(file, base_url)?;
            if let Some(found) = IndexedFile::find(&location, None, client, limits)? {
                return Ok(found);
            }
            last = Some(location);
        }
        let what = format!(
            "is not there for `{contig}`: none of its {} objects has an index",
            files.len()
        );
        let file = last.map_or_else(|| self.name().to_owned(), |location| location.to_string());
        Err(SequenceFileError::File { file, what })
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Release {
    type Err = SequenceFileError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|release| release.name() == text).ok_or_else(|| {
            let names = Self::ALL.map(|release| format!("`{release}`")).join(", ");
            let what = format!("is no release of the catalogue; it has {names}");
            SequenceFileError::File { file: text.to_owned(), what }
        })
    }
}
