//! Splits, and files of one's own.

use neuron_sequence_models::data::{Division, SequenceData};
use std::collections::BTreeSet;
use std::path::Path;

fn division() -> Division {
    Division { folds: 10, fold: 0, fold_seed: 1, validation_share: 0.1, size: 0, seed: 3 }
}

#[test]
fn copies_of_a_sequence_are_in_one_split() {
    let data = SequenceData::open("splice-junctions", &division()).unwrap();
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
            SequenceData::open("splice-junctions", &Division { fold, ..division() }).unwrap();
        for at in data.test {
            assert!(seen.insert(at), "{at} is tested on twice");
        }
    }
    assert_eq!(seen.len(), 3186);
}

fn refusal(path: &Path, division: &Division) -> String {
    SequenceData::open(path.to_str().unwrap(), division).unwrap_err().to_string()
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
    let data = SequenceData::open(file.to_str().unwrap(), &division()).unwrap();
    assert_eq!(data.classes, ["even", "odd"]);
    assert_eq!((data.labels[0], data.labels[1], data.longest()), (0, 1, 7));

    std::fs::write(&file, text.replacen("class=odd", "odd", 1)).unwrap();
    let said = refusal(&file, &division());
    assert!(said.contains("line 3, record `s1`") && said.contains("class="), "{said}");

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
