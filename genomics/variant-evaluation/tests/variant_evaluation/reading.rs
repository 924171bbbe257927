//! Records of one sample.

use neuron_variant_evaluation::{CallReader, Genotype};

const TWO: &str = "##fileformat=VCFv4.2\r\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tson\tmother\r\n\
    chr2\t5\trs1\tac\tA,G\t.\tq10;s50\tX=1\tGT:DP:GQ\t0|2:3\t1:9:33\r\n\
    \r\n\
    chr2\t9\t.\tT\t.\t12.5\tPASS\t.\tDP\t3\t4\r\n";

#[test]
fn a_sample_is_taken_by_name_and_lines_may_end_either_way() {
    let mut reader = CallReader::new(TWO.as_bytes(), "two.vcf", Some("son")).unwrap();
    let call = reader.next().unwrap().unwrap();
    assert_eq!((call.contig.as_str(), call.position, call.line), ("chr2", 5, 3));
    assert_eq!(call.genotype, Genotype { alleles: vec![Some(0), Some(2)], phased: true });
    assert_eq!((call.quality, call.genotype_quality), (None, None), "trailing values are optional");
    assert_eq!(call.filters, ["q10", "s50"]);
    let call = reader.next().unwrap().unwrap();
    assert_eq!((call.genotype.alleles.len(), call.quality, call.line), (0, Some(12.5), 5));
    assert!(reader.next().is_none());
    let mut reader = CallReader::new(TWO.as_bytes(), "two.vcf", Some("mother")).unwrap();
    let call = reader.next().unwrap().unwrap();
    assert_eq!(call.genotype.alleles, [Some(1)]);
    assert_eq!(call.genotype_quality, Some(33.0));
}

#[test]
fn any_bytes_give_records_or_one_error() {
    let runner = &mut proptest::test_runner::TestRunner::deterministic();
    let alphabet = "[\t\n\r#./|,:;*<>ACGTN0-9a-zé]{0,200}";
    runner
        .run(&proptest::string::string_regex(alphabet).unwrap(), |rest| {
            let text = format!("{}{rest}", crate::records::HEADER);
            if let Ok(reader) = CallReader::new(text.as_bytes(), "any", None) {
                let read: Vec<_> = reader.collect();
                let wrong = read.iter().filter(|call| call.is_err()).count();
                assert!(wrong <= 1, "reading ends with the first error");
            }
            Ok(())
        })
        .unwrap();
}
