//! Truth and calls of a few records, evaluated.

use neuron_variant_evaluation::{
    Call, CallReader, Evaluation, Inputs, JudgedContig, Reference, Settings, evaluate, prepare,
};

pub(crate) const HEADER: &str =
    "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tone\n";

/// A reference of one contig, `chr1`.
pub(crate) fn reference(bases: &[u8]) -> Reference {
    Reference::new(vec![("chr1".to_owned(), bases.to_vec())]).unwrap()
}

/// The records of a file's text.
pub(crate) fn calls(text: &str) -> Vec<Call> {
    CallReader::new(text.as_bytes(), "calls.vcf", None).unwrap().map(Result::unwrap).collect()
}

/// Judges calls against a truth.
pub(crate) fn judge(
    reference: &Reference,
    truth: Vec<Call>,
    calls: Vec<Call>,
    settings: &Settings,
) -> (Evaluation, Vec<JudgedContig>) {
    let truth = prepare(truth.into_iter().map(Ok), "truth.vcf", reference, true).unwrap();
    let calls =
        prepare(calls.into_iter().map(Ok), "calls.vcf", reference, settings.filtered).unwrap();
    let inputs = Inputs { reference, truth: &truth, calls: &calls, confident: None, strata: &[] };
    evaluate(&inputs, settings).unwrap()
}

/// Found, missed, right, wrong of all SNPs or indels; zeros where there are none.
pub(crate) fn counts(evaluation: &Evaluation, kind: &str) -> [u64; 4] {
    evaluation.row("all", kind).map_or([0; 4], |row| {
        let counts = row.counts;
        [counts.truth_found, counts.truth_missed, counts.calls_right, counts.calls_wrong]
    })
}
