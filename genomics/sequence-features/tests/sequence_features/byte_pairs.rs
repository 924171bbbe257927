//! Byte pairs against Hugging Face's `tokenizers` 0.23.3:
//!
//! ```python
//! t = Tokenizer(models.BPE(unk_token="[UNK]"))
//! t.train_from_iterator(sequences, trainers.BpeTrainer(vocab_size=512, min_frequency=2, max_token_length=32,
//!     special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]))
//! sorted(t.get_vocab(), key=t.get_vocab().get); t.encode(sequences[0]).ids
//! ```

use neuron_sequence_features::FeaturesError;
use neuron_sequence_features::datasets::splice_junctions;
use neuron_sequence_features::tokenizers::{BytePairTokenizer, Tokenizer, TrainOptions};

fn trained(size: usize) -> (BytePairTokenizer, Vec<Vec<u8>>) {
    let sequences = splice_junctions().unwrap().sequences;
    let options = TrainOptions { vocabulary_size: size, ..TrainOptions::default() };
    (BytePairTokenizer::train(&sequences, options).unwrap(), sequences)
}

#[test]
fn the_vocabulary_is_that_of_the_reference() {
    let (pieces, sequences) = trained(512);
    let first = [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "A", "C", "G", "T", "CC", "GG", "TT", "AA",
        "TG", "CA", "CT", "AG", "CTG", "TGG", "CTT", "CG", "CAG", "AGG", "AT", "AAG", "ACC", "TCC",
        "CAA", "ATT", "GGG", "ATG", "CTCC", "CGG", "CAGG", "CTGG", "TTG", "ACA", "TAA", "CCCC",
        "TCA",
    ];
    assert_eq!(pieces.pieces()[..40], first);
    let last = [
        "CTCCTG", "CTCCCTCC", "CGGCGG", "CTGGAG", "CTGGAGG", "CCCCTGG", "TCTCAG", "TGGGAG",
        "CCGTGG", "CCGCG", "AAGGAA", "ATGGAA",
    ];
    assert_eq!(pieces.pieces()[500..], last);
    let expected = [245, 31, 156, 74, 197, 141, 84, 36, 19, 73, 20, 65, 49, 12, 37, 82, 5];
    assert_eq!(pieces.encode(&sequences[0]), expected);
    let tokens: usize = sequences.iter().map(|sequence| pieces.encode(sequence).len()).sum();
    assert_eq!(tokens, 50_168);
}

/// The order in which pairs were learnt is the order in which they are joined; done naively, a pass over the whole
/// sequence for each pair, the result is the same.
#[test]
fn encoding_is_that_of_a_pass_for_each_merge() {
    let (pieces, sequences) = trained(300);
    let join = |mut tokens: Vec<u32>| {
        for &(left, right) in pieces.merges() {
            let text = |token: u32| pieces.pieces()[token as usize].as_str();
            let piece = format!("{}{}", text(left), text(right));
            let joined = pieces.pieces().iter().position(|known| *known == piece).unwrap();
            let mut at = 0;
            while at + 1 < tokens.len() {
                if tokens[at..at + 2] == [left, right] {
                    tokens.splice(at..at + 2, [joined as u32]);
                }
                at += 1;
            }
        }
        tokens
    };
    for sequence in &sequences[..40] {
        let letters =
            sequence.iter().map(|&l| 5 + b"ACGT".iter().position(|&b| b == l).unwrap() as u32);
        assert_eq!(pieces.encode(sequence), join(letters.collect()));
    }
}

#[test]
fn a_file_gives_the_same_tokeniser() {
    let (pieces, sequences) = trained(256);
    let again = BytePairTokenizer::from_json(&pieces.to_json()).unwrap();
    assert_eq!(again, pieces);
    // Older files have a merge as one text.
    let file: serde_json::Value = serde_json::from_str(&pieces.to_json()).unwrap();
    let mut old = file.clone();
    for merge in old["model"]["merges"].as_array_mut().unwrap() {
        *merge = format!("{} {}", merge[0].as_str().unwrap(), merge[1].as_str().unwrap()).into();
    }
    let old = BytePairTokenizer::from_json(&old.to_string()).unwrap();
    assert_eq!(old.encode(&sequences[7]), pieces.encode(&sequences[7]));
}

#[test]
fn other_files_are_refused() {
    let (pieces, _) = trained(32);
    let file: serde_json::Value = serde_json::from_str(&pieces.to_json()).unwrap();
    let with = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut file = file.clone();
        change(&mut file);
        match BytePairTokenizer::from_json(&file.to_string()) {
            Err(FeaturesError::Tokenizer { what }) => what,
            other => panic!("{other:?}"),
        }
    };
    let message = with(&|file| file["model"]["type"] = "WordPiece".into());
    assert_eq!(message, "its model is \"WordPiece\", expected \"BPE\"");
    let message = with(&|file| file["model"]["merges"][3] = serde_json::json!(["A", "Z"]));
    assert!(message.starts_with("merge 4 is [\"A\",\"Z\"]"), "{message}");
    let message = with(&|file| file["model"]["vocab"]["A"] = 900.into());
    assert!(message.starts_with("token `A` is number 900; expected 0 to 31"), "{message}");
    let message = with(&|file| file["model"]["vocab"]["A"] = (-1).into());
    assert!(message.starts_with("token `A` is number -1, expected a whole number"), "{message}");
    let message = with(&|file| file["model"]["continuing_subword_prefix"] = "##".into());
    assert!(message.contains("`continuing_subword_prefix` is \"##\""), "{message}");
    let message = with(&|file| {
        file["model"].as_object_mut().unwrap().remove("merges");
    });
    assert_eq!(message, "`model.merges` is missing or no list");
    assert!(
        BytePairTokenizer::from_json("{").is_err() && BytePairTokenizer::from_json("[]").is_err()
    );
}

#[test]
fn training_keeps_to_its_limits() {
    let options = |vocabulary_size, least_count, longest| TrainOptions {
        vocabulary_size,
        least_count,
        longest,
    };
    let text = [b"ACACACACNACAC".as_slice(), b"", b"N"];
    let pieces = BytePairTokenizer::train(&text, options(100, 2, 4)).unwrap();
    assert!(pieces.pieces().iter().skip(5).all(|piece| piece.len() <= 4 && !piece.contains('N')));
    assert_eq!(pieces.pieces()[9], "AC");
    let none = BytePairTokenizer::train(&text, options(100, 50, 4)).unwrap();
    assert_eq!(none.vocabulary_size(), 9);
    let message = BytePairTokenizer::train(&text, options(8, 2, 4)).unwrap_err().to_string();
    assert!(message.starts_with("`vocabulary_size` is 8, expected 9 or more"), "{message}");
}
