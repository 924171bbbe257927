//! Weights that a run begins with.

use super::SequencesConfig;
use crate::models::SequenceModel;
use neuron_rt::Resident;
use neuron_tasks::{ModelFile, TaskError};
use std::path::Path;

/// The encoder of a run of `masked_sequences`; of several members, every one begins with the same.
pub(super) fn start(config: &SequencesConfig) -> Result<Resident, TaskError> {
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
    let encoder = model.weights.iter().filter(|(name, _)| name.starts_with("encoder."));
    if config.members == 1 {
        return Ok(encoder.map(|(name, buffer)| (name.clone(), buffer.clone())).collect());
    }
    let encoder: Vec<_> = encoder.collect();
    let of = |member: usize| {
        let named = move |name: &String| format!("members.{member}.{name}");
        encoder
            .iter()
            .map(move |(name, buffer)| (named(name), (*buffer).clone()))
            .collect::<Vec<_>>()
    };
    Ok((0..config.members).flat_map(of).collect())
}
