//! Counts by region and group, curves, calibration, intervals.

use crate::records::{counts, judge, reference};
use neuron_random::{Rng, Stream};
use neuron_variant_evaluation::{
    Call, Evaluation, EvaluationError, Inputs, Reference, Regions, Score, Settings, evaluate,
    prepare,
};

const BASES: &[u8] = b"GATCTACAAAAAAAATGCCCTGAATTCGGCATCACACACACACGTACCGTAAGCTTGGACTACGATT";

fn with_regions(
    truth: Vec<Call>,
    calls: Vec<Call>,
    confident: Option<&Regions>,
    strata: &[(String, Regions)],
) -> Result<Evaluation, EvaluationError> {
    let reference = reference(BASES);
    let truth = prepare(truth.into_iter().map(Ok), "truth", &reference, true).unwrap();
    let calls = prepare(calls.into_iter().map(Ok), "calls", &reference, false).unwrap();
    let inputs = Inputs { reference: &reference, truth: &truth, calls: &calls, confident, strata };
    evaluate(&inputs, &Settings::default()).map(|(evaluation, _)| evaluation)
}

fn snp(position: u64) -> Call {
    let base = BASES[position as usize - 1] as char;
    let other = if base == 'A' { "C" } else { "A" };
    Call::diploid("chr1", position, &base.to_string(), &[other], [0, 1])
}

#[test]
fn outside_of_confident_regions_nothing_counts() {
    let confident = Regions::new([("chr1".to_owned(), 10, 40)]);
    // 20 is found, 30 is missed, 35 is wrong; 5 and 50 lie outside, as does the base 41.
    let truth = vec![snp(5), snp(20), snp(30)];
    let calls = vec![snp(20), snp(35), snp(41), snp(50)];
    let evaluation = with_regions(truth, calls, Some(&confident), &[]).unwrap();
    assert_eq!(counts(&evaluation, "snp"), [1, 1, 1, 1]);
    assert_eq!((evaluation.truth_outside, evaluation.calls_outside), (1, 2));
    assert_eq!(evaluation.confident_bases, Some(30));
}

#[test]
fn an_indel_at_the_edge_is_inside_where_its_leftmost_form_is() {
    // The run of A is bases 8 to 15 from 0; deleted at its right end, the first of them is meant.
    let call = Call::diploid("chr1", 14, "AA", &["A"], [0, 1]);
    for (start, inside) in [(6, true), (7, false), (12, false)] {
        let confident = Regions::new([("chr1".to_owned(), start, 40)]);
        let evaluation =
            with_regions(vec![call.clone()], vec![call.clone()], Some(&confident), &[]).unwrap();
        assert_eq!(counts(&evaluation, "indel")[0], u64::from(inside), "from {start}");
    }
}

#[test]
fn groups_are_told_from_reference_genotype_and_length() {
    let truth = vec![
        Call::diploid("chr1", 7, "CA", &["C"], [0, 1]),
        Call::diploid("chr1", 32, "TCA", &["T"], [1, 1]),
        snp(51),
    ];
    let strata = [("mine".to_owned(), Regions::new([("chr1".to_owned(), 45, 60)]))];
    let evaluation = with_regions(truth.clone(), truth, None, &strata).unwrap();
    let found = |stratum: &str, kind: &str| {
        evaluation.row(stratum, kind).map_or(0, |row| row.counts.truth_found)
    };
    assert_eq!((found("all", "snp"), found("all", "indel")), (1, 2));
    assert_eq!((found("homopolymer 7+", "indel"), found("tandem repeat", "indel")), (1, 1));
    assert_eq!((found("no repeat", "snp"), found("no repeat", "indel")), (1, 0));
    assert_eq!((found("deletion 1-5", "indel"), found("insertion 1-5", "indel")), (2, 0));
    assert_eq!((found("heterozygous", "indel"), found("homozygous", "indel")), (1, 1));
    assert_eq!((found("mine", "snp"), found("mine", "indel")), (1, 0));
    assert_eq!(found("GC 30-55 %", "snp"), 1);
}

#[test]
fn regions_of_another_naming_are_refused() {
    let confident = Regions::new([("1".to_owned(), 0, 40)]);
    let error = with_regions(vec![snp(20)], vec![snp(20)], Some(&confident), &[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the regions `confident` are on `1`, of which the reference has none; it has `chr1`"
    );
}

/// A genome of 200 SNPs, of which the first 150 are called; 50 calls are invented. A right call has
/// quality 40, a wrong one 20.
fn ranked() -> (Reference, Vec<Call>, Vec<Call>) {
    let mut rng = Stream::new(3, "test/ranked").rng();
    let bases: Vec<u8> = (0..60_000).map(|_| b"ACGT"[rng.random_range(0..4)]).collect();
    let call = |place: usize, quality: f64| {
        let base = bases[place] as char;
        let other = if base == 'A' { "C" } else { "A" };
        let call = Call::diploid("chr1", place as u64 + 1, &base.to_string(), &[other], [0, 1]);
        Call { quality: Some(quality), genotype_quality: Some(quality), ..call }
    };
    let truth = (0..200).map(|at| call(100 + at * 200, 0.0)).collect();
    let right = (0..150).map(|at| call(100 + at * 200, 40.0));
    let wrong = (0..50).map(|at| call(200 + at * 200, 20.0));
    let calls = right.chain(wrong).collect();
    (reference(&bases), truth, calls)
}

#[test]
fn a_stricter_quality_trades_recall_for_precision() {
    let (reference, truth, calls) = ranked();
    for score in [Score::Quality, Score::Genotype] {
        let settings = Settings { score, ..Settings::default() };
        let (evaluation, _) = judge(&reference, truth.clone(), calls.clone(), &settings);
        let curve: Vec<_> = evaluation
            .roc_snp
            .iter()
            .map(|point| (point.threshold, point.recall, point.precision))
            .collect();
        assert_eq!(
            curve,
            [(Some(40.0), Some(0.75), Some(1.0)), (Some(20.0), Some(0.75), Some(0.75))]
        );
    }
}

#[test]
fn genotype_quality_is_held_against_what_was_found() {
    let (reference, truth, calls) = ranked();
    let (evaluation, _) = judge(&reference, truth, calls, &Settings::default());
    let bins: Vec<_> =
        evaluation.calibration.iter().map(|bin| (bin.from, bin.calls, bin.wrong)).collect();
    assert_eq!(bins, [(20.0, 50, 50), (40.0, 150, 0)]);
    assert!((evaluation.calibration[0].promised - 0.01).abs() < 1e-12);
    assert!((evaluation.calibration[1].promised - 0.0001).abs() < 1e-12);
}

#[test]
fn intervals_hold_the_measure_and_depend_on_the_seed_alone() {
    let (reference, truth, calls) = ranked();
    let run = |seed: u64| {
        let settings = Settings { bootstrap: 500, block: 1000, seed, ..Settings::default() };
        judge(&reference, truth.clone(), calls.clone(), &settings).0
    };
    let (one, again, other) = (run(1), run(1), run(2));
    assert_eq!(one.rows, again.rows);
    assert_ne!(one.rows, other.rows);
    let row = one.row("all", "snp").unwrap();
    let interval = row.intervals.recall.unwrap();
    assert!(interval.low < 0.75 && 0.75 < interval.high, "{interval:?}");
    assert!(interval.high - interval.low < 0.5);
    assert_eq!(row.intervals.f1.map(|f1| f1.low < f1.high), Some(true));
}

#[test]
fn without_calls_recall_is_zero_and_without_truth_precision_is() {
    let none = Vec::new;
    let missed = with_regions(vec![snp(20)], none(), None, &[]).unwrap();
    let row = missed.row("all", "snp").unwrap();
    assert_eq!((row.recall, row.precision, row.f1), (Some(0.0), None, Some(0.0)));
    let invented = with_regions(none(), vec![snp(20)], None, &[]).unwrap();
    let row = invented.row("all", "snp").unwrap();
    assert_eq!((row.recall, row.precision, row.f1), (None, Some(0.0), Some(0.0)));
    assert_eq!(with_regions(none(), none(), None, &[]).unwrap().rows, []);
}
