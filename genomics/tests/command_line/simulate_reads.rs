//! `run simulate-reads`, and what the other commands make of its files.

use super::place::{Place, number};

const SMALL: &str =
    "run simulate-reads --bases 20000 --snp-rate 0.005 --indel-rate 0.002 --coverage 10 --seed 4";

#[test]
fn a_folder_of_truth_and_reads_is_made_and_labelled() {
    let place = Place::new();
    let json = place.json(&format!("{SMALL} --output made"));
    assert_eq!(json["synthetic"], true);
    assert_eq!(number(&json, "/reference_bases"), 20_000.0);
    assert_eq!(number(&json, "/bases"), 200_100.0, "667 pairs of 300 bases");
    let share = number(&json, "/wrong_bases") / 200_100.0;
    assert!((share - 0.01).abs() < 4.0 * (0.01_f64 / 200_100.0).sqrt(), "{share}");
    let planted: f64 = (0..4).map(|kind| number(&json, &format!("/planted/{kind}/variants"))).sum();
    assert!((100.0..180.0).contains(&planted), "{planted}");
    let mut names: Vec<String> = std::fs::read_dir(place.path().join("made"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected = [
        "reads.bam",
        "reads.bam.bai",
        "reads_1.fastq.gz",
        "reads_2.fastq.gz",
        "reference.fa",
        "truth.vcf.gz",
    ];
    assert_eq!(names, expected);
    let fasta = std::fs::read_to_string(place.path().join("made/reference.fa")).unwrap();
    assert!(fasta.starts_with(">synthetic1 synthetic, made-up, seed 4\n"));
    // The truth against itself.
    let line = "run evaluate --truth made/truth.vcf.gz --calls made/truth.vcf.gz --reference made/reference.fa";
    let judged = place.json(line);
    assert_eq!(number(&judged, "/rows/0/f1"), 1.0);
    assert_eq!(number(&judged, "/call_notes/records"), planted);
}

#[test]
fn the_seed_decides_about_every_byte() {
    let place = Place::new();
    for (seed, folder) in [(4, "one"), (4, "again"), (5, "other")] {
        let line = SMALL.replace("--seed 4", &format!("--seed {seed}"));
        let _ = place.run(&format!("{line} --output {folder}")).with_code(0);
    }
    let bytes = |name: &str| std::fs::read(place.path().join(name)).unwrap();
    for file in ["reads.bam", "reads_1.fastq.gz", "truth.vcf.gz", "reference.fa"] {
        assert_eq!(bytes(&format!("one/{file}")), bytes(&format!("again/{file}")), "{file}");
        assert_ne!(bytes(&format!("one/{file}")), bytes(&format!("other/{file}")), "{file}");
    }
}

#[test]
fn single_reads_of_a_given_reference() {
    let place = Place::new();
    place.file("genome.fa", &format!(">c\n{}\n", "gattacagatcctagg".repeat(60)));
    let line = "run simulate-reads --reference genome.fa --single --length 50 --aligned-ends scored --sample me";
    let text = place.run(&format!("{line} --output made")).with_code(0).stdout;
    assert!(text.contains("576 synthetic reads, 28800 bases"), "{text}");
    assert!(
        text.ends_with("`made`: truth.vcf.gz, reads.fastq.gz, reads.bam, reads.bam.bai\n"),
        "{text}"
    );
}

#[test]
fn what_is_wrong_is_named_and_nothing_is_left_behind() {
    let place = Place::new();
    place.file("tiny.fa", ">c\nGATTACA\n");
    std::fs::create_dir(place.path().join("full")).unwrap();
    place.file("full/mine.txt", "mine");
    let cases = [
        ("--reference absent.fa --output made", "absent.fa"),
        ("--reference tiny.fa --output made", "no contig of the reference has the 150 bases"),
        ("--snp-rate 0.5 --output made", "`snp rate` is 0.5"),
        ("--error 1 --output made", "`error` is 1, expected a number from 0 to 0.3"),
        ("--coverage 0 --output made", "`coverage` is 0"),
        ("--bases 0 --output made", "`reference length` is 0"),
        ("--bases 1000 --output full", "`--output` is `full`, which is not empty"),
        ("--bases 1000 --output tiny.fa", "cannot write `tiny.fa`"),
        ("--bases 1000 --output absent/made", "cannot write `absent/made.partial`"),
        ("--sample= --output made", "`--sample` is ``, expected a name without blanks"),
    ];
    for (line, what) in cases {
        let said = place.refusal(&format!("run simulate-reads {line}"));
        assert!(said.contains(what), "{line}: {said}");
    }
    let left = std::fs::read_dir(place.path()).unwrap().count();
    assert_eq!(left, 2, "tiny.fa and full");
}
