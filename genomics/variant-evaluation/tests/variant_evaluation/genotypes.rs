//! Genotypes: right, wrong, half called, of one copy, deleted by another record, symbolic.

use crate::records::{HEADER, calls, counts, judge, reference};
use neuron_variant_evaluation::{Call, Settings, Verdict};

const BASES: &[u8] = b"GATTACATGCCCTGAATTCGGCATCAGTACCGTAAGCTTGGACTACGATT";

fn settings() -> Settings {
    Settings::default()
}

#[test]
fn a_wrong_genotype_and_a_wrong_allele_are_told_apart() {
    let truth = vec![
        Call::diploid("chr1", 3, "T", &["C"], [0, 1]),
        Call::diploid("chr1", 20, "G", &["A"], [1, 1]),
        Call::diploid("chr1", 40, "G", &["C"], [0, 1]),
    ];
    let query = vec![
        Call::diploid("chr1", 3, "T", &["C"], [1, 1]),
        Call::diploid("chr1", 20, "G", &["C"], [1, 1]),
        Call::diploid("chr1", 45, "A", &["T"], [0, 1]),
    ];
    let (evaluation, contigs) = judge(&reference(BASES), truth, query, &settings());
    let verdicts: Vec<Verdict> = contigs[0].query.iter().map(|judged| judged.verdict).collect();
    assert_eq!(verdicts, [Verdict::Genotype, Verdict::Allele, Verdict::Absent]);
    let row = evaluation.row("all", "snp").unwrap();
    assert_eq!((row.counts.wrong_genotype, row.counts.wrong_allele), (1, 1));
    assert_eq!(counts(&evaluation, "snp"), [0, 3, 0, 3]);
    assert_eq!(row.f1, Some(0.0));
}

#[test]
fn a_genotype_of_two_alternates_is_compared_allele_by_allele() {
    let both = Call::diploid("chr1", 3, "T", &["C", "G"], [1, 2]);
    let one = Call::diploid("chr1", 3, "T", &["G"], [0, 1]);
    let twice = Call::diploid("chr1", 3, "T", &["G"], [1, 1]);
    let (evaluation, _) = judge(&reference(BASES), vec![both.clone()], vec![one], &settings());
    assert_eq!(counts(&evaluation, "snp"), [1, 1, 1, 0]);
    let (evaluation, _) = judge(&reference(BASES), vec![both], vec![twice], &settings());
    assert_eq!(counts(&evaluation, "snp"), [0, 2, 0, 1]);
    assert_eq!(evaluation.row("all", "snp").unwrap().counts.wrong_genotype, 1);
}

#[test]
fn phase_and_the_order_of_copies_do_not_matter() {
    let truth = vec![
        Call::diploid("chr1", 3, "T", &["C"], [0, 1]),
        Call::diploid("chr1", 6, "C", &["G"], [0, 1]),
    ];
    let query = vec![
        Call::diploid("chr1", 3, "T", &["C"], [1, 0]),
        Call::diploid("chr1", 6, "C", &["G"], [0, 1]),
    ];
    let (evaluation, _) = judge(&reference(BASES), truth, query, &settings());
    assert_eq!(counts(&evaluation, "snp"), [2, 0, 2, 0]);
}

#[test]
fn records_that_cannot_be_judged_are_counted_by_reason() {
    let records = "chr1\t1\t.\tG\tA\t.\tPASS\t.\tGT\t./.\n\
                   chr1\t3\t.\tT\tC\t.\tPASS\t.\tGT\t./1\n\
                   chr1\t5\t.\tA\t<DEL>\t.\tPASS\t.\tGT\t0/1\n\
                   chr1\t6\t.\tC\tG,*\t.\tPASS\t.\tGT\t1|2\n\
                   chr1\t8\t.\tT\tG\t.\tPASS\t.\tGT\t0/0/1\n\
                   chr1\t9\t.\tG\tT\t.\tPASS\t.\tGT\t1\n\
                   chr1\t10\t.\tC\tT\t.\tlow;deep\t.\tGT\t0/1\n\
                   chr1\t11\t.\tC\t]chr1:40]C\t.\t.\t.\tGT\t0/1\n\
                   chr1\t12\t.\tC\t.\t.\t.\t.\tGT\t0/0\n\
                   chr1\t13\t.\tT\tA\t.\t.\t.\tDP\t7\n";
    let read = calls(&format!("{HEADER}{records}"));
    let (evaluation, contigs) = judge(&reference(BASES), read.clone(), read, &settings());
    let notes = evaluation.call_notes;
    assert_eq!(notes.records, 10);
    assert_eq!((notes.no_genotype, notes.reference_genotype), (2, 1));
    assert_eq!((notes.symbolic, notes.polyploid, notes.filtered), (2, 1, 1));
    assert_eq!((notes.half_called, notes.spanned, notes.haploid), (1, 1, 1));
    assert_eq!(evaluation.truth_notes.filtered, 0, "the truth is judged whole");
    // What is left: the half call, the one beside `*` and the one of one copy, which is two.
    let copies: Vec<bool> =
        contigs[0].query.iter().map(|judged| judged.primitive.homozygous()).collect();
    assert_eq!(copies, [false, false, true]);
    assert_eq!(counts(&evaluation, "snp"), [3, 1, 3, 0]);
}

#[test]
fn a_deletion_and_what_the_other_copy_has_inside_it_agree() {
    // One copy lacks CATG, the other has a substitution within it.
    let truth = vec![
        Call::diploid("chr1", 5, "ACATG", &["A"], [0, 1]),
        Call::diploid("chr1", 9, "G", &["T"], [1, 0]),
    ];
    let text = format!("{HEADER}chr1\t5\t.\tACATG\tA,ACATT\t.\t.\t.\tGT\t1/2\n");
    let (evaluation, _) = judge(&reference(BASES), truth, calls(&text), &settings());
    assert_eq!(counts(&evaluation, "snp"), [1, 0, 1, 0]);
    assert_eq!(counts(&evaluation, "indel"), [1, 0, 1, 0]);
}
