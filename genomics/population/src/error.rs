/// Why a statistic could not be computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PopulationError {
    /// Too few of something.
    #[error("{analysis} needs at least {expected} {what}, found {found}")]
    TooFew {
        /// The analysis, such as `principal components`.
        analysis: &'static str,
        /// What is counted, such as `samples`.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many it takes.
        expected: usize,
    },
    /// Too few samples in a population.
    #[error(
        "population `{name}` has {found} sample(s), {analysis} needs at least {expected}; leave it out or join it with another"
    )]
    SmallPopulation {
        /// The analysis.
        analysis: &'static str,
        /// The population.
        name: String,
        /// How many samples it has.
        found: usize,
        /// How many it takes.
        expected: usize,
    },
    /// More of something than one computation may hold in memory.
    #[error("{analysis} takes at most {limit} {what}, found {found}")]
    TooMany {
        /// The analysis.
        analysis: &'static str,
        /// What is counted.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many it can be.
        limit: usize,
    },
    /// A parameter outside of its range.
    #[error("`{name}` is {found}, expected {expected}")]
    Parameter {
        /// The parameter.
        name: &'static str,
        /// Its value.
        found: String,
        /// Its range.
        expected: String,
    },
    /// Two inputs of different lengths.
    #[error("{what} has {found} entries, expected {expected}")]
    Length {
        /// What is too long or too short.
        what: &'static str,
        /// How many entries it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// Positions of a contig that go back.
    #[error(
        "contig `{contig}`, position {position}: it stands behind position {previous}; sort the sites by position"
    )]
    Unsorted {
        /// The contig.
        contig: String,
        /// The position.
        position: u64,
        /// The position before it.
        previous: u64,
    },
    /// A contig whose sites are not together.
    #[error("contig `{contig}` stands at two places of the sites; sort the sites by contig")]
    Scattered {
        /// The contig.
        contig: String,
    },
    /// An outcome or covariate that a regression cannot use.
    #[error("{kind} `{name}` {what}")]
    Column {
        /// `phenotype` or `covariate`.
        kind: &'static str,
        /// Its name.
        name: String,
        /// What is wrong with it, and what to do.
        what: String,
    },
    /// Alleles that two sets of genotypes do not share.
    #[error("{what}")]
    Mismatch {
        /// What differs, and where.
        what: String,
    },
}

pub(crate) fn at_least(
    analysis: &'static str,
    what: &'static str,
    found: usize,
    expected: usize,
) -> Result<(), PopulationError> {
    if found < expected {
        return Err(PopulationError::TooFew { analysis, what, found, expected });
    }
    Ok(())
}
