//! `run embed`, `run bin`, `run taxonomy` and `run baselines` as people run them.

use crate::place::{Place, number};
use neuron_random::{Rng, Stream};

/// Synthetic contigs of two genomes that differ in their share of G and C.
fn contigs() -> (String, String) {
    let (mut fasta, mut labels) = (String::new(), String::from("contig\tgenome\n"));
    for contig in 0..60u64 {
        let mut rng = Stream::new(1, "tests/contigs").sample(contig).rng();
        let gc = if contig % 2 == 0 { 0.3 } else { 0.65 };
        let base = |_| {
            let pair = if rng.random::<f64>() < gc { ["G", "C"] } else { ["A", "T"] };
            pair[rng.random_range(0..2)]
        };
        let bases: String = (0..900).map(base).collect();
        fasta += &format!(">c{contig} synthetic\n{bases}\n");
        labels += &format!("c{contig}\tgenome{}\n", contig % 2);
    }
    (fasta, labels)
}

fn with_contigs() -> Place {
    let place = Place::new();
    let (fasta, labels) = contigs();
    place.file("contigs.fa", &fasta);
    place.file("labels.tsv", &labels);
    place
}

#[test]
fn vectors_are_written_whole() {
    let place = with_contigs();
    for (method, dimension) in [("tnf", 136), ("projection", 256), ("lsh", 64), ("kmer", 4096)] {
        let said = place.json(&format!(
            "run embed --fasta contigs.fa --method {method} --batch 7 --output {method}.npy"
        ));
        assert_eq!((number(&said, "/sequences"), number(&said, "/bases")), (60.0, 54_000.0));
        assert_eq!(number(&said, "/dimension"), f64::from(dimension));
        let bytes = std::fs::read(place.path().join(format!("{method}.npy"))).unwrap();
        assert_eq!(bytes.len(), 128 + 60 * 4 * dimension as usize);
    }
    place.json("run embed --fasta contigs.fa --output v.parquet");
    let bytes = std::fs::read(place.path().join("v.parquet")).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    let text = place.run("run embed --fasta contigs.fa").with_code(0).stdout;
    assert!(text.contains("4-mer profile of both strands"), "{text}");
}

#[test]
fn bins_are_found_and_judged() {
    let place = with_contigs();
    let said = place.json(
        "run bin --fasta contigs.fa --labels labels.tsv --bins 2 --output bins.tsv --method k-means",
    );
    assert_eq!(number(&said, "/judgement/agreement/adjusted_rand_index"), 1.0);
    assert_eq!(number(&said, "/judgement/quality/high_quality"), 2.0);
    let bins = std::fs::read_to_string(place.path().join("bins.tsv")).unwrap();
    assert_eq!((bins.lines().count(), bins.lines().next()), (61, Some("contig\tbin")));
    let text =
        place.run("run bin --fasta contigs.fa --labels labels.tsv --bins 2").with_code(0).stdout;
    assert!(text.contains("adjusted Rand index") && text.contains("1.0000"), "{text}");
}

#[test]
fn genes_are_assigned() {
    let place = Place::new();
    let (fasta, _) = contigs();
    let lines: Vec<&str> = fasta.lines().collect();
    let gene = |at: usize| lines[2 * at + 1];
    let train: String = (0..8)
        .map(|at| format!(">t{at} a gene\tLife; F{}; G{at}\n{}\n", at / 4, gene(at / 4)))
        .collect();
    place.file("train.fa", &train);
    place.file("query.fa", &format!(">q1\n{}\n>q2\n{}\n", &gene(0)[50..700], &gene(1)[90..]));
    let said = place.json("run taxonomy --train train.fa --query query.fa --rank 2 --output t.tsv");
    assert_eq!(said["assigned"][0]["lineage"], serde_json::json!(["Life", "F0"]));
    assert_eq!(said["assigned"][1]["lineage"], serde_json::json!(["Life", "F1"]));
    let table = std::fs::read_to_string(place.path().join("t.tsv")).unwrap();
    assert!(table.starts_with("name\tlineage\tlead\nq1\tLife;F0\t"), "{table}");
    let judged = place.json("run taxonomy --train train.fa --folds 4 --rank 2");
    assert_eq!(number(&judged, "/methods/2/accuracy"), 1.0);
}

#[test]
fn baselines_say_what_they_are() {
    let said = Place::new().json("run baselines --folds 2");
    assert_eq!(said["classifiers"][0]["classifier"], "support vectors, RBF");
    assert!(number(&said, "/classifiers/0/score/accuracy") > 0.94);
    assert_eq!(number(&said, "/sequences"), 3186.0);
}

#[test]
fn bad_input_is_one_line() {
    let place = with_contigs();
    place.file("empty.fa", "");
    place.file("bad.fa", "ACGT\n");
    place.file("twice.tsv", "c0\t1\nc0\t2\n");
    place.file("short.tsv", "c0\t1\n");
    place.file("negative.tsv", &(0..60).map(|n| format!("c{n}\t-1\n")).collect::<String>());
    place.file("plain.fa", ">a no lineage\nACGTACGTAC\n");
    let cases = [
        ("run embed --fasta none.fa", "none.fa"),
        ("run embed --fasta empty.fa --output v.npy", "empty.fa"),
        ("run embed --fasta bad.fa --output v.npy", "bad.fa"),
        ("run embed --fasta contigs.fa --output v.csv", "ends by .npy or .parquet"),
        ("run embed --fasta contigs.fa --method kmer --k 11", "`k` is 11"),
        ("run embed --fasta contigs.fa --batch 0", "`batch` is 0"),
        ("run bin --fasta contigs.fa --method magic", "one of tnf-k-means, k-means"),
        ("run bin --fasta contigs.fa --bins 0", "`bins` is 0"),
        ("run bin --fasta contigs.fa --labels short.tsv", "contig `c1` is on no line"),
        ("run bin --fasta contigs.fa --labels twice.tsv", "line 2: contig `c0` stands on line 1"),
        ("run bin --fasta contigs.fa --coverage negative.tsv", "coverage `-1`"),
        ("run bin --fasta contigs.fa --least-bases 2000", "0 contigs have 2000 bases or more"),
        ("run taxonomy --train plain.fa --query contigs.fa", "record `a` on line 1 has no lineage"),
        ("run baselines --folds 1", "`folds` is 1"),
    ];
    for (line, part) in cases {
        let said = place.refusal(line);
        assert!(said.contains(part), "{line}: {said}");
    }
    // Nothing is left of what was not finished.
    let files = std::fs::read_dir(place.path()).unwrap().count();
    assert_eq!(files, 8);
}
