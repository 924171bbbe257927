use crate::Place;
use serde::Serialize;
use std::fmt;

/// What is odd about a file, and did not keep it from being read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GenotypeWarning {
    /// Sites that stand before those they should follow, or a sequence that comes back after another.
    Unsorted {
        /// How many sites come too late.
        sites: u64,
        /// The first of them, as `20:1000226`.
        first: String,
    },
    /// Sites that are there before, with the same alleles.
    DuplicateVariants {
        /// How many, without the first of each.
        sites: u64,
        /// The first of them, as `20:1000226 A>T`.
        first: String,
    },
    /// Sites without GT in their FORMAT; all genotypes are missing there.
    WithoutGenotypes {
        /// How many.
        sites: u64,
        /// The first of them.
        first: Place,
    },
    /// Something odd about the compression, such as an end that is not marked.
    Compression {
        /// What.
        what: String,
    },
}

impl fmt::Display for GenotypeWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let are = |sites: u64| if sites == 1 { "site is" } else { "sites are" };
        match self {
            Self::Unsorted { sites, first } => {
                write!(f, "{sites} {} out of order, {first} first", are(*sites))
            }
            Self::DuplicateVariants { sites, first } => {
                write!(
                    f,
                    "{sites} {} there before with the same alleles, {first} first",
                    are(*sites)
                )
            }
            Self::WithoutGenotypes { sites, first } => {
                write!(
                    f,
                    "{sites} {} without GT, {first} first; genotypes are missing there",
                    are(*sites)
                )
            }
            Self::Compression { what } => f.write_str(what),
        }
    }
}
