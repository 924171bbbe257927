//! Tokens and back.

use neuron_sequence_features::alphabet::normalise;
use neuron_sequence_features::datasets::splice_junctions;
use neuron_sequence_features::tokenizers::{
    BytePairTokenizer, CharacterTokenizer, KmerTokenizer, Tokenizer, TrainOptions,
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
