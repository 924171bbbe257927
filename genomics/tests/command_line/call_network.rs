//! `run call --train` and `run call --network`, on reads that are made up.

use super::place::{Place, number};

/// A made-up genome with reads of eightfold depth, in `made`.
fn place() -> Place {
    let place = Place::new();
    let made = place.run("run simulate-reads --bases 60000 --coverage 8 --seed 1 --output made");
    assert!(made.with_code(0).stdout.contains("synthetic reads"));
    place
}

const TRAIN: &str = "run call --train n.safetensors --reference made/reference.fa --depths 8 --samples 1 \
    --epochs 1 --seed 3 --device cpu";
const CALL: &str = "run call --bam made/reads.bam --reference made/reference.fa";

#[test]
fn a_network_is_trained_and_used() {
    let place = place();
    let said = place.json(TRAIN);
    assert_eq!(said["analysis"], "call --train");
    assert_eq!(said["simulated"], true);
    assert!(number(&said, "/parameters") > 1000.0);
    assert!(number(&said, "/epochs/0/loss") > 0.0);
    assert!(number(&said, "/scores/0/with/snp_f1") > 0.5, "{said}");
    let first = std::fs::read(place.path().join("n.safetensors")).unwrap();
    let again = place.run(TRAIN).with_code(0);
    assert!(again.stdout.contains("from simulated reads"), "{}", again.stdout);
    assert!(again.stderr.contains("epoch 1: loss "), "{}", again.stderr);
    assert_eq!(std::fs::read(place.path().join("n.safetensors")).unwrap(), first);

    let plain = place.run(CALL).with_code(0).stdout;
    assert!(!plain.contains("REVIEWED") && !plain.contains("uncertain calls by"), "{plain}");
    let with = format!("{CALL} --network n.safetensors --device cpu");
    let judged = place.run(&with).with_code(0).stdout;
    assert!(judged.contains(", uncertain calls by neuron-call-network "), "{judged}");
    assert!(judged.contains("\n##INFO=<ID=REVIEWED,Number=0,Type=Flag"), "{judged}");
    let reviewed = judged.lines().filter(|line| line.contains(";REVIEWED\t")).count();
    let records = judged.lines().filter(|line| !line.starts_with('#')).count();
    assert!(reviewed > 5 && reviewed < records, "{reviewed} of {records}");
    // Calls that are certain stay as they are.
    for line in judged.lines().filter(|line| !line.starts_with('#') && !line.contains("REVIEWED")) {
        assert!(plain.lines().any(|other| other == line), "{line}");
    }
    let blocks = place.run(&format!("{with} --gvcf --output calls.g.vcf")).with_code(0).stdout;
    assert!(blocks.contains("blocks without a variant"), "{blocks}");
}

#[test]
fn supplied_reads_are_learned_from() {
    let place = place();
    place.file("part.bed", &format!("{}\t0\t50000\n", contig(&place)));
    let given = "--bam made/reads.bam --truth made/truth.vcf.gz --regions part.bed";
    let said = place.json(&format!("{TRAIN} {given}"));
    assert_eq!(said["simulated"], false);
    assert!(said["description"].as_str().unwrap().contains("supplied reads"), "{said}");
}

/// The name of the made-up contig.
fn contig(place: &Place) -> String {
    let text = std::fs::read_to_string(place.path().join("made/reference.fa")).unwrap();
    text[1..].split_whitespace().next().unwrap().to_owned()
}

#[test]
fn what_is_wrong_is_named() {
    let place = place();
    place.file("other.safetensors", "these are no weights");
    let network = |name: &str| format!("{CALL} --network {name} --output calls.vcf");
    let bams = "--bam made/reads.bam --bam made/reads.bam";
    let cases = [
        (network("absent.safetensors"), "cannot open `absent.safetensors`"),
        (network("other.safetensors"), "`other.safetensors` is not a sound safetensors file"),
        (format!("{TRAIN} --bam made/reads.bam"), "`--truth` is 0 files for 1 of `--bam`"),
        (
            TRAIN.replace("n.safetensors", "absent/n.safetensors"),
            "`--train` is `absent/n.safetensors`, expected a file in a folder that is there",
        ),
        (TRAIN.replace("cpu", "abacus"), "abacus"),
        (TRAIN.replace("--depths 8", "--depths 0"), "`depths` is [0.0]"),
        (format!("run call --reference made/reference.fa {bams}"), "`--bam` is given 2 times"),
    ];
    for (line, expected) in cases {
        let message = place.refusal(&line);
        assert!(message.contains(expected), "{line}: {message}");
    }
    for line in [
        "run call --reference made/reference.fa".to_owned(),
        format!("{} --ploidy 1", network("n.safetensors")),
        format!("{CALL} --truth made/truth.vcf.gz"),
        format!("{TRAIN} --output calls.vcf"),
    ] {
        assert!(place.run(&line).with_code(2).stderr.contains("error: "), "{line}");
    }
    let left = std::fs::read_dir(place.path()).unwrap().count();
    assert_eq!(left, 2, "the folder and the file that were made before");
}
