//! Verdicts as a file, measures as a page.

use crate::records::{judge, reference};
use neuron_variant_evaluation::{Call, CallReader, Settings, annotated_vcf, markdown};

const BASES: &[u8] = b"AAGATCTACAAATGCCCTGAATTCGGCATC";

#[test]
fn each_variant_is_written_with_its_verdict() {
    let reference = reference(BASES);
    let truth = vec![
        Call::diploid("chr1", 1, "AA", &["A"], [0, 1]),
        Call::diploid("chr1", 10, "AA", &["A"], [1, 1]),
        Call::diploid("chr1", 20, "A", &["C"], [0, 1]),
    ];
    let calls = vec![
        Call { quality: Some(31.5), ..Call::diploid("chr1", 1, "AA", &["A"], [0, 1]) },
        Call::diploid("chr1", 9, "CA", &["C"], [0, 1]),
    ];
    let (evaluation, contigs) = judge(&reference, truth, calls, &Settings::default());
    let text = annotated_vcf(&reference, &contigs);
    let records: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        records,
        [
            "chr1\t1\t.\tAA\tA\t.\t.\t.\tGT:BD:BK:BVT:QQ\t0/1:TP:gm:INDEL:.\t0/1:TP:gm:INDEL:31.5",
            "chr1\t9\t.\tCA\tC\t.\t.\t.\tGT:BD:BK:BVT:QQ\t1/1:FN:am:INDEL:.\t0/1:FP:am:INDEL:.",
            "chr1\t20\t.\tA\tC\t.\t.\t.\tGT:BD:BK:BVT:QQ\t0/1:FN:.:SNP:.\t./.:N:.:NOCALL:.",
        ]
    );
    // What is written can be read.
    let read = CallReader::new(text.as_bytes(), "annotated.vcf", Some("TRUTH")).unwrap();
    assert_eq!(read.map(Result::unwrap).count(), 3);
    let page = markdown(&evaluation, "truth.vcf", "calls.vcf");
    assert!(page.contains("| all | indel | 2 | 1 | 2 | 1 | 1 | 0 | 0.5000 | 0.5000 | 0.5000 |"));
    assert!(page.contains("| all | snp | 1 | 0 | 0 | 0 | 0 | 0 | 0.0000 | – | 0.0000 |"), "{page}");
}
