use crate::SimulationError;
use crate::error::check_share;
use serde::Serialize;

/// How often which variants are planted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VariantLaw {
    /// Substitutions of one base, per base of the reference.
    pub snp_rate: f64,
    /// Insertions and deletions, per base.
    pub indel_rate: f64,
    /// Substitutions of two or three bases in a row, per base.
    pub mnp_rate: f64,
    /// Share of the variants on one copy only.
    pub heterozygous: f64,
    /// Share of the indels that take a unit out of a repeat, or put one in; the others stand outside
    /// of repeats. Where a reference has no repeats all stand outside.
    pub repeat_share: f64,
    /// Lengths are geometric: each further base (in repeats: unit) has this probability.
    pub indel_extension: f64,
    /// The longest indel, in bases.
    pub longest_indel: usize,
}

impl Default for VariantLaw {
    /// The rates of a human genome, about: one SNP in 1,000 bases and one indel in 6,700, half of
    /// them in repeats, two of three heterozygous.
    fn default() -> Self {
        Self {
            snp_rate: 0.001,
            indel_rate: 0.000_15,
            mnp_rate: 0.000_02,
            heterozygous: 2.0 / 3.0,
            repeat_share: 0.5,
            indel_extension: 0.4,
            longest_indel: 50,
        }
    }
}

impl VariantLaw {
    /// Holds the settings against their ranges.
    pub(super) fn check(&self) -> Result<(), SimulationError> {
        for (name, rate) in [
            ("snp rate", self.snp_rate),
            ("indel rate", self.indel_rate),
            ("mnp rate", self.mnp_rate),
        ] {
            if !(0.0..=0.1).contains(&rate) {
                return Err(SimulationError::setting(
                    name,
                    rate,
                    "a number from 0 to 0.1 per base",
                ));
            }
        }
        check_share("heterozygous", self.heterozygous)?;
        check_share("repeat share", self.repeat_share)?;
        if !(0.0..1.0).contains(&self.indel_extension) {
            let expected = "a number from 0, below 1";
            return Err(SimulationError::setting(
                "indel extension",
                self.indel_extension,
                expected,
            ));
        }
        if !(1..=1000).contains(&self.longest_indel) {
            let expected = "1 to 1000 bases";
            return Err(SimulationError::setting("longest indel", self.longest_indel, expected));
        }
        Ok(())
    }
}
