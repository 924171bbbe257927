use super::pair_hmm::{Template, Workspace, ln_likelihood};
use super::trim::{Part, part_over};
use crate::alignments::AlignedRead;
use crate::phred::{error_probability, ln_sum};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Cells beside the diagonal that are looked at in any case.
const LEAST_BAND: usize = 5;
/// A mapping quality is not believed beyond this: contamination, chimeras.
const MOST_MAPPING_QUALITY: u8 = 60;

/// The reads over a window, as parts of fragments.
#[derive(Debug)]
pub(crate) struct Fragments<'r> {
    /// Read, its part, and the number of its fragment.
    parts: Vec<(&'r AlignedRead, Part, usize)>,
    /// Probability that a fragment belongs elsewhere.
    mismapped: Vec<f64>,
    window: Range<usize>,
}

impl<'r> Fragments<'r> {
    /// Cuts reads to a window; `margin` as in [`part_over`].
    pub(crate) fn over(
        reads: impl Iterator<Item = &'r AlignedRead>,
        window: Range<usize>,
        margin: usize,
    ) -> Self {
        let mut numbers: BTreeMap<u64, usize> = BTreeMap::new();
        let (mut parts, mut mismapped) = (Vec::new(), Vec::new());
        for read in reads {
            let Some(part) = part_over(read, &window, margin) else { continue };
            let quality = read.mapping_quality.min(MOST_MAPPING_QUALITY);
            let number = *numbers.entry(read.fragment).or_insert_with(|| {
                mismapped.push(0.0);
                mismapped.len() - 1
            });
            mismapped[number] = error_probability(quality).max(mismapped[number]);
            parts.push((read, part, number));
        }
        Self { parts, mismapped, window }
    }

    pub(crate) fn count(&self) -> usize {
        self.mismapped.len()
    }

    /// Numbers of the fragments that a read of covers a position.
    pub(crate) fn over_position(&self, position: usize) -> BTreeSet<usize> {
        let covers = |(read, part, _): &&(&AlignedRead, Part, usize)| {
            part.position <= position && position < read.span.end
        };
        self.parts.iter().filter(covers).map(|(_, _, number)| *number).collect()
    }

    /// ln P(fragment | haplotype) of every fragment; mates are of one haplotype.
    pub(crate) fn ln_likelihoods(
        &self,
        template: &Template,
        most_shift: usize,
        workspace: &mut Workspace,
    ) -> Vec<f64> {
        let mut ln = vec![0.0; self.count()];
        for (read, part, number) in &self.parts {
            ln[*number] += ln_likelihood(
                &read.bases[part.bases.clone()],
                &read.qualities[part.bases.clone()],
                template,
                part.position as isize - self.window.start as isize,
                LEAST_BAND + most_shift + part.shift.min(most_shift + LEAST_BAND),
                workspace,
            );
        }
        ln
    }

    /// ln P(fragment | haplotype) less that of its best haplotype, where a fragment of another place of the
    /// genome would fit every haplotype as well as its best. Takes and gives haplotype by fragment.
    pub(crate) fn mixed(&self, columns: &[&[f64]]) -> Vec<Vec<f64>> {
        let best: Vec<f64> = (0..self.count())
            .map(|number| columns.iter().map(|ln| ln[number]).fold(f64::NEG_INFINITY, f64::max))
            .collect();
        let one = |number: usize, ln: f64| {
            let elsewhere = self.mismapped[number];
            ln_sum([(1.0 - elsewhere).ln() + ln - best[number], elsewhere.ln()].into_iter())
        };
        columns
            .iter()
            .map(|column| column.iter().enumerate().map(|(number, ln)| one(number, *ln)).collect())
            .collect()
    }
}
