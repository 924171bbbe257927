use crate::CallingError;
use serde::Serialize;

/// Copies of each chromosome in the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ploidy {
    /// One: bacteria, mitochondria, X and Y of a male.
    Haploid,
    /// Two.
    Diploid,
}

impl Ploidy {
    /// How many copies.
    #[must_use]
    pub fn copies(self) -> usize {
        match self {
            Self::Haploid => 1,
            Self::Diploid => 2,
        }
    }
}

/// What a caller takes for granted.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CallingOptions {
    /// Copies of each chromosome.
    pub ploidy: Ploidy,
    /// Probability that two copies of a chromosome differ by a substitution at a position; the prior. Human: 0.001.
    pub heterozygosity: f64,
    /// The same for insertions and deletions outside of repeats. Human: 0.0001.
    pub indel_heterozygosity: f64,
    /// Reads that are mapped less certainly are left out (phred).
    pub min_mapping_quality: u8,
    /// Bases that are less certain are left out (phred).
    pub min_base_quality: u8,
    /// Variants with a lower QUAL are not reported.
    pub min_quality: f64,
    /// Reads that start where so many already lie are left out.
    pub max_depth: usize,
    /// Whether positions without a variant are reported too, in blocks (gVCF).
    pub reference_blocks: bool,
}

impl Default for CallingOptions {
    fn default() -> Self {
        Self {
            ploidy: Ploidy::Diploid,
            heterozygosity: 1e-3,
            indel_heterozygosity: 1e-4,
            min_mapping_quality: 5,
            min_base_quality: 3,
            min_quality: 4.0,
            max_depth: 500,
            reference_blocks: false,
        }
    }
}

impl CallingOptions {
    /// # Errors
    /// [`CallingError::Setting`] where a probability or quality is out of range.
    pub(crate) fn check(&self) -> Result<(), CallingError> {
        for (name, value) in [
            ("heterozygosity", self.heterozygosity),
            ("indel_heterozygosity", self.indel_heterozygosity),
        ] {
            if !(value > 0.0 && value <= 0.1) {
                let expected = "a probability above 0 and at most 0.1";
                return Err(CallingError::Setting { name, found: value.to_string(), expected });
            }
        }
        if !(self.min_quality >= 0.0 && self.min_quality.is_finite()) {
            return Err(CallingError::Setting {
                name: "min_quality",
                found: self.min_quality.to_string(),
                expected: "a number from 0",
            });
        }
        if self.max_depth == 0 || self.max_depth > 10_000 {
            return Err(CallingError::Setting {
                name: "max_depth",
                found: self.max_depth.to_string(),
                expected: "1 to 10000",
            });
        }
        Ok(())
    }
}
