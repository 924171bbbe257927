//! Splits, and files of one's own.

use neuron_sequence_models::data::{Division, SequenceData};
use std::collections::BTreeSet;
use std::path::Path;

fn division() -> Division {
    Division { folds: 10, fold: 0, fold_seed: 1, validation_share: 0.1, size: 0, seed: 3 }
}

#[test]
fn copies_of_a_sequence_are_in_one_split() {
    let data = SequenceData::open("splice-junctions", "", &division()).unwrap();
    assert_eq!((data.sequences.len(), data.copies), (3186, 185));
    let of = |places: &[usize]| -> BTreeSet<Vec<u8>> {
        places.iter().map(|&at| data.sequences[at].clone()).collect()
    };
    let (train, validation, test) = (of(&data.train), of(&data.validation), of(&data.test));
    assert!(train.is_disjoint(&test) && train.is_disjoint(&validation));
    assert!(validation.is_disjoint(&test));
    assert_eq!(data.train.len() + data.validation.len() + data.test.len(), 3186);
    assert!((300..340).contains(&data.test.len()), "{}", data.test.len());
}

#[test]
fn parts_are_each_tested_on_once() {
    let mut seen = BTreeSet::new();
    for fold in 0..10 {
        let data =
            SequenceData::open("splice-junctions", "", &Division { fold, ..division() }).unwrap();
        for at in data.test {
            assert!(seen.insert(at), "{at} is tested on twice");
        }
    }
    assert_eq!(seen.len(), 3186);
}

fn refusal(path: &Path, division: &Division) -> String {
    SequenceData::open(path.to_str().unwrap(), "", division).unwrap_err().to_string()
}

#[test]
fn files_say_their_classes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.fa");
    let mut text = String::new();
    for number in 0..40 {
        let (class, base) = if number % 2 == 0 { ("even", 'A') } else { ("odd", 'C') };
        let tail: String =
            (0..6).map(|bit| if number >> bit & 1 == 1 { 'G' } else { 'T' }).collect();
        text += &format!(">s{number} note class={class}\n{base}{tail}\n");
    }
    std::fs::write(&file, &text).unwrap();
    let data = SequenceData::open(file.to_str().unwrap(), "", &division()).unwrap();
    assert_eq!(data.classes, ["even", "odd"]);
    assert_eq!((data.labels[0], data.labels[1], data.longest()), (0, 1, 7));

    std::fs::write(&file, text.replacen("class=odd", "odd", 1)).unwrap();
    let said = refusal(&file, &division());
    assert!(said.contains("line 3: record `s1`") && said.contains("`class=…`"), "{said}");

    std::fs::write(&file, text.replace("class=odd", "class=even")).unwrap();
    let said = refusal(&file, &division());
    assert!(said.contains("two classes or more"), "{said}");

    std::fs::write(&file, "").unwrap();
    let said = refusal(&file, &division());
    assert!(said.contains("mine.fa"), "{said}");

    std::fs::write(&file, &text).unwrap();
    let said = refusal(&file, &Division { size: 41, ..division() });
    assert!(said.contains("`dataset_size` is 41, expected at most 40"), "{said}");
    let said = refusal(&file, &Division { fold: 10, ..division() });
    assert!(said.contains("`fold` is 10"), "{said}");
}

/// Forty sequences of two classes, each another.
fn rows() -> Vec<(&'static str, String)> {
    let row = |number: usize| {
        let tail: String =
            (0..6).map(|bit| if number >> bit & 1 == 1 { 'G' } else { 'T' }).collect();
        let (class, base) = if number.is_multiple_of(2) { ("even", 'A') } else { ("odd", 'C') };
        (class, format!("{base}{tail}"))
    };
    (0..40).map(row).collect()
}

fn table(rows: &[(&str, String)], header: &str, between: char) -> String {
    let line = |(class, sequence): &(&str, String)| format!("{sequence}{between}{class}\n");
    std::iter::once(format!("{header}\n")).chain(rows.iter().map(line)).collect()
}

#[test]
fn tables_of_names_and_of_sequences_say_classes() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let rows = rows();
    let (mut fasta, mut labels) = (String::new(), String::from("name\tclass\n"));
    for (number, (class, sequence)) in rows.iter().enumerate() {
        fasta += &format!(">s{number}\n{sequence}\n");
        labels += &format!("s{number}\t{class}\n");
    }
    std::fs::write(place("plain.fa"), fasta).unwrap();
    std::fs::write(place("labels.tsv"), &labels).unwrap();
    let by_name =
        SequenceData::open(&place("plain.fa"), &place("labels.tsv"), &division()).unwrap();
    std::fs::write(place("all.csv"), table(&rows, "sequence,label", ',')).unwrap();
    std::fs::write(place("all.tsv"), table(&rows, "seq\tclass", '\t')).unwrap();
    for name in ["all.csv", "all.tsv"] {
        let of_table = SequenceData::open(&place(name), "", &division()).unwrap();
        assert_eq!(of_table.classes, ["even", "odd"]);
        assert_eq!(of_table.sequences, by_name.sequences);
        assert_eq!(
            (of_table.labels, of_table.test),
            (by_name.labels.clone(), by_name.test.clone())
        );
    }
    let said = |dataset: &str, labels: &str| {
        SequenceData::open(&place(dataset), labels, &division()).unwrap_err().to_string()
    };
    assert!(said("all.csv", &place("labels.tsv")).contains("`labels` is"));
    std::fs::write(place("short.tsv"), labels.replace("s7\todd\n", "")).unwrap();
    assert!(said("plain.fa", &place("short.tsv")).contains("line 15: record `s7`"));
    for (text, found) in [
        ("bases,label\nACGT,x\n", "line 1: it does not name both columns"),
        ("sequence,label\n", "line 1: no row"),
        ("sequence,label\nACGT,x\nAC-T,y\n", "line 3: letter `-` at position 3"),
        ("sequence,label\nACGT,x\nACGT\n", "line 3: it has no class"),
        ("sequence,label\nACGT,x\n\"ACGT", "line 3: it has no class"),
    ] {
        std::fs::write(place("bad.csv"), text).unwrap();
        assert!(said("bad.csv", "").contains(found), "{text}: {}", said("bad.csv", ""));
    }
}

#[test]
fn folders_of_classes_are_read_and_divided_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let rows = rows();
    // As Genomic Benchmarks are laid out.
    for (number, (class, sequence)) in rows.iter().enumerate() {
        let split = if number < 30 { "train" } else { "test" };
        let class = root.join("divided").join(split).join(class);
        std::fs::create_dir_all(&class).unwrap();
        std::fs::write(class.join(format!("{number:02}.txt")), format!("{sequence}\n")).unwrap();
    }
    let divided = root.join("divided");
    let data = SequenceData::open(divided.to_str().unwrap(), "", &division()).unwrap();
    let of = |places: &[usize]| -> BTreeSet<Vec<u8>> {
        places.iter().map(|&at| data.sequences[at].clone()).collect()
    };
    let late: BTreeSet<Vec<u8>> =
        rows[30..].iter().map(|(_, one)| one.clone().into_bytes()).collect();
    assert_eq!((data.train.len() + data.validation.len(), data.test.len()), (30, 10));
    assert_eq!(of(&data.test), late);
    assert!(!data.validation.is_empty() && of(&data.validation).is_disjoint(&late));
    // As GUE is: its own rows to choose by.
    let gue = root.join("gue");
    std::fs::create_dir(&gue).unwrap();
    for (name, part) in [("train", &rows[..24]), ("dev", &rows[24..30]), ("test", &rows[30..])] {
        std::fs::write(gue.join(format!("{name}.csv")), table(part, "sequence,label", ','))
            .unwrap();
    }
    let data = SequenceData::open(gue.to_str().unwrap(), "", &division()).unwrap();
    assert_eq!([data.train.len(), data.validation.len(), data.test.len()], [24, 6, 10]);
    assert!(data.divided);
    let unlabelled = SequenceData::open_unlabelled(gue.to_str().unwrap(), &division()).unwrap();
    assert_eq!(unlabelled.test, data.test);
    // A FASTA file for each class.
    let flat = root.join("flat");
    std::fs::create_dir(&flat).unwrap();
    for class in ["even", "odd"] {
        let of_class = rows.iter().enumerate().filter(|(_, row)| row.0 == class);
        let text: String = of_class.map(|(at, row)| format!(">{at}\n{}\n", row.1)).collect();
        std::fs::write(flat.join(format!("{class}.fa")), text).unwrap();
    }
    std::fs::write(flat.join("README.md"), "no class").unwrap();
    let data = SequenceData::open(flat.to_str().unwrap(), "", &division()).unwrap();
    assert_eq!((data.classes.len(), data.sequences.len()), (2, 40));
    assert!(!data.divided);

    let said = |path: &Path| refusal(path, &division());
    std::fs::write(divided.join("train/odd/01.txt"), "ACGT!").unwrap();
    assert!(said(&divided).contains("01.txt` is no sequence: letter `!` at position 5"));
    std::fs::write(divided.join("train/odd/01.txt"), "").unwrap();
    assert!(said(&divided).contains("01.txt` holds no sequence"));
    std::fs::create_dir(flat.join("third")).unwrap();
    assert!(said(&flat).contains("third` holds no sequence of its class"));
    let empty = root.join("empty");
    std::fs::create_dir(&empty).unwrap();
    assert!(said(&empty).contains("neither classes nor splits"));
}
