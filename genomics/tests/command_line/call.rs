//! `run call`, on reads that the tests write.

use super::place::{Place, number};

const BASES: &str = "GATTACAGATCTCAGGCATCAGACTTAGCAGGTCATACCGTAGATCGGCTAACTTGCATGCAAGTCCATTGCAGT";

/// A reference, and reads over it in which base 31 is A instead of G, on both copies.
fn place() -> Place {
    let place = Place::new();
    place.file("genome.fa", &format!(">c\n{BASES}\n>d\nACGTACGT\n"));
    place.file("reads.sam", &format!("{}{}", header("c", BASES.len()), reads(20)));
    place
}

fn header(contig: &str, length: usize) -> String {
    format!("@SQ\tSN:{contig}\tLN:{length}\n@SQ\tSN:d\tLN:8\n@RG\tID:1\tSM:me\n")
}

fn reads(count: usize) -> String {
    let bases = format!("{}A{}", &BASES[..30], &BASES[31..60]);
    let one = |read| format!("r{read}\t0\tc\t1\t60\t60M\t*\t0\t0\t{bases}\t{}\n", "?".repeat(60));
    (0..count).map(one).collect()
}

#[test]
fn calls_go_to_standard_output_or_to_a_file() {
    let place = place();
    let printed = place.run("run call --bam reads.sam --reference genome.fa").with_code(0).stdout;
    let lines: Vec<&str> = printed.lines().filter(|line| !line.starts_with("##")).collect();
    assert_eq!(lines.len(), 2, "{printed}");
    assert_eq!(lines[0], "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tme");
    assert!(lines[1].starts_with("c\t31\t.\tG\tA\t"), "{printed}");
    assert!(lines[1].contains("\tGT:GQ:DP:AD:PL\t1/1:"), "{printed}");
    assert!(printed.starts_with("##fileformat=VCFv4.3\n"));
    assert!(printed.contains("\n##contig=<ID=d,length=8>\n"));

    let said = place
        .run("run call --bam reads.sam --reference genome.fa --output calls.vcf")
        .with_code(0)
        .stdout;
    assert!(said.starts_with("1 variants of `me` from 20 reads in `calls.vcf`"), "{said}");
    assert_eq!(std::fs::read_to_string(place.path().join("calls.vcf")).unwrap(), printed);

    let json = place.json("run call --bam reads.sam --reference genome.fa --output calls.vcf.gz");
    for (path, expected) in [
        ("/variants", 1.0),
        ("/substitutions", 1.0),
        ("/homozygous_substitutions", 1.0),
        ("/transitions", 1.0),
        ("/transversions", 0.0),
        ("/reads", 20.0),
    ] {
        assert_eq!(number(&json, path), expected, "{path}");
    }
    assert!(json["transition_ratio"].is_null());
    assert_eq!(json["sample"], "me");
    let compressed = std::fs::read(place.path().join("calls.vcf.gz")).unwrap();
    assert!(compressed.starts_with(b"\x1f\x8b\x08\x04") && compressed.ends_with(&[0; 8]));
}

#[test]
fn options_of_a_run() {
    let place = place();
    let call = "run call --bam reads.sam --reference genome.fa";
    let blocks = place.run(&format!("{call} --gvcf --ploidy 1 --sample you")).with_code(0).stdout;
    assert!(blocks.contains("\tFORMAT\tyou\n"), "{blocks}");
    assert!(blocks.lines().any(|line| line.starts_with("c\t31\t") && line.contains("\t1:")));
    // The last bases of `c` and all of `d` are not covered.
    let uncovered: Vec<&str> = blocks.lines().filter(|line| line.ends_with("\t.:0:0:0")).collect();
    assert_eq!(uncovered.len(), 2, "{blocks}");
    assert!(uncovered[0].starts_with("c\t61\t") && uncovered[1].starts_with("d\t1\t"));

    place.file("before.bed", "c\t0\t30\n");
    place.file("there.bed", "c\t30\t31\n");
    let with = |bed: &str| number(&place.json(&format!("{call} --regions {bed}")), "/variants");
    assert_eq!((with("before.bed"), with("there.bed")), (0.0, 1.0));
    assert_eq!(number(&place.json(&format!("{call} --min-qual 3001")), "/variants"), 0.0);
}

#[test]
fn what_is_wrong_is_named() {
    let place = place();
    let file = |name: &str, text: &str| {
        place.file(name, text);
    };
    file("length.sam", &header("c", 99));
    file("other.sam", &header("chr1", BASES.len()));
    file("group.sam", "@SQ\tSN:c\tLN:75\n");
    file("two.sam", "@SQ\tSN:c\tLN:75\n@RG\tID:1\tSM:me\n@RG\tID:2\tSM:you\n");
    let unsorted = "a\t0\tc\t9\t60\t3M\t*\t0\t0\tACG\tIII\nb\t0\tc\t5\t60\t3M\t*\t0\t0\tACG\tIII\n";
    file("unsorted.sam", &format!("{}{unsorted}", header("c", BASES.len())));
    file("short.sam", &format!("{}a\t0\tc\n", header("c", BASES.len())));
    file("none.sam", "");
    file("wrong.bed", "c\t1\tx\n");
    file("none.bed", "e\t1\t2\n");
    file("empty.fa", "");
    std::fs::write(place.path().join("cut.bam"), b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC")
        .unwrap();
    // A container that says two gibibytes less a byte, and a file of an older version.
    let cram = |version: &[u8], container: &[u8]| {
        let mut bytes = [b"CRAM", version].concat();
        bytes.resize(26, 0);
        [&bytes[..], container].concat()
    };
    let large = cram(b"\x03\x00", b"\xff\xff\xff\x7f\0\0\0\0\0\0\0\0\0\0\0\0");
    std::fs::write(place.path().join("large.cram"), large).unwrap();
    std::fs::write(place.path().join("old.cram"), cram(b"\x02\x01", b"")).unwrap();
    let reads = "run call --bam reads.sam --reference";
    let on = |name: &str| format!("run call --bam {name} --reference genome.fa --output calls.vcf");
    let cases = [
        (on("absent.bam"), "cannot read `absent.bam`"),
        (on("length.sam"), "contig `c` has 99 bases in `length.sam` and 75 in the reference"),
        (
            on("other.sam"),
            "contig `chr1` of `other.sam` is absent from the reference, which has `c`",
        ),
        (on("group.sam"), "`group.sam` has no read group"),
        (on("two.sam"), "`two.sam` has read groups of 2 samples"),
        (on("unsorted.sam"), "`unsorted.sam`, record 2: `b` at `c`:5"),
        (on("short.sam"), "`short.sam`, record 1: 3 columns"),
        (on("none.sam"), "`none.sam`, header: there is no contig"),
        (on("cut.bam"), "cannot read `cut.bam`"),
        (on("large.cram"), "the container at byte 26 takes 2147483647 bytes of the file"),
        (on("old.cram"), "it is of CRAM 2.1, expected 3.0 or 3.1"),
        (format!("{reads} absent.fa"), "absent.fa"),
        (format!("{reads} empty.fa"), "empty.fa"),
        (format!("{reads} genome.fa --regions wrong.bed"), "`wrong.bed`, line 1: `x`"),
        (format!("{reads} genome.fa --regions none.bed"), "contig `e` of the regions"),
        (format!("{reads} genome.fa --min-qual NaN"), "`min_quality` is NaN"),
        (format!("{reads} genome.fa --heterozygosity 0"), "`heterozygosity` is 0"),
        (format!("{reads} genome.fa --output absent/calls.vcf"), "cannot write `absent/calls.vcf`"),
    ];
    for (line, expected) in cases {
        let message = place.refusal(&line);
        assert!(message.contains(expected), "{line}: {message}");
        assert!(!place.path().join("calls.vcf").exists(), "{line}");
    }
    let refused = place.run(&format!("{reads} genome.fa --ploidy 3")).with_code(2);
    assert!(refused.stderr.contains("'3' for '--ploidy <N>'"), "{}", refused.stderr);
    // Nothing half written is left beside it either.
    let left = std::fs::read_dir(place.path()).unwrap().count();
    assert_eq!(left, 15);
}

#[test]
fn help_has_examples() {
    let help = Place::new().run("run call --help").with_code(0).stdout;
    assert!(help.contains("Examples:") && help.contains("--gvcf"), "{help}");
}
