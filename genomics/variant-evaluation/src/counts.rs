use crate::{Judged, Verdict};
use serde::Serialize;

/// How many variants agreed, of each side.
///
/// A match may have another number of variants in the truth than among the calls, so each side
/// counts its own: recall is over the truth, precision over the calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Variants of the truth that the calls have, with the right genotype.
    pub truth_found: u64,
    /// Variants of the truth that they have not.
    pub truth_missed: u64,
    /// Calls that the truth has, with the same genotype.
    pub calls_right: u64,
    /// Calls that it has not.
    pub calls_wrong: u64,
    /// Of the wrong calls, those of a right allele in a wrong number of copies (`FP.gt`).
    pub wrong_genotype: u64,
    /// Of the wrong calls, those of a wrong allele where the truth has another (`FP.al`).
    pub wrong_allele: u64,
}

impl Counts {
    /// Counts a variant of the truth.
    pub(crate) fn add_truth(&mut self, judged: &Judged) {
        match judged.verdict {
            Verdict::Match => self.truth_found += 1,
            _ => self.truth_missed += 1,
        }
    }

    /// Counts a call.
    pub(crate) fn add_call(&mut self, judged: &Judged) {
        match judged.verdict {
            Verdict::Match => self.calls_right += 1,
            Verdict::Genotype => self.wrong_genotype += 1,
            Verdict::Allele => self.wrong_allele += 1,
            Verdict::Absent => {}
        }
        self.calls_wrong += u64::from(judged.verdict != Verdict::Match);
    }

    /// Adds `times` other counts.
    pub(crate) fn add(&mut self, other: &Self, times: u64) {
        self.truth_found += times * other.truth_found;
        self.truth_missed += times * other.truth_missed;
        self.calls_right += times * other.calls_right;
        self.calls_wrong += times * other.calls_wrong;
        self.wrong_genotype += times * other.wrong_genotype;
        self.wrong_allele += times * other.wrong_allele;
    }

    /// Whether nothing was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Share of the truth that was found; `None` where there is no truth.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        share(self.truth_found, self.truth_missed)
    }

    /// Share of the calls that is right; `None` where there are no calls.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        share(self.calls_right, self.calls_wrong)
    }

    /// Harmonic mean of recall and precision; `None` where there is neither truth nor call. The one
    /// that has no denominator counts as 1: no call is wrong where there is none, and so F1 is 0
    /// where nothing of a truth was called, and 1 where calls of another kind make all of it.
    ///
    /// ```
    /// use neuron_variant_evaluation::Counts;
    /// let counts = Counts { truth_found: 8, truth_missed: 2, calls_right: 8, ..Counts::default() };
    /// assert_eq!(counts.recall(), Some(0.8));
    /// assert!((counts.f1().unwrap() - 1.6 / 1.8).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        let (recall, precision) = (self.recall(), self.precision());
        recall.or(precision)?;
        let (recall, precision) = (recall.unwrap_or(1.0), precision.unwrap_or(1.0));
        let sum = recall + precision;
        Some(if sum > 0.0 { 2.0 * recall * precision / sum } else { 0.0 })
    }
}

fn share(part: u64, rest: u64) -> Option<f64> {
    (part + rest > 0).then(|| part as f64 / (part + rest) as f64)
}
