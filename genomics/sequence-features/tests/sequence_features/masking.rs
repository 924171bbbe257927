//! What is hidden stays hidden.

use neuron_random::Stream;
use neuron_sequence_features::datasets::splice_junctions;
use neuron_sequence_features::tokenizers::{
    CharacterTokenizer, KmerTokenizer, MaskOptions, Tokenizer, mask_spans,
};

/// The reason for spans: the base that a hidden word does not share with visible ones cannot be read off them.
#[test]
fn every_hidden_word_holds_a_base_that_no_visible_one_holds() {
    let k = 5;
    let words = KmerTokenizer::overlapping(k).unwrap();
    let options = MaskOptions::of(&words);
    assert_eq!(options.span, k);
    for (number, sequence) in splice_junctions().unwrap().sequences[..200].iter().enumerate() {
        let tokens = words.encode(sequence);
        let place = Stream::new(3, "mask").sample(number as u64);
        let hidden = mask_spans(&words, &tokens, options, place).unwrap();
        let mut visible = vec![false; sequence.len()];
        for at in (0..tokens.len()).filter(|&at| hidden.targets[at].is_none()) {
            visible[at..at + k].fill(true);
        }
        for at in (0..tokens.len()).filter(|&at| hidden.targets[at].is_some()) {
            assert!(visible[at..at + k].contains(&false), "word {at} of sequence {number}");
            assert_eq!(hidden.targets[at], Some(tokens[at]));
        }
    }
}

#[test]
fn shares_are_those_asked_for() {
    let tokens = CharacterTokenizer.encode(&b"ACGT".repeat(10_000));
    let options = MaskOptions::of(&CharacterTokenizer);
    let hidden = mask_spans(&CharacterTokenizer, &tokens, options, Stream::new(1, "mask")).unwrap();
    let chosen: Vec<usize> = (0..tokens.len()).filter(|&at| hidden.targets[at].is_some()).collect();
    assert_eq!(chosen.len(), 6_000);
    let of = |is: &dyn Fn(usize) -> bool| {
        chosen.iter().filter(|&&at| is(at)).count() as f64 / chosen.len() as f64
    };
    let mask = CharacterTokenizer.special().mask;
    // Neighbours share one fate, so that the error is somewhat larger than that of 6,000 single draws (.005).
    assert!((of(&|at| hidden.tokens[at] == mask) - 0.8).abs() < 0.025);
    // Exchanged (10 %) for one of five letters, of which one is the same: 8 % differ.
    let differ = of(&|at| hidden.tokens[at] != mask && hidden.tokens[at] != tokens[at]);
    assert!((differ - 0.08).abs() < 0.02, "{differ}");
    for at in (0..tokens.len()).filter(|&at| hidden.targets[at].is_none()) {
        assert_eq!(hidden.tokens[at], tokens[at]);
    }
}

#[test]
fn special_tokens_are_never_hidden_and_the_address_decides() {
    let words = KmerTokenizer::overlapping(3).unwrap();
    let tokens = words.encode_with_special(b"ACGTTNGCATTAGC", 64);
    let options = MaskOptions { rate: 1.0, ..MaskOptions::of(&words) };
    let hidden = mask_spans(&words, &tokens, options, Stream::new(1, "mask")).unwrap();
    for (token, target) in tokens.iter().zip(&hidden.targets) {
        assert_eq!(target.is_none(), words.special().numbers().contains(token));
    }
    let draw = |seed| {
        let options = MaskOptions::of(&words);
        mask_spans(&words, &tokens, options, Stream::new(seed, "mask")).unwrap()
    };
    assert_eq!(draw(5), draw(5));
    assert!((0..20).any(|seed| draw(seed) != draw(seed + 1)));
    let none = mask_spans(&words, &[2, 3], options, Stream::new(1, "mask")).unwrap();
    assert_eq!(none.targets, [None, None]);
}

#[test]
fn shares_that_are_none_are_refused() {
    let words = KmerTokenizer::overlapping(3).unwrap();
    let with = |options| {
        mask_spans(&words, &[5], options, Stream::new(1, "mask")).unwrap_err().to_string()
    };
    let good = MaskOptions::of(&words);
    assert_eq!(with(MaskOptions { rate: 1.5, ..good }), "`rate` is 1.5, expected a share, 0 to 1");
    assert!(with(MaskOptions { masked: f64::NAN, ..good }).starts_with("`masked` is NaN"));
    assert!(with(MaskOptions { random: 0.9, ..good }).starts_with("`masked + random` is"));
    assert!(with(MaskOptions { span: 0, ..good }).starts_with("`span` is 0"));
}
