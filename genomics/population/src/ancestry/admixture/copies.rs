use crate::PopulationError;
use crate::dosages::Dosages;
use crate::error::at_least;

/// Copies of both alleles, `[sites, samples]`; both are 0 where a genotype is missing.
pub(super) struct Copies {
    pub(super) samples: usize,
    /// Numbers of the sites, at which both alleles were seen.
    pub(super) sites: Vec<usize>,
    pub(super) alternate: Vec<u8>,
    pub(super) reference: Vec<u8>,
}

impl Copies {
    pub(super) fn new(dosages: &Dosages) -> Result<Self, PopulationError> {
        let both = |site: &usize| dosages.frequency(*site).is_some_and(|p| p > 0.0 && p < 1.0);
        let sites: Vec<usize> = (0..dosages.sites()).filter(both).collect();
        Self::at(dosages, sites)
    }

    /// At these sites, whatever was seen there.
    pub(super) fn at(dosages: &Dosages, sites: Vec<usize>) -> Result<Self, PopulationError> {
        at_least("ancestry", "samples", dosages.samples(), 1)?;
        at_least("ancestry", "sites that vary", sites.len(), 1)?;
        let mut alternate = Vec::with_capacity(sites.len() * dosages.samples());
        let mut reference = Vec::with_capacity(sites.len() * dosages.samples());
        for &site in &sites {
            for sample in 0..dosages.samples() {
                let dosage = dosages.get(site, sample);
                alternate.push(dosage.unwrap_or(0));
                reference.push(dosage.map_or(0, |dosage| 2 - dosage));
            }
        }
        Ok(Self { samples: dosages.samples(), sites, alternate, reference })
    }

    /// Copies known of each sample.
    pub(super) fn known(&self) -> Vec<f64> {
        let mut known = vec![0_u32; self.samples];
        for (place, (a, b)) in self.alternate.iter().zip(&self.reference).enumerate() {
            known[place % self.samples] += u32::from(a + b);
        }
        known.into_iter().map(f64::from).collect()
    }
}
