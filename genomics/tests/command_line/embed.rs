//! `run embed` by networks, and `--sample-size`, as people run them.

use crate::place::{Place, number};
use neuron_random::{Rng, Stream};

/// Synthetic sequences of two classes that differ in their share of G and C.
fn sequences() -> String {
    let mut fasta = String::new();
    for at in 0..120u64 {
        let mut rng = Stream::new(2, "tests/labelled").sample(at).rng();
        let (class, gc) = if at.is_multiple_of(2) { ("low", 0.2) } else { ("high", 0.8) };
        let base = |_| {
            let pair = if rng.random::<f64>() < gc { ["G", "C"] } else { ["A", "T"] };
            pair[rng.random_range(0..2)]
        };
        let bases: String = (0..40 + at % 7).map(base).collect();
        fasta += &format!(">s{at} class={class}\n{bases}\n");
    }
    fasta
}

const SMALL: &str = "--set model.dim=16 --set model.depth=1 --set model.heads=2 --set model.hidden=16 --epochs 2 -q";

#[test]
fn a_run_gives_vectors() {
    let place = Place::new();
    place.file("mine.fa", &sequences());
    let train =
        format!("train --device cpu --dataset mine.fa --name mine --set tokens=bpe:64 {SMALL}");
    assert_eq!(number(&place.json(&train), "/epochs"), 2.0);
    let said = place.json(
        "run embed --fasta mine.fa --run mine --device cpu --both-strands --batch 50 --output v.npy",
    );
    assert_eq!((number(&said, "/sequences"), number(&said, "/dimension")), (120.0, 16.0));
    assert!(said["embedding"].as_str().unwrap().starts_with("transformer of `runs/genomics/mine"));
    let bytes = std::fs::read(place.path().join("v.npy")).unwrap();
    assert_eq!(bytes.len(), 128 + 120 * 4 * 16);
    let by_place =
        "run embed --fasta mine.fa --model runs/genomics/mine --device cpu --output w.npy";
    place.json(&format!("{by_place} --both-strands --batch 50"));
    assert_eq!(std::fs::read(place.path().join("w.npy")).unwrap(), bytes);
    place.json(&by_place.replace("w.npy", "w.parquet"));
    for (line, part) in [
        ("run embed --fasta mine.fa --run other", "other"),
        ("run embed --fasta mine.fa --model none", "cannot open `none`"),
        ("run embed --fasta mine.fa --model weights.bin --output x.npy", "safe_serialization"),
        ("run embed --fasta mine.fa --run mine --device gpu", "gpu"),
        ("train --dataset mine.fa --set tokens=kmers", "`kmer:6`"),
        ("train --dataset mine.fa --set tokens=bpe:5", "`vocabulary_size` is 5"),
        ("train --dataset mine.fa --set tokens=checkpoint", "`pretrained`"),
    ] {
        let said = place.refusal(line);
        assert!(said.contains(part), "{line}: {said}");
    }
    assert!(!place.path().join("x.npy").exists());
    let said = place.run("run embed --fasta mine.fa --run mine --method lsh").with_code(2).stderr;
    assert!(said.contains("cannot be used with"), "{said}");
}

#[test]
fn sizes_of_samples_have_names() {
    let place = Place::new();
    let help = place.run("train --help").with_code(0).stdout;
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("small (300), medium (1000), large (3000), or a number"), "{help}");
    let config = |size: &str, name: &str| {
        let said =
            place.json(&format!("train --device cpu --sample-size {size} --name {name} {SMALL}"));
        assert_eq!(said["dataset"], "splice-junctions");
        let file = place.path().join("runs/genomics").join(name).join("config.toml");
        std::fs::read_to_string(file).unwrap()
    };
    assert!(config("small", "a").contains("dataset_size = 300"));
    assert!(config("200", "b").contains("dataset_size = 200"));
    let said = place.run("train --sample-size tiny").with_code(2).stderr;
    assert!(said.contains("expected small, medium, large or a number"), "{said}");
    let said = place.refusal("train --sample-size 5000");
    assert!(said.contains("at most 3186"), "{said}");
}
