//! Calls of simulated reads with and without a network.

use super::simulated::Simulated;
use crate::{CallNetwork, CallNetworkError, NetworkOpinion};
use neuron_rt::Device;
use neuron_variant_calling::{
    AlignmentFile, CallRecord, CallingOptions, Regions, SecondOpinion, call_variants_with,
};
use neuron_variant_evaluation as evaluation;
use neuron_variant_evaluation::{Inputs, Settings, evaluate, prepare};
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
    /// By the model of genotypes alone.
    pub without: Scores,
    /// With the network.
    pub with: Scores,
}

/// Calls simulated reads with and without a network, and judges both.
pub(super) fn score(
    made: &Simulated,
    depth: f64,
    network: &CallNetwork,
    options: &CallingOptions,
    device: &Device,
) -> Result<Scored, CallNetworkError> {
    let mut opinion = NetworkOpinion::new(network, device)?;
    let without = judged(made, options, None)?;
    let with = judged(made, options, Some(&mut opinion))?;
    Ok(Scored { depth, without, with })
}

fn judged(
    made: &Simulated,
    options: &CallingOptions,
    opinion: Option<&mut dyn SecondOpinion>,
) -> Result<Scores, CallNetworkError> {
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
    if calls.contigs.is_empty() {
        return Ok(Scores { snp_f1: Some(0.0), indel_f1: Some(0.0) });
    }
    let inputs = Inputs {
        reference: &made.evaluated,
        truth: &made.prepared,
        calls: &calls,
        confident: None,
        strata: &[],
    };
    let (evaluation, _) = evaluate(&inputs, &Settings::default())?;
    let f1 = |kind| evaluation.row("all", kind).and_then(|row| row.f1);
    Ok(Scores { snp_f1: f1("snp"), indel_f1: f1("indel") })
}
