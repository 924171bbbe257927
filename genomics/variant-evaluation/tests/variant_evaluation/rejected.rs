//! What is wrong with a file is one line that says where.

use crate::records::{HEADER, reference};
use neuron_variant_evaluation::{
    Call, CallReader, EvaluationError, Inputs, Reference, Regions, Settings, evaluate, prepare,
};

const BASES: &[u8] = b"GATTACATGCCC";

/// What reading a record says.
#[track_caller]
fn record(text: &str) -> String {
    let text = format!("{HEADER}chr1\t{text}\n");
    let mut reader = CallReader::new(text.as_bytes(), "c.vcf", None).unwrap();
    reader.next().unwrap().unwrap_err().to_string()
}

#[test]
fn records_that_break_the_format() {
    let cases = [
        ("x\t.\tA\tC\t.\t.\t.\tGT\t0/1", "POS is `x`, expected a whole number from 1"),
        ("0\t.\tA\tC\t.\t.\t.\tGT\t0/1", "POS is `0`, expected a whole number from 1"),
        ("1\t.\tA-\tC\t.\t.\t.\tGT\t0/1", "REF is `A-`, expected bases"),
        ("1\t.\tA\tC,\t.\t.\t.\tGT\t0/1", "an allele of ALT is empty"),
        ("1\t.\tA\tC\tnan\t.\t.\tGT\t0/1", "QUAL is `nan`, expected a number from 0 or `.`"),
        ("1\t.\tA\tC\t.\t.\t.\tGT:GQ\t0/1:-3", "GQ is `-3`, expected a number from 0 or `.`"),
        ("1\t.\tA\tC\t.\t.\t.\tGT\t0/2", "GT `0/2` has allele 2, but ALT has 1 alleles"),
        ("1\t.\tA\tC\t.\t.\t.\tGT\t0/x", "GT is `0/x`, expected numbers of alleles as in `0/1`"),
        ("1\t.\tA\tC\t.\t.\t.\tGT\t0/1:7", "the sample has 2 values, FORMAT names 1"),
        ("1\t.\tA\tC\t.\t.\t.\tGT", "there are 9 columns, expected 10 as in the header"),
        ("1\t.\tA", "column `ALT` is absent"),
    ];
    for (text, what) in cases {
        assert_eq!(record(text), format!("`c.vcf`, line 3: {what}"), "{text}");
    }
}

#[test]
fn headers_that_say_nothing() {
    let open = |text: &[u8], sample: Option<&str>| {
        CallReader::new(text, "c.vcf", sample).unwrap_err().to_string()
    };
    let says = |text: &str| open(text.as_bytes(), None);
    assert_eq!(
        says(""),
        "`c.vcf`, line 0: the file ends before the line `#CHROM`, expected a VCF header"
    );
    assert_eq!(
        says("chr1\t5\t.\tA\n"),
        "`c.vcf`, line 1: expected a VCF header line (`##` or `#CHROM`)"
    );
    let fixed = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
    assert_eq!(
        says("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"),
        "`c.vcf`, line 1: there is no sample, expected one with genotypes"
    );
    assert_eq!(says(&format!("{fixed}\ta\ta\n")), "`c.vcf`, line 1: sample `a` is there twice");
    assert_eq!(
        says(&format!("{fixed}\ta\tb\n")),
        "`c.vcf` has 2 samples (`a`, `b`); name the one to judge"
    );
    assert_eq!(
        open(format!("{fixed}\ta\tb\n").as_bytes(), Some("c")),
        "`c.vcf` has no sample `c`; there are `a`, `b`"
    );
    assert_eq!(
        open(&[0x1f, 0x8b, 8, 4], None),
        "`c.vcf`, line 1: found compressed data, expected VCF as text"
    );
}

#[test]
fn records_that_the_reference_contradicts() {
    let reference = reference(BASES);
    let says = |call: Call| {
        prepare([Ok(Call { line: 9, ..call })], "c.vcf", &reference, false).unwrap_err().to_string()
    };
    assert_eq!(
        says(Call::diploid("chr1", 2, "CT", &["C"], [0, 1])),
        "`c.vcf`, line 9: the reference allele at `chr1`:2 is `CT`, but the reference has `AT` \
         there; take the reference that the calls were made on"
    );
    assert_eq!(
        says(Call::diploid("2", 2, "A", &["C"], [0, 1])),
        "`c.vcf`, line 9: contig `2` is not in the reference, which has `chr1`; take the \
         reference that the calls were made on"
    );
    assert_eq!(
        says(Call::diploid("chr1", 12, "CC", &["C"], [0, 1])),
        "`c.vcf`, line 9: `chr1`:12 with 2 reference bases reaches beyond the end of the contig, \
         which has 12"
    );
    assert_eq!(
        says(Call::diploid("chr1", u64::MAX, "C", &["G"], [0, 1])),
        format!(
            "`c.vcf`, line 9: `chr1`:{} with 1 reference bases reaches beyond the end of the \
             contig, which has 12",
            u64::MAX
        )
    );
    assert_eq!(
        says(Call::diploid("chr1", 2, "A", &["C"], [0, 3])),
        "`c.vcf`, line 9: the genotype has allele 3, but there are 1"
    );
}

#[test]
fn files_that_do_not_belong_together() {
    let contigs = vec![("1".to_owned(), BASES.to_vec()), ("chr1".to_owned(), BASES.to_vec())];
    let reference = Reference::new(contigs).unwrap();
    let side = |contig: &str| {
        let call = Call::diploid(contig, 2, "A", &["C"], [0, 1]);
        prepare([Ok(call)], "c.vcf", &reference, false).unwrap()
    };
    let (truth, calls) = (side("1"), side("chr1"));
    let inputs = Inputs {
        reference: &reference,
        truth: &truth,
        calls: &calls,
        confident: None,
        strata: &[],
    };
    assert_eq!(
        evaluate(&inputs, &Settings::default()).unwrap_err().to_string(),
        "truth and calls have no contig in common: the truth's first variant is on `1`, the first \
         call on `chr1`; rename the contigs of one of them"
    );
    let settings = Settings { block: 0, ..Settings::default() };
    let inputs = Inputs { calls: &truth, ..inputs };
    assert_eq!(
        evaluate(&inputs, &settings).unwrap_err().to_string(),
        "`block` is 0, expected at least 1 base"
    );
    let twice = vec![("a".to_owned(), Vec::new()), ("a".to_owned(), Vec::new())];
    assert_eq!(
        Reference::new(twice).unwrap_err().to_string(),
        "the reference has the contig `a` twice, as records 1 and 2"
    );
}

#[test]
fn lines_of_regions_that_are_none() {
    let says = |text: &str| Regions::read_bed(text.as_bytes(), "r.bed").unwrap_err().to_string();
    assert_eq!(
        says("# note\nchr1\t5\n"),
        "`r.bed`, line 2: expected at least 3 columns: contig, start, end"
    );
    assert_eq!(
        says("chr1\t5\tx\n"),
        "`r.bed`, line 1: the end is `x`, expected a whole number from 0"
    );
    assert_eq!(says("chr1\t7\t5\n"), "`r.bed`, line 1: the start 7 is greater than the end 5");
    assert!(matches!(
        Regions::read_bed(&b"chr1\t1\t2\n\xff\n"[..], "r.bed"),
        Err(EvaluationError::Bed { line: 2, .. })
    ));
}
