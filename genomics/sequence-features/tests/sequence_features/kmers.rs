//! Words against brute force over letters.

use neuron_sequence_features::alphabet::{base_code, reverse_complement};
use neuron_sequence_features::kmers::{
    KmerIndex, MinHash, SpacedSeed, reverse_complement_word, words,
};
use std::collections::BTreeSet;

const SEQUENCE: &[u8] = b"ACGTTGCAnAAGTCCGATTuACGGATCCATTTGRCCAAGT";

fn number(word: &[u8]) -> Option<u64> {
    word.iter().try_fold(0, |all, &letter| Some(all << 2 | u64::from(base_code(letter)?)))
}

#[test]
fn words_are_those_of_every_window() {
    for k in [1, 2, 5, 11, 31] {
        let expected: Vec<(usize, u64, u64)> = SEQUENCE
            .windows(k)
            .enumerate()
            .filter_map(|(at, window)| {
                let other = reverse_complement(window);
                Some((at, number(window)?, number(&other)?))
            })
            .collect();
        let found: Vec<(usize, u64, u64)> =
            words(SEQUENCE, k).unwrap().map(|w| (w.position, w.forward, w.reverse)).collect();
        assert_eq!(found, expected, "k {k}");
        for (_, forward, reverse) in found {
            assert_eq!(reverse_complement_word(forward, k), reverse);
        }
    }
}

/// Palindromes exist for even k alone, so there are (4^k + 4^(k/2)) / 2 columns for even k, 4^k / 2 for odd.
#[test]
fn columns_of_both_strands_are_as_many_as_counting_says() {
    for (k, columns) in [(1, 2), (2, 10), (3, 32), (4, 136), (5, 512), (6, 2080)] {
        assert_eq!(KmerIndex::canonical(k).unwrap().columns(), columns);
        assert_eq!(KmerIndex::plain(k).unwrap().columns(), 1 << (2 * k));
    }
    assert_eq!(KmerIndex::canonical(1).unwrap().names(), ["A", "C"]);
}

#[test]
fn both_strands_have_the_same_counts() {
    let index = KmerIndex::canonical(4).unwrap();
    let count = |sequence: &[u8]| {
        let mut counts = vec![0.0; index.columns()];
        let total = index.count(sequence, &mut counts).unwrap();
        assert_eq!(counts.iter().sum::<f64>(), total as f64);
        counts
    };
    assert_eq!(count(SEQUENCE), count(&reverse_complement(SEQUENCE)));
    assert_ne!(count(SEQUENCE), count(b"ACGTACGT"));
    let message = index.count(SEQUENCE, &mut [0.0; 3]).unwrap_err().to_string();
    assert_eq!(message, "the list of counts has 3 entries, expected 136");
}

#[test]
fn a_seed_without_gaps_is_a_word() {
    let seed: SpacedSeed = "11111".parse().unwrap();
    let plain: Vec<(usize, u64)> =
        words(SEQUENCE, 5).unwrap().map(|word| (word.position, word.forward)).collect();
    assert_eq!(seed.words(SEQUENCE).collect::<Vec<_>>(), plain);
    let gapped: SpacedSeed = "1011".parse().unwrap();
    assert_eq!((gapped.span(), gapped.weight()), (4, 3));
    // The letter in the gap does not matter.
    assert!(gapped.words(b"ANGT").eq([(0, 0b001011)]));
    for wrong in ["", "0110", "1x1", "110"] {
        assert!(wrong.parse::<SpacedSeed>().is_err(), "{wrong}");
    }
}

/// A sketch with room for all words gives the similarity of the sets itself.
#[test]
fn a_large_sketch_gives_the_similarity_of_the_sets() {
    let other = b"ACGTTGCAAAGTCCGATTACTTTGGATCCATTTGACCAAGT";
    let set = |sequence: &[u8]| -> BTreeSet<u64> {
        words(sequence, 5).unwrap().map(|word| word.canonical()).collect()
    };
    let (one, two) = (set(SEQUENCE), set(other));
    let expected = one.intersection(&two).count() as f64 / one.union(&two).count() as f64;
    let sketch = |sequence: &[u8]| MinHash::new(sequence, 5, 1000).unwrap();
    let jaccard = sketch(SEQUENCE).jaccard(&sketch(other)).unwrap();
    assert_eq!(jaccard, expected);
    let distance = sketch(SEQUENCE).mash_distance(&sketch(other)).unwrap();
    assert!((distance + (2.0 * expected / (1.0 + expected)).ln() / 5.0).abs() < 1e-15);
    assert_eq!(sketch(b"").jaccard(&sketch(b"AC")).unwrap(), 0.0);
    let smaller = MinHash::new(other, 5, 9).unwrap();
    assert_eq!(smaller.hashes(), &sketch(other).hashes()[..9]);
    assert!(sketch(SEQUENCE).jaccard(&smaller).is_err());
}

#[test]
fn lengths_that_no_word_has_are_refused() {
    assert!(words(SEQUENCE, 0).is_err() && words(SEQUENCE, 32).is_err());
    let message = KmerIndex::plain(11).unwrap_err().to_string();
    assert_eq!(message, "`k` is 11, expected 1 to 10 bases for a table of all words");
    assert!(MinHash::new(SEQUENCE, 5, 0).is_err());
}
