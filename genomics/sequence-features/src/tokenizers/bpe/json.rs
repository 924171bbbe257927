//! The layout of Hugging Face's `tokenizer.json`, as far as plain byte-pair encoding needs it.

use super::BytePairTokenizer;
use crate::FeaturesError;
use crate::tokenizers::SpecialTokens;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// More tokens than any vocabulary of DNA has.
const MOST_TOKENS: usize = 1 << 20;

impl BytePairTokenizer {
    /// The content of a `tokenizer.json`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let numbers = self.special.numbers();
        let mut by_number: Vec<(u32, &str)> =
            numbers.into_iter().zip(SpecialTokens::NAMES).collect();
        by_number.sort_unstable();
        let added: Vec<Value> = by_number
            .iter()
            .map(|(id, name)| {
                json!({
                    "id": id, "content": name, "single_word": false, "lstrip": false,
                    "rstrip": false, "normalized": false, "special": true
                })
            })
            .collect();
        let vocabulary: Map<String, Value> = self
            .pieces
            .iter()
            .enumerate()
            .map(|(number, piece)| (piece.clone(), Value::from(number)))
            .collect();
        let piece = |token: u32| self.pieces[token as usize].as_str();
        let merges: Vec<Value> =
            self.order.iter().map(|&(left, right)| json!([piece(left), piece(right)])).collect();
        let file = json!({
            "version": "1.0", "truncation": null, "padding": null, "added_tokens": added,
            "normalizer": null, "pre_tokenizer": null, "post_processor": null, "decoder": null,
            "model": {
                "type": "BPE", "dropout": null, "unk_token": "[UNK]",
                "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false,
                "byte_fallback": false, "vocab": vocabulary, "merges": merges
            }
        });
        format!("{file:#}\n")
    }

    /// Reads the content of a `tokenizer.json`; merges may be pairs or, as older files have them, `"A C"`.
    ///
    /// # Errors
    /// [`FeaturesError::Tokenizer`] where it is no plain byte-pair encoding: another model, prefixes or suffixes of
    /// pieces, bytes in place of letters, a merge of pieces that are not in the vocabulary, numbers with gaps.
    pub fn from_json(text: &str) -> Result<Self, FeaturesError> {
        let wrong = |what: String| FeaturesError::Tokenizer { what };
        let file: Value = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let model = &file["model"];
        if model["type"].as_str().is_some_and(|kind| kind != "BPE") {
            return Err(wrong(format!("its model is {}, expected \"BPE\"", model["type"])));
        }
        for key in ["continuing_subword_prefix", "end_of_word_suffix"] {
            if model[key].as_str().is_some_and(|affix| !affix.is_empty()) {
                return Err(wrong(format!("`{key}` is {}, expected none", model[key])));
            }
        }
        let vocabulary = model["vocab"]
            .as_object()
            .ok_or_else(|| wrong("`model.vocab` is missing or no object".into()))?;
        let mut numbers: HashMap<String, u32> = HashMap::with_capacity(vocabulary.len());
        for (piece, number) in vocabulary {
            numbers.insert(piece.clone(), whole(number, piece)?);
        }
        for added in file["added_tokens"].as_array().map_or(&[][..], Vec::as_slice) {
            if let Some(piece) = added["content"].as_str() {
                numbers.insert(piece.to_owned(), whole(&added["id"], piece)?);
            }
        }
        let mut pieces = vec![None; numbers.len()];
        for (piece, &number) in &numbers {
            let place = pieces.get_mut(number as usize).filter(|place| place.is_none());
            let Some(place) = place else {
                let tokens = numbers.len();
                let what = format!(
                    "token `{piece}` is number {number}; expected 0 to {}, each once",
                    tokens - 1
                );
                return Err(wrong(what));
            };
            *place = Some(piece.clone());
        }
        let pieces: Vec<String> = pieces.into_iter().flatten().collect();
        let special = special(&numbers, |name| {
            wrong(format!(
                "token `{name}` is missing; expected {}",
                SpecialTokens::NAMES.join(", ")
            ))
        })?;
        let listed = model["merges"]
            .as_array()
            .ok_or_else(|| wrong("`model.merges` is missing or no list".into()))?;
        let mut merges = Vec::with_capacity(listed.len());
        for (place, merge) in listed.iter().enumerate() {
            let merge = pair(merge)
                .and_then(|(left, right)| {
                    let joined = numbers.get(&format!("{left}{right}"))?;
                    Some(((*numbers.get(left)?, *numbers.get(right)?), *joined))
                })
                .ok_or_else(|| {
                    wrong(format!(
                        "merge {} is {merge}; expected two tokens that make a third",
                        place + 1
                    ))
                })?;
            merges.push(merge);
        }
        Self::assemble(special, pieces, merges)
    }
}

fn pair(merge: &Value) -> Option<(&str, &str)> {
    match merge {
        Value::String(text) => text.split_once(' '),
        Value::Array(two) if two.len() == 2 => Some((two[0].as_str()?, two[1].as_str()?)),
        _ => None,
    }
}

fn whole(number: &Value, piece: &str) -> Result<u32, FeaturesError> {
    number
        .as_u64()
        .filter(|&number| number < MOST_TOKENS as u64)
        .map(|number| number as u32)
        .ok_or_else(|| FeaturesError::Tokenizer {
            what: format!(
                "token `{piece}` is number {number}, expected a whole number below {MOST_TOKENS}"
            ),
        })
}

fn special(
    numbers: &HashMap<String, u32>,
    missing: impl Fn(&str) -> FeaturesError,
) -> Result<SpecialTokens, FeaturesError> {
    let [pad, unknown, start, end, mask] =
        SpecialTokens::NAMES.map(|name| numbers.get(name).copied().ok_or_else(|| missing(name)));
    Ok(SpecialTokens { pad: pad?, unknown: unknown?, start: start?, end: end?, mask: mask? })
}
