use crate::call::{Call, CallRecord};
use serde::Serialize;

/// What was called.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CallSummary {
    /// Whose reads these are.
    pub sample: String,
    /// Usable reads, of those over the regions.
    pub reads: u64,
    /// Sites with a variant.
    pub variants: u64,
    /// Of these, those with alleles of one length.
    pub substitutions: u64,
    /// Sites where a copy has more bases than the reference.
    pub insertions: u64,
    /// Sites where one has fewer.
    pub deletions: u64,
    /// Sites with two alternate alleles.
    pub multiallelic: u64,
    /// Substitutions whose copies differ.
    pub heterozygous_substitutions: u64,
    /// Substitutions whose copies are equal.
    pub homozygous_substitutions: u64,
    /// Insertions and deletions whose copies differ.
    pub heterozygous_indels: u64,
    /// Insertions and deletions whose copies are equal.
    pub homozygous_indels: u64,
    /// A and G, or C and T, in each other's place.
    pub transitions: u64,
    /// Other substitutions.
    pub transversions: u64,
    /// Blocks without a variant (gVCF).
    pub reference_blocks: u64,
    /// Positions in them that no read covers.
    pub uncovered: u64,
}

impl CallSummary {
    pub(crate) fn new(sample: &str) -> Self {
        Self { sample: sample.to_owned(), ..Self::default() }
    }

    /// Transitions for each transversion: about 2 in human genomes. None without a transversion.
    #[must_use]
    pub fn transition_ratio(&self) -> Option<f64> {
        (self.transversions > 0).then(|| self.transitions as f64 / self.transversions as f64)
    }

    pub(crate) fn count(&mut self, record: &CallRecord) {
        match record {
            CallRecord::Variant(call) => self.count_call(call),
            CallRecord::Reference(block) => {
                self.reference_blocks += 1;
                if !block.covered {
                    self.uncovered += (block.end + 1 - block.start) as u64;
                }
            }
        }
    }

    fn count_call(&mut self, call: &Call) {
        self.variants += 1;
        self.multiallelic += u64::from(call.alternates.len() > 1);
        let heterozygous = call.is_heterozygous();
        if call.is_substitution() {
            self.substitutions += 1;
            self.heterozygous_substitutions += u64::from(heterozygous);
            self.homozygous_substitutions += u64::from(!heterozygous);
            for alternate in &call.alternates {
                let is_transition = matches!(
                    (call.reference.as_str(), alternate.as_str()),
                    ("A", "G") | ("G", "A") | ("C", "T") | ("T", "C")
                );
                self.transitions += u64::from(is_transition);
                self.transversions += u64::from(!is_transition);
            }
        } else {
            let length = call.reference.len();
            self.insertions += u64::from(call.alternates.iter().any(|it| it.len() > length));
            self.deletions += u64::from(call.alternates.iter().any(|it| it.len() < length));
            self.heterozygous_indels += u64::from(heterozygous);
            self.homozygous_indels += u64::from(!heterozygous);
        }
    }
}
