use crate::content::noise;
use neuron_sequence_files::Limits;
use neuron_sequence_files::fasta::{Record, Summariser, summarise};

#[test]
fn letters_are_counted_by_kind() {
    let mut all = Summariser::default();
    all.add(&Record::new("a", "ACGTUacgtuNnRYswKMBDHV-.*EFX"));
    let summary = all.finish().unwrap();
    assert_eq!((summary.records, summary.bases, summary.longest), (1, 28, 28));
    // N, n, R, Y, s, w, K, M, B, D, H, V.
    assert_eq!((summary.ambiguous, summary.n, summary.uracil, summary.gaps), (12, 2, 2, 2));
    assert_eq!((summary.other, summary.lower_case), (4, 8));
    assert_eq!(summary.gc, Some(0.4));
    assert_eq!(Summariser::default().finish(), None);
    let mut empty = Summariser::default();
    empty.add(&Record::new("a", ""));
    let summary = empty.finish().unwrap();
    assert_eq!((summary.bases, summary.n50, summary.gc), (0, 0, None));
}

#[test]
fn half_of_all_letters_are_in_the_longest() {
    // Lengths 80, 70, 50, 40, 30, 20: 290 in all, and 80 + 70 is above 145.
    let mut all = Summariser::default();
    for length in [20, 80, 30, 70, 40, 50] {
        all.add(&Record::new("a", vec![b'A'; length]));
    }
    let summary = all.finish().unwrap();
    assert_eq!((summary.n50, summary.l50, summary.shortest, summary.longest), (70, 2, 20, 80));
    assert!((summary.mean_length - 290.0 / 6.0).abs() < 1e-12);
}

#[test]
fn files_are_summed_up_as_counting_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.fa");
    let letters: Vec<u8> =
        noise(10_007, 3).into_iter().map(|byte| b"ACGTNacg"[usize::from(byte >> 5)]).collect();
    std::fs::write(&path, [b">x\n", &letters[..]].concat()).unwrap();
    let summary = summarise(&path, Limits::default()).unwrap();
    let count = |of: &[u8]| letters.iter().filter(|letter| of.contains(letter)).count() as u64;
    assert_eq!(summary.n, count(b"N"));
    assert_eq!(summary.lower_case, count(b"acg"));
    assert_eq!(summary.gc, Some(count(b"GCgc") as f64 / count(b"ACGTacg") as f64));
    std::fs::write(&path, "").unwrap();
    let error = summarise(&path, Limits::default()).unwrap_err().to_string();
    assert!(error.ends_with("holds no record, expected FASTA"), "{error}");
}
