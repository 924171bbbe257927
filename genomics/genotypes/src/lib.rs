//! Genotypes of many samples: VCF, BCF and PLINK files, read and written.
//!
//! | module | what |
//! |-|-|
//! | [`Genotypes`], [`Variant`] | alleles of samples at sites, of any ploidy |
//! | [`vcf`] | VCF 4.x, plain or compressed |
//! | [`ReadOptions`], [`SiteFilter`], [`Region`] | which sites and samples are read |
//! | [`Labels`] | populations and the like of samples, matched by name |
//! | [`Loaded`], [`GenotypeWarning`], [`LeftOut`] | what a file gives: genotypes, what is odd, what was left out |
//! | [`datasets`] | real genotypes with populations, in the program itself |
//!
//! Files are taken as hostile: what they declare is held against [`Limits`] before memory is taken, and whatever is
//! wrong with a file is a [`GenotypeError`] that names the file, the line, the site and the sample.
#![forbid(unsafe_code)]

mod assembly;
pub mod datasets;
mod error;
mod genotypes;
mod labels;
mod limits;
mod loaded;
mod place;
mod read_options;
mod region;
mod sample_choice;
mod site_filter;
mod source;
mod variant;
pub mod vcf;
mod warning;

pub use error::GenotypeError;
pub use genotypes::{ABSENT, Genotypes, MISSING};
pub use labels::{Labels, MatchedLabels};
pub use limits::Limits;
pub use loaded::Loaded;
pub use place::Place;
pub use read_options::ReadOptions;
pub use region::Region;
pub use site_filter::{LeftOut, SiteFilter};
pub use variant::Variant;
pub use warning::GenotypeWarning;
