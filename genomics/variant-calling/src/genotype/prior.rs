use crate::CallingOptions;
use crate::haplotype::{SequenceEvent, repeat_at};

/// Fewest copies from which a repeat changes its length more easily.
const UNHARMED_COPIES: usize = 4;
/// How much more often with every further copy.
const GROWTH: f64 = 1.6;
/// Greatest prior of an event of a repeat.
const MOST: f64 = 5e-3;
/// How much rarer an insertion or deletion is with every further base.
const SHRINKAGE: f64 = 0.5;

/// Probabilities of events before any read is seen: that one of two copies of a chromosome has it. Both have it
/// half as often (the ratio of the Wright–Fisher model, Li, Bioinformatics 2011, equation 20).
#[derive(Clone, Debug)]
pub(crate) struct Priors {
    substitution: f64,
    indel: f64,
}

impl Priors {
    pub(crate) fn new(options: &CallingOptions) -> Self {
        Self { substitution: options.heterozygosity, indel: options.indel_heterozygosity }
    }

    /// ln of the probability that a given copy differs by a given base.
    pub(crate) fn ln_substitution(&self) -> f64 {
        (self.substitution / 3.0).ln()
    }

    /// The same of any event. Slippage makes changes by whole units of a repeat likelier with the number of its
    /// copies; of other insertions every sequence is equally likely.
    pub(crate) fn ln_event(&self, event: &SequenceEvent, reference: &[u8]) -> f64 {
        if event.is_substitution() {
            return self.ln_substitution();
        }
        let length = event.deleted.max(event.inserted.len());
        let repeat = repeat_at(reference, event.position);
        let same_unit = event.deleted > 0
            || event.inserted.iter().enumerate().all(|(index, base)| {
                reference.get(event.position + index % repeat.unit) == Some(base)
            });
        let is_slippage = length.is_multiple_of(repeat.unit) && same_unit && repeat.copies > 1;
        if is_slippage {
            let further = repeat.copies.saturating_sub(UNHARMED_COPIES) as i32;
            let rate = (0.5 * self.indel * GROWTH.powi(further)).min(MOST);
            let units = (length / repeat.unit) as i32;
            return rate.ln() + f64::from(units - 1) * SHRINKAGE.ln();
        }
        let sequence = 0.25f64.ln() * event.inserted.len() as f64;
        (0.5 * self.indel).ln() + (length - 1) as f64 * SHRINKAGE.ln() + sequence
    }
}

#[cfg(test)]
mod tests {
    use super::Priors;
    use crate::CallingOptions;
    use crate::haplotype::SequenceEvent;

    #[test]
    fn repeats_change_more_often() {
        let priors = Priors::new(&CallingOptions::default());
        let short = priors.ln_event(&SequenceEvent::deletion(4, 1), b"GCTGACGTCAG");
        let run = priors.ln_event(&SequenceEvent::deletion(4, 1), b"GCTGAAAAAAAACGTCAG");
        assert!((run - short - 4.0 * 1.6f64.ln()).abs() < 1e-9, "{run} {short}");
        let unit = priors.ln_event(&SequenceEvent::insertion(2, b"AC"), b"GTACACACACACG");
        let other = priors.ln_event(&SequenceEvent::insertion(2, b"GG"), b"GTACACACACACG");
        assert!(unit > other + 2.0);
    }
}
