//! Why nothing could be simulated.

/// Why nothing could be simulated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SimulationError {
    /// A setting outside its range.
    #[error("`{name}` is {value}, expected {expected}")]
    Setting {
        /// Its name.
        name: &'static str,
        /// What was given.
        value: String,
        /// The range.
        expected: &'static str,
    },
    /// No contig is long enough for a read.
    #[error(
        "no contig of the reference has the {needed} bases of a read; the longest has {longest}"
    )]
    ReferenceTooShort {
        /// Bases of a read.
        needed: usize,
        /// Length of the longest contig.
        longest: usize,
    },
    /// More data than is held in memory.
    #[error(
        "{bases} bases of reads are more than the {most} that are held at once; lower the coverage \
         or simulate contig by contig"
    )]
    TooMuch {
        /// Bases asked for.
        bases: u64,
        /// Most that are held.
        most: u64,
    },
    /// Genomes and abundances that do not belong together.
    #[error("there are {abundances} abundances for {genomes} genomes; give one for each")]
    Abundances {
        /// How many abundances.
        abundances: usize,
        /// How many genomes.
        genomes: usize,
    },
    /// A file that cannot be written.
    #[error("cannot write `{file}`: {cause}")]
    Write {
        /// The file.
        file: String,
        /// What the system says.
        cause: std::io::Error,
    },
}

impl SimulationError {
    /// A setting outside its range.
    pub(crate) fn setting(
        name: &'static str,
        value: impl std::fmt::Display,
        expected: &'static str,
    ) -> Self {
        Self::Setting { name, value: value.to_string(), expected }
    }
}

/// Holds a share or rate against `[0, 1]`.
pub(crate) fn check_share(name: &'static str, value: f64) -> Result<(), SimulationError> {
    if (0.0..=1.0).contains(&value) {
        Ok(())
    } else {
        Err(SimulationError::setting(name, value, "a number from 0 to 1"))
    }
}
