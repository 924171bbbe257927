//! Calls of simulated reads with and without a network.

use super::simulated::Simulated;
use crate::{CallNetwork, CallNetworkError, NetworkOpinion};
use neuron_rt::Device;
use neuron_variant_calling::{
    AlignmentFile, CallRecord, CallingOptions, Regions, SecondOpinion, call_variants_with,
};
use neuron_variant_evaluation as evaluation;
use neuron_variant_evaluation::{Counts, Inputs, Prepared, Settings, evaluate, prepare};
use serde::Serialize;

/// How good calls are, by kind; nothing where there is neither truth nor call.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// F1 of substitutions, with the right genotype.
    pub snp_f1: Option<f64>,
    /// F1 of insertions and deletions.
    pub indel_f1: Option<f64>,
}

/// The same reads, called twice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// Reads over a base in the mean, simulated.
    pub depth: f64,
    /// True substitutions in all samples.
    pub snps: u64,
    /// True insertions and deletions.
    pub indels: u64,
    /// By the model of genotypes alone.
    pub without: Scores,
    /// With the network.
    pub with: Scores,
}

/// Counts of samples of one depth, with and without a network, by kind.
#[derive(Debug, Default)]
pub(super) struct Tally {
    without: [Counts; 2],
    with: [Counts; 2],
}

impl Tally {
    /// Calls a sample with and without a network, and judges both.
    pub(super) fn add(
        &mut self,
        made: &Simulated,
        network: &CallNetwork,
        options: &CallingOptions,
        device: &Device,
    ) -> Result<(), CallNetworkError> {
        let mut opinion = NetworkOpinion::new(network, device)?;
        add(&mut self.without, judged(made, options, None)?);
        add(&mut self.with, judged(made, options, Some(&mut opinion))?);
        Ok(())
    }

    /// What they come to.
    pub(super) fn scored(&self, depth: f64) -> Scored {
        let scores = |[snp, indel]: &[Counts; 2]| Scores { snp_f1: snp.f1(), indel_f1: indel.f1() };
        let truth = |counts: &Counts| counts.truth_found + counts.truth_missed;
        let [snps, indels] = [truth(&self.without[0]), truth(&self.without[1])];
        Scored { depth, snps, indels, without: scores(&self.without), with: scores(&self.with) }
    }
}

fn add(sums: &mut [Counts; 2], more: [Counts; 2]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        sum.truth_found += more.truth_found;
        sum.truth_missed += more.truth_missed;
        sum.calls_right += more.calls_right;
        sum.calls_wrong += more.calls_wrong;
        sum.wrong_genotype += more.wrong_genotype;
        sum.wrong_allele += more.wrong_allele;
    }
}

/// Counts of substitutions and of insertions and deletions.
fn judged(
    made: &Simulated,
    options: &CallingOptions,
    opinion: Option<&mut dyn SecondOpinion>,
) -> Result<[Counts; 2], CallNetworkError> {
    let file = AlignmentFile::open(&made.reads, &made.reference)?;
    let everywhere = Regions::everywhere();
    let mut calls = Vec::new();
    let mut sink = |record| {
        if let CallRecord::Variant(call) = record {
            calls.push(call);
        }
        Ok(())
    };
    let progress = &mut |_: &_| {};
    call_variants_with(file, &made.reference, &everywhere, options, opinion, &mut sink, progress)?;
    let calls = calls.into_iter().map(|call| {
        Ok(evaluation::Call {
            contig: call.contig,
            position: call.position as u64,
            reference: call.reference,
            alternates: call.alternates,
            genotype: evaluation::Genotype {
                alleles: call.genotype.into_iter().map(Some).collect(),
                phased: false,
            },
            quality: Some(call.quality),
            genotype_quality: Some(f64::from(call.genotype_quality)),
            filters: Vec::new(),
            line: 0,
        })
    });
    let calls = prepare(calls, "calls", &made.evaluated, true)?;
    if !made.prepared.contigs.keys().any(|contig| calls.contigs.contains_key(contig)) {
        return Ok([false, true].map(|is_indel| Counts {
            truth_missed: count(&made.prepared, is_indel),
            calls_wrong: count(&calls, is_indel),
            ..Counts::default()
        }));
    }
    let inputs = Inputs {
        reference: &made.evaluated,
        truth: &made.prepared,
        calls: &calls,
        confident: None,
        strata: &[],
    };
    let (evaluation, _) = evaluate(&inputs, &Settings::default())?;
    let counts = |kind| evaluation.row("all", kind).map_or_else(Counts::default, |row| row.counts);
    Ok([counts("snp"), counts("indel")])
}

/// How many differences are of a kind.
fn count(prepared: &Prepared, is_indel: bool) -> u64 {
    let all = prepared.contigs.values().flatten();
    all.filter(|primitive| primitive.kind().is_indel() == is_indel).count() as u64
}
