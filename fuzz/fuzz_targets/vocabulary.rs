//! Vocabularies of networks: words of bases (behind a first byte that is even) or byte pairs.
#![no_main]

use neuron_sequence_models::tokens::Vocabulary;

/// Bases of either case, one of no base, and as many as a word has.
const SEQUENCE: &[u8] = b"ACGTNacgtnTTGACCATGGCATTAGGACAUUGC";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((kind, text)) = bytes.split_first() else { return };
    let Ok(text) = str::from_utf8(text) else { return };
    let vocabulary = match kind % 2 {
        0 => Vocabulary::WordList(text.to_owned()),
        _ => Vocabulary::BytePairs(text.to_owned()),
    };
    match vocabulary.tokenizer() {
        Err(error) => assert!(!error.to_string().contains('\n'), "an error is one line"),
        Ok(tokenizer) => {
            let known = tokenizer.vocabulary_size();
            for length in 0..=SEQUENCE.len() {
                let tokens = tokenizer.encode(&SEQUENCE[..length]);
                assert!(tokens.len() <= length, "more tokens than letters");
                assert!(tokens.iter().all(|token| (*token as usize) < known), "a token of no row");
            }
        }
    }
});
