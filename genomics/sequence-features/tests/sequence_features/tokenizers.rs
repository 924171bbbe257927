//! Tokens and back.

use neuron_sequence_features::alphabet::normalise;
use neuron_sequence_features::datasets::splice_junctions;
use neuron_sequence_features::tokenizers::{
    BytePairTokenizer, CharacterTokenizer, KmerTokenizer, Tokenizer, TrainOptions,
    WordListTokenizer,
};

fn all() -> Vec<Box<dyn Tokenizer>> {
    let sequences = splice_junctions().unwrap().sequences;
    let options = TrainOptions { vocabulary_size: 200, ..TrainOptions::default() };
    vec![
        Box::new(CharacterTokenizer),
        Box::new(KmerTokenizer::overlapping(1).unwrap()),
        Box::new(KmerTokenizer::overlapping(6).unwrap()),
        Box::new(KmerTokenizer::non_overlapping(6).unwrap()),
        Box::new(BytePairTokenizer::train(&sequences[..200], options).unwrap()),
        Box::new(WordListTokenizer::from_text(&list("ATCG")).unwrap()),
    ]
}

#[test]
fn bases_survive_the_way_there_and_back() {
    for (number, tokenizer) in all().iter().enumerate() {
        for sequence in &splice_junctions().unwrap().sequences[200..260] {
            let tokens = tokenizer.encode(sequence);
            assert!(tokens.iter().all(|&t| (t as usize) < tokenizer.vocabulary_size()));
            assert!(tokens.iter().all(|t| !tokenizer.special().numbers().contains(t)));
            assert_eq!(&tokenizer.decode(&tokens), sequence, "tokenizer {number}");
            let (lower, upper) = (sequence.to_ascii_lowercase(), tokens);
            assert_eq!(tokenizer.encode(&lower), upper);
        }
    }
}

#[test]
fn nothing_is_refused() {
    for tokenizer in all() {
        assert!(tokenizer.encode(b"").is_empty());
        assert_eq!(tokenizer.encode(b"ACGUACGU"), tokenizer.encode(b"ACGTACGT"));
        let odd = tokenizer.encode(b"ACGTNRAC-GTTT");
        assert!(odd.iter().all(|&t| (t as usize) < tokenizer.vocabulary_size()));
        let every: Vec<u8> = (0..=255).collect();
        tokenizer.decode(&tokenizer.encode(&every));
        tokenizer.decode(&[0, 1, 2, 3, 4, 5, u32::MAX]);
    }
    let apart = KmerTokenizer::non_overlapping(4).unwrap();
    assert_eq!(apart.decode(&apart.encode(b"ACGTANGTTT")), normalise(b"ACGTANGTTT"));
}

/// A `vocab.txt` of 2-mers whose letters stand in this order.
fn list(letters: &str) -> String {
    let pairs = letters.chars().flat_map(|a| letters.chars().map(move |b| format!("{a}{b}\n")));
    std::iter::once("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n".to_owned()).chain(pairs).collect()
}

#[test]
fn words_have_the_numbers_of_their_list() {
    let ours = KmerTokenizer::overlapping(2).unwrap();
    let same = WordListTokenizer::from_text(&list("ACGT")).unwrap();
    let other = WordListTokenizer::from_text(&list("ATCG")).unwrap();
    let sequence = b"ACGTTGCATTAGCCATNGACC";
    assert_eq!(same.encode(sequence), ours.encode(sequence));
    assert_ne!(other.encode(sequence), ours.encode(sequence));
    // AC is third behind AA and AT, CG is the last but four.
    assert_eq!(other.encode(b"ACG"), [5 + 2, 5 + 11]);
    assert_eq!((other.mask_span(), other.k(), other.vocabulary_size()), (2, 2, 21));
    assert_eq!(WordListTokenizer::from_text(&other.to_text()).unwrap(), other);
    // Carriage returns do not matter, and words that are kept free are never met.
    let text = list("ATCG").replace('\n', "\r\n") + "[unused1]\r\n";
    let read = WordListTokenizer::from_text(&text).unwrap();
    assert_eq!((read.encode(sequence), read.vocabulary_size()), (other.encode(sequence), 22));
}

#[test]
fn special_tokens_stand_around_what_fits() {
    let words = KmerTokenizer::overlapping(3).unwrap();
    let special = words.special();
    let tokens = words.encode_with_special(b"ACGTACGTACGT", 6);
    assert_eq!((tokens.len(), tokens[0], tokens[5]), (6, special.start, special.end));
    assert_eq!(tokens[1..5], words.encode(b"ACGTAC"));
    assert_eq!(words.encode_with_special(b"", 6), [special.start, special.end]);
    assert_eq!(words.vocabulary_size(), 69);
    assert!(KmerTokenizer::overlapping(9).is_err() && KmerTokenizer::non_overlapping(0).is_err());
}
