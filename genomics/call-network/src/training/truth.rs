use neuron_variant_calling::Call;
use neuron_variant_evaluation::{Difference, Prepared, Reference, decompose, shift};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The variants of a sample: where each is, in the form that does not depend on how it is written, and on how many
/// copies.
#[derive(Clone, Debug)]
pub struct Truth {
    reference: Arc<Reference>,
    variants: Arc<BTreeMap<(String, Difference), u8>>,
}

impl Truth {
    /// From a truth set that is held against the reference.
    #[must_use]
    pub fn new(reference: &Arc<Reference>, prepared: &Prepared) -> Self {
        let mut variants: BTreeMap<(String, Difference), u8> = BTreeMap::new();
        for (place, primitives) in &prepared.contigs {
            for primitive in primitives {
                let name = reference.names()[*place].clone();
                let copies = primitive.copies.iter().filter(|has| **has).count() as u8;
                let known = variants.entry((name, primitive.leftmost.clone())).or_default();
                *known = (*known + copies).min(2);
            }
        }
        Self { reference: reference.clone(), variants: Arc::new(variants) }
    }

    /// On how many copies a call's alternate allele is; nothing for a call that is several differences at once.
    #[must_use]
    pub fn copies(&self, call: &Call) -> Option<u8> {
        let sequence = self.reference.sequence(&call.contig)?;
        let [alternate] = &call.alternates[..] else { return None };
        let start = call.position - 1;
        let parts = decompose(start, call.reference.as_bytes(), alternate.as_bytes());
        let [difference] = &parts[..] else { return None };
        let leftmost = shift(sequence, difference).leftmost;
        Some(self.variants.get(&(call.contig.clone(), leftmost)).copied().unwrap_or_default())
    }

    /// How many variants there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.variants.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.variants.is_empty()
    }
}
