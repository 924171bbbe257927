//! Gradients, and what both strands say.

use crate::recorded::{batch_of, gradients, run};
use neuron_data::examples::Examples;
use neuron_sequence_features::alphabet::reverse_complement;
use neuron_sequence_features::tokenizers::MaskOptions;
use neuron_sequence_models::dna_sequences::{Pooling, SequenceExamples, SequenceModelInfo, recipe};
use neuron_sequence_models::masked_sequences::{MaskedConfig, MaskedExamples, MaskedModelInfo};
use neuron_sequence_models::models::SequenceModel;
use neuron_sequence_models::tokens::{TokenKind, TokensConfig, Vocabulary};
use neuron_train::trainer::Objective;
use std::sync::Arc;

const SEQUENCES: [&str; 4] = [
    "ACGTTGCATTAGCCATTGACCATGACCTGA",
    // Of words of three bases, the other strand has two more: `N` parts one there.
    "TTGACCAGGACCTGATTACGAATTCCGNT",
    "GGGTTTACGATCAGCATCAGC",
    "CATTACATTACATTACATTACATTACATTA",
];

/// Pieces that are learnt from the sequences, where the tokens are of that kind.
fn vocabulary(tokens: &TokensConfig) -> Option<Vocabulary> {
    Vocabulary::learn(tokens, &SEQUENCES.map(str::as_bytes)).unwrap()
}

fn info(tokens: TokensConfig, change: impl Fn(&mut SequenceModelInfo)) -> SequenceModelInfo {
    let mut config = recipe("these", None);
    config.tokens = tokens;
    let classes = vec!["one".to_owned(), "other".to_owned()];
    let vocabulary = vocabulary(&config.tokens);
    let room = vocabulary.as_ref().map(|_| 30);
    let mut info = SequenceModelInfo { classes, bases: 30, room, vocabulary, kept: 0, config };
    change(&mut info);
    info
}

fn examples(info: &SequenceModelInfo, sequences: Vec<Vec<u8>>) -> SequenceExamples {
    SequenceExamples {
        indices: (0..sequences.len()).collect(),
        labels: Arc::new((0..sequences.len() as u32).map(|at| at % 2).collect()),
        sequences: Arc::new(sequences),
        reader: info.reader().unwrap(),
        length: info.length(),
        reverse_complement: info.config.reverse_complement,
        mutations: 0.0,
    }
}

fn sequences() -> Vec<Vec<u8>> {
    SEQUENCES.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// All kinds of tokens, short enough that every one of a small vocabulary may be met.
const TOKENS: [TokensConfig; 4] = [
    TokensConfig { kind: TokenKind::Character, k: 1, vocabulary: 0 },
    TokensConfig { kind: TokenKind::Kmer, k: 3, vocabulary: 0 },
    TokensConfig { kind: TokenKind::Words, k: 3, vocabulary: 0 },
    TokensConfig { kind: TokenKind::Bpe, k: 1, vocabulary: 16 },
];

#[test]
fn every_parameter_of_every_classifier_is_reached() {
    for name in SequenceModel::NAMES {
        for (pooling, members, both) in [(Pooling::Places, 1, false), (Pooling::Aligned, 2, true)] {
            let info = info(TOKENS[0], |info| {
                info.config.model = SequenceModel::named(name);
                info.config.pooling = pooling;
                info.config.members = members;
                info.config.placed_words = if members == 2 { 8 } else { 0 };
                info.config.reverse_complement = both;
            });
            let examples = examples(&info, sequences());
            let classifier = info.classifier().unwrap();
            let made = gradients(&classifier, &batch_of(&examples, examples.len()));
            assert!(made.len() > 10, "{name} has parameters");
            for (parameter, gradient) in made {
                let what = format!("{name}, {pooling:?}: `{parameter}`");
                assert!(gradient.iter().all(|v| v.is_finite()), "{what} is not finite");
                assert!(gradient.iter().any(|&v| v != 0.0), "{what} is zero");
            }
        }
    }
}

#[test]
fn every_parameter_of_masked_networks_is_reached() {
    for name in SequenceModel::NAMES {
        for tokens in TOKENS {
            let mut config = MaskedConfig::recipe("these", Some(name));
            config.tokens = tokens;
            let vocabulary = vocabulary(&tokens);
            let room = vocabulary.as_ref().map(|_| 30);
            let info = MaskedModelInfo { bases: 30, room, vocabulary, config };
            let reader = info.reader().unwrap();
            let examples = MaskedExamples {
                sequences: Arc::new(sequences()),
                indices: (0..SEQUENCES.len()).collect(),
                length: info.length(),
                mask: MaskOptions { rate: 0.3, ..MaskOptions::of(&*reader.tokenizer) },
                reader,
            };
            let network = info.network().unwrap();
            for (parameter, gradient) in gradients(&network, &batch_of(&examples, 4)) {
                let what = format!("{name}, {tokens:?}: `{parameter}`");
                assert!(gradient.iter().all(|v| v.is_finite()), "{what} is not finite");
                assert!(gradient.iter().any(|&v| v != 0.0), "{what} is zero");
            }
        }
    }
}

/// Logits with first weights.
fn logits(info: &SequenceModelInfo, sequences: Vec<Vec<u8>>) -> Vec<f32> {
    let examples = examples(info, sequences);
    let classifier = info.classifier().unwrap();
    let inputs = batch_of(&examples, examples.len());
    let made =
        run(&inputs, false, |scope, batch| classifier.forward(scope, batch).unwrap().outputs);
    made["logits"].clone()
}

#[test]
fn a_sequence_and_its_reverse_complement_are_said_to_be_the_same() {
    let turned: Vec<Vec<u8>> =
        sequences().iter().map(|sequence| reverse_complement(sequence)).collect();
    for tokens in TOKENS {
        for name in SequenceModel::NAMES {
            let both = info(tokens, |info| {
                info.config.model = SequenceModel::named(name);
                info.config.placed_words = 8;
                info.config.reverse_complement = true;
            });
            let one = info(tokens, |info| info.config.model = SequenceModel::named(name));
            let apart = |info: &SequenceModelInfo| -> f32 {
                let pairs = [logits(info, sequences()), logits(info, turned.clone())];
                let differences = pairs[0].iter().zip(&pairs[1]).map(|(a, b)| (a - b).abs());
                differences.fold(0.0, f32::max)
            };
            let (same, other) = (apart(&both), apart(&one));
            assert!(same < 1e-5, "{name}, {tokens:?}: {same}");
            // Else the test would say nothing.
            assert!(other > 1e-3, "{name}, {tokens:?}: {other}");
        }
    }
}

#[test]
fn what_fills_a_batch_is_not_looked_at() {
    for name in SequenceModel::NAMES {
        let small = info(TOKENS[0], |info| {
            info.config.model = SequenceModel::named(name);
            info.config.placed_words = 8;
        });
        let examples = examples(&small, vec![SEQUENCES[2].as_bytes().to_vec()]);
        let mut inputs = batch_of(&examples, 1);
        let classifier = small.classifier().unwrap();
        let said = |inputs: &_| {
            run(inputs, false, |scope, batch| classifier.forward(scope, batch).unwrap().outputs)
                ["logits"]
                .clone()
        };
        let before = said(&inputs);
        let ids = &inputs["ids"];
        let mut other = ids.to_literal().to_i32();
        let length = SEQUENCES[2].len() + small.length() - 30;
        assert_eq!(other[length..], vec![0; 9]);
        other[length..].fill(6);
        let changed = neuron_rt::Buffer::from_slice(ids.ty().clone(), &other);
        inputs.insert("ids".to_owned(), changed);
        for (a, b) in before.iter().zip(said(&inputs)) {
            assert!((a - b).abs() < 1e-5, "{name}: {a} and {b}");
        }
    }
}

#[test]
fn placed_words_are_those_that_stand_there() {
    let info = info(TOKENS[0], |info| info.config.placed_words = 64);
    let examples = examples(&info, sequences());
    let classifier = info.classifier().unwrap();
    let made = gradients(&classifier, &batch_of(&examples, examples.len()));
    // A weight learns only from sequences that have its word at its place; `N` is in no word.
    let columns = 28 * 64;
    let gradient = &made["placed.hidden.weight"];
    assert_eq!(gradient.len(), 64 * columns);
    let moved: Vec<usize> = (0..columns)
        .filter(|&column| (0..64).any(|row| gradient[row * columns + column] != 0.0))
        .collect();
    let mut expected: Vec<usize> = Vec::new();
    for sequence in SEQUENCES {
        for (place, word) in sequence.as_bytes().windows(3).enumerate() {
            let bases: Option<Vec<usize>> =
                word.iter().map(|base| b"ACGT".iter().position(|one| one == base)).collect();
            if let Some(bases) = bases {
                expected.push(64 * place + 16 * bases[0] + 4 * bases[1] + bases[2]);
            }
        }
    }
    expected.sort_unstable();
    expected.dedup();
    assert_eq!(moved, expected);
}

#[test]
fn tokens_that_are_not_bases_have_no_placed_words() {
    let info = info(TOKENS[1], |info| info.config.placed_words = 8);
    assert_eq!(info.classifier().unwrap().placed_words, 0);
}
