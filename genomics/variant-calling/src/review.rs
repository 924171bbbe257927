//! A second opinion on calls that the model of genotypes is not certain of.

use crate::alignments::AlignedRead;
use crate::found::FoundCall;
use crate::haplotype::repeat_at;
use crate::tensor::{Candidate, PileupTensor, pileup_tensor};
use crate::window::{Setting, WindowCalls};
use crate::{Call, CallingError};
use rayon::prelude::*;

/// A site of two copies and one alternate allele that is not certain, with what is known of it.
#[derive(Clone, Debug)]
pub struct UncertainCall {
    /// The call as it stands. Its QUAL may be below what is reported: it may be no variant.
    pub call: Call,
    /// ln of the probabilities of 0/0, 0/1 and 1/1, which sum to 1.
    pub ln_posterior: [f64; 3],
    /// ln of their likelihoods, the best being 0.
    pub ln_likelihoods: [f64; 3],
    /// Bases of the unit of the repeat that begins behind the first base of the call, or at it for a substitution.
    pub repeat_unit: usize,
    /// Copies of it; 1 where nothing is repeated.
    pub repeat_copies: usize,
    /// The reads over it.
    pub pileup: PileupTensor,
}

/// Judges uncertain calls anew.
pub trait SecondOpinion {
    /// Asked where the likeliest genotype is less certain than this (phred).
    fn threshold(&self) -> f64;

    /// Rows and columns of the pileups that it looks at.
    fn pileup_size(&self) -> [usize; 2];

    /// For each call ln of the probabilities of 0/0, 0/1 and 1/1. The result for a call must not depend on the others.
    ///
    /// # Errors
    /// Whatever keeps it from an opinion.
    fn judge(
        &mut self,
        calls: &[UncertainCall],
    ) -> Result<Vec<[f64; 3]>, Box<dyn std::error::Error + Send + Sync>>;
}

/// Has the uncertain calls of some windows judged.
pub(crate) fn review(
    opinion: &mut dyn SecondOpinion,
    setting: &Setting<'_>,
    reference: &[u8],
    windows: &mut [WindowCalls],
    reads: &[Vec<&AlignedRead>],
) -> Result<(), CallingError> {
    let (threshold, size) = (opinion.threshold(), opinion.pileup_size());
    let places: Vec<(usize, usize)> = windows
        .iter()
        .enumerate()
        .flat_map(|(window, calls)| {
            let uncertain = |found: &FoundCall| {
                found.biallelic.as_ref().is_some_and(|site| site.certainty() < threshold)
                    && calls.is_wanted(setting, &found.call)
            };
            let all = calls.found.iter().enumerate();
            all.filter(move |(_, found)| uncertain(found)).map(move |(at, _)| (window, at))
        })
        .collect();
    let uncertain: Vec<UncertainCall> = places
        .par_iter()
        .filter_map(|&(window, at)| {
            uncertain_call(&windows[window].found[at], reference, &reads[window], size)
        })
        .collect();
    if uncertain.is_empty() {
        return Ok(());
    }
    let judged = opinion.judge(&uncertain).map_err(CallingError::Opinion)?;
    for (index, &(window, at)) in places.iter().enumerate() {
        let FoundCall { call, biallelic } = &mut windows[window].found[at];
        let said = judged.get(index).filter(|three| three.iter().all(|ln| ln.is_finite()));
        let (Some(site), Some(said)) = (biallelic, said) else {
            return Err(CallingError::NoOpinion {
                contig: call.contig.clone(),
                position: call.position,
            });
        };
        site.judge_anew(call, *said);
    }
    Ok(())
}

fn uncertain_call(
    found: &FoundCall,
    reference: &[u8],
    reads: &[&AlignedRead],
    [rows, width]: [usize; 2],
) -> Option<UncertainCall> {
    let site = found.biallelic.as_ref()?;
    let call = &found.call;
    let candidate = Candidate {
        position: call.position - 1,
        reference: call.reference.as_bytes(),
        alternate: call.alternates.first()?.as_bytes(),
    };
    let repeat = repeat_at(reference, call.position - usize::from(call.is_substitution()));
    Some(UncertainCall {
        call: call.clone(),
        ln_posterior: site.ln_of_three(),
        ln_likelihoods: site.ln_likelihoods(),
        repeat_unit: repeat.unit,
        repeat_copies: repeat.copies,
        pileup: pileup_tensor(reads, reference, &candidate, rows, width),
    })
}
