//! Weights that a run begins with.

use super::SequenceModelInfo;
use crate::models::SequenceModel;
use neuron_rt::graph::TensorType;
use neuron_rt::{Buffer, Resident};
use neuron_tasks::{ModelFile, TaskError};
use std::path::Path;

/// The encoder of a run of `masked_sequences`; of several members, every one begins with the same.
pub(super) fn start(info: &SequenceModelInfo) -> Result<Resident, TaskError> {
    let config = &info.config;
    if config.pretrained.is_empty() {
        return Ok(Resident::new());
    }
    let given = Path::new(&config.pretrained);
    let file = if given.is_dir() { given.join("model.safetensors") } else { given.to_owned() };
    let model = ModelFile::read(&crate::DOMAIN, &file)?;
    let known = model.info.pointer("/config/model").cloned().unwrap_or_default();
    let tokens = model.info.pointer("/config/tokens").cloned().unwrap_or_default();
    let wrong = |key: &'static str, found: String, expected: String| TaskError::Setting {
        key,
        found,
        expected,
    };
    let trained: Option<SequenceModel> = serde_json::from_value(known).ok();
    if trained.as_ref() != Some(&config.model) {
        let name = trained.map_or("another task's model", |model| model.name());
        let expected = format!("a run with the settings of this `{}`", config.model.name());
        return Err(wrong("pretrained", format!("a `{name}` of other settings"), expected));
    }
    if tokens != serde_json::json!(config.tokens) {
        let expected = serde_json::json!(config.tokens).to_string();
        return Err(wrong("pretrained", format!("of tokens {tokens}"), expected));
    }
    let mut encoder = Vec::new();
    for (name, buffer) in &model.weights {
        if name == POSITIONS {
            encoder.push((name.clone(), first_rows(buffer, info.length())?));
        } else if name.starts_with("encoder.") {
            encoder.push((name.clone(), buffer.clone()));
        }
    }
    if config.members == 1 {
        return Ok(encoder.into_iter().collect());
    }
    let of = |member: usize| {
        let named = move |name: &str| format!("members.{member}.{name}");
        encoder.iter().map(move |(name, buffer)| (named(name), buffer.clone()))
    };
    Ok((0..config.members).flat_map(of).collect())
}

/// A vector for each place in a sequence.
const POSITIONS: &str = "encoder.positions.weight";

/// Those of the first places: shorter sequences need no others.
fn first_rows(positions: &Buffer, length: usize) -> Result<Buffer, TaskError> {
    let ty = positions.ty();
    let [rows, width] = [0, 1].map(|axis| ty.shape.dims().get(axis).copied().unwrap_or(0));
    if rows < length {
        return Err(TaskError::Setting {
            key: "pretrained",
            found: format!("of sequences of at most {rows} tokens"),
            expected: format!("{length} or more, which these have; `length` reads fewer bases"),
        });
    }
    let kept = &positions.to_literal().to_f32()[..length * width];
    Ok(Buffer::from_slice(TensorType::new(ty.dtype, [length, width]), kept))
}
