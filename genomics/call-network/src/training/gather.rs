//! Uncertain calls with their true genotypes.

use super::{Training, Truth};
use crate::{CallNetworkError, Evidence, LabelledCall, NetworkConfig};
use neuron_variant_calling::{
    AlignmentFile, Reference, Regions, SecondOpinion, UncertainCall, call_variants_with,
};
use std::collections::BTreeMap;
use std::error::Error;

/// Positions of a stretch that is learned from, or held out, as a whole.
const STRETCH: usize = 20_000;

/// Calls by stretch of the genome, so that nothing is held out that another sample shows.
pub(super) struct Gathered {
    config: NetworkConfig,
    stretches: BTreeMap<(String, usize), Vec<LabelledCall>>,
}

impl Gathered {
    pub(super) fn new(config: NetworkConfig) -> Self {
        Self { config, stretches: BTreeMap::new() }
    }

    pub(super) fn count(&self) -> usize {
        self.stretches.values().map(Vec::len).sum()
    }

    /// Calls to learn from and, of one stretch in so many, to choose by.
    pub(super) fn split(self, every: usize) -> (Vec<LabelledCall>, Vec<LabelledCall>) {
        let (mut learn, mut held) = (Vec::new(), Vec::new());
        for (number, calls) in self.stretches.into_values().enumerate() {
            let list = if number % every == every / 2 { &mut held } else { &mut learn };
            list.extend(calls);
        }
        (learn, held)
    }
}

/// Looks on and changes nothing.
struct Onlooker<'a> {
    gathered: &'a mut Gathered,
    truth: &'a Truth,
}

impl SecondOpinion for Onlooker<'_> {
    fn threshold(&self) -> f64 {
        self.gathered.config.threshold
    }

    fn pileup_size(&self) -> [usize; 2] {
        [self.gathered.config.rows, self.gathered.config.columns]
    }

    fn judge(
        &mut self,
        calls: &[UncertainCall],
    ) -> Result<Vec<[f64; 3]>, Box<dyn Error + Send + Sync>> {
        for call in calls {
            let Some(copies) = self.truth.copies(&call.call) else { continue };
            let stretch = (call.call.contig.clone(), call.call.position / STRETCH);
            let list = self.gathered.stretches.entry(stretch).or_default();
            list.push(LabelledCall { evidence: Evidence::of(call), copies });
        }
        Ok(calls.iter().map(|call| call.ln_posterior).collect())
    }
}

/// Adds the uncertain calls of a sample.
pub(super) fn gather(
    gathered: &mut Gathered,
    reads: AlignmentFile,
    reference: &Reference,
    regions: &Regions,
    training: &Training<'_>,
    truth: &Truth,
) -> Result<(), CallNetworkError> {
    let mut onlooker = Onlooker { gathered, truth };
    let options = &training.options;
    let opinion: Option<&mut dyn SecondOpinion> = Some(&mut onlooker);
    call_variants_with(reads, reference, regions, options, opinion, &mut |_| Ok(()), &mut |_| {})?;
    Ok(())
}
