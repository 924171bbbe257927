//! Genotypes of many samples: VCF, BCF and PLINK files, read and written.
//!
//! | module | what |
//! |-|-|
//! | [`Genotypes`], [`Variant`] | alleles of samples at sites, of any ploidy |
//! | [`AlleleCounts`], [`Dosages`], [`Summary`] | what analyses count |
//! | [`vcf`] | VCF 4.x, plain or compressed |
//! | [`bcf`] | BCF 2.1 and 2.2 |
//! | [`plink`] | `.bed`, `.bim` and `.fam` |
//! | [`read`], [`write`](fn@write) | whichever of these it is |
//! | [`ReadOptions`], [`SiteFilter`], [`Region`] | which sites and samples are read |
//! | [`Labels`] | populations and the like of samples, matched by name |
//! | [`Loaded`], [`GenotypeWarning`], [`LeftOut`] | what a file gives: genotypes, what is odd, what was left out |
//! | [`datasets`] | real genotypes with populations, in the program itself |
//!
//! Files are taken as hostile: what they declare is held against [`Limits`] before memory is taken, and whatever is
//! wrong with a file is a [`GenotypeError`] that names the file, the line, the site and the sample.
#![forbid(unsafe_code)]

mod allele_counts;
mod assembly;
pub mod bcf;
pub mod datasets;
mod dosage;
mod error;
mod genotypes;
mod labels;
mod limits;
mod loaded;
mod open;
mod output_file;
mod place;
pub mod plink;
mod read_options;
mod sample_choice;
mod selection;
mod site_filter;
mod source;
mod summary;
mod text_lines;
mod variant;
pub mod vcf;
mod warning;

pub use neuron_sequence_files::Region;

pub use allele_counts::AlleleCounts;
pub use dosage::{Dosages, Imputation};
pub use error::GenotypeError;
pub use genotypes::{ABSENT, Genotypes, MISSING};
pub use labels::{Labels, MatchedLabels};
pub use limits::Limits;
pub use loaded::Loaded;
pub use open::{Format, read, write};
pub use place::Place;
pub use read_options::ReadOptions;
pub use site_filter::{LeftOut, SiteFilter};
pub use summary::{ContigSummary, GenotypeKinds, SiteKinds, Summary};
pub use variant::Variant;
pub use warning::GenotypeWarning;
