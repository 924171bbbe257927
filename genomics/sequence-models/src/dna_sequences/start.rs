//! Weights that a run begins with, and the tokens that they know.

use super::{SequenceModelInfo, SequencesConfig, kernel};
use crate::checkpoint::Checkpoint;
use crate::data::SequenceData;
use crate::models::SequenceModel;
use crate::tokens::{Learnt, TokenKind, TokenReader, Vocabulary};
use neuron_random::{Permutation, Stream};
use neuron_rt::graph::TensorType;
use neuron_rt::{Buffer, Resident};
use neuron_tasks::{ModelFile, TaskError};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The tokens of what a run begins with: its numbers mean nothing by another vocabulary. Of a checkpoint, the settings
/// become its own, but for what training drops.
pub(super) fn given_tokens(config: &mut SequencesConfig) -> Result<Learnt, TaskError> {
    if config.pretrained.is_empty() {
        return Ok(Learnt::default());
    }
    let path = Path::new(&config.pretrained);
    if Checkpoint::is_named_by(path) {
        let checkpoint = Checkpoint::open(path).map_err(TaskError::domain)?;
        let SequenceModel::Bert(model) = &mut config.model else {
            let found = format!("a checkpoint of BERT, and the model `{}`", config.model.name());
            return Err(wrong(found, "`--model bert` with it".to_owned()));
        };
        let (dropout, attention_dropout) = (model.dropout, model.attention_dropout);
        *model = checkpoint.config;
        (model.dropout, model.attention_dropout) = (dropout, attention_dropout);
        config.tokens.kind = TokenKind::Checkpoint;
        return Ok(Learnt { vocabulary: Some(checkpoint.vocabulary), room: None });
    }
    if config.tokens.kind != TokenKind::Bpe {
        return Ok(Learnt::default());
    }
    #[derive(Deserialize)]
    struct Said {
        vocabulary: Option<Vocabulary>,
        room: Option<usize>,
    }
    let file = weights_of(path);
    let model = ModelFile::read(&crate::DOMAIN, &file)?;
    let Said { vocabulary, room } = serde_json::from_value(model.info).map_err(|error| {
        let what = format!("what it says of its tokens cannot be read: {error}");
        TaskError::ModelInfo { file: file.display().to_string(), what }
    })?;
    Ok(Learnt { vocabulary, room })
}

/// What a run begins with besides what is drawn: an encoder, and what a kernel regression keeps of these sequences.
pub(super) fn start(
    info: &SequenceModelInfo,
    data: &SequenceData,
    reader: &TokenReader,
) -> Result<Resident, TaskError> {
    let mut start = encoder(info)?;
    if info.kept > 0 {
        let kept = kept(info, data);
        let tokens: Vec<i32> = kept
            .iter()
            .flat_map(|&at| {
                let mut ids = vec![0; info.length()];
                reader.fill(&data.sequences[at], &mut ids);
                ids
            })
            .collect();
        let labels: Vec<u32> = kept.iter().map(|&at| data.labels[at]).collect();
        start.extend(kernel::solved(&tokens, info.length(), &labels, info.classes.len()));
    }
    Ok(start)
}

/// The training sequences that a kernel regression keeps: all, or as many drawn by the seed, in the data's order.
fn kept(info: &SequenceModelInfo, data: &SequenceData) -> Vec<usize> {
    let order = Permutation::new(
        data.train.len(),
        Stream::new(info.config.trainer.seed, "sequences/kernel"),
    );
    let mut kept: Vec<usize> = order.iter().take(info.kept).map(|at| data.train[at]).collect();
    kept.sort_unstable();
    kept
}

/// The encoder of a checkpoint or of a run of `masked_sequences`; of several members, every one begins with the same.
fn encoder(info: &SequenceModelInfo) -> Result<Resident, TaskError> {
    let config = &info.config;
    if config.pretrained.is_empty() {
        return Ok(Resident::new());
    }
    let path = Path::new(&config.pretrained);
    let encoder = match Checkpoint::is_named_by(path) {
        true => {
            let checkpoint = Checkpoint::open(path).map_err(TaskError::domain)?;
            checkpoint.weights().map_err(TaskError::domain)?.into_iter().collect()
        }
        false => of_run(info, &weights_of(path))?,
    };
    if config.members == 1 {
        return Ok(encoder.into_iter().collect());
    }
    let of = |member: usize| {
        let named = move |name: &str| format!("members.{member}.{name}");
        encoder.iter().map(move |(name, buffer)| (named(name), buffer.clone()))
    };
    Ok((0..config.members).flat_map(of).collect())
}

/// A file of weights, or the one in a run's folder.
fn weights_of(given: &Path) -> PathBuf {
    if given.is_dir() { given.join("model.safetensors") } else { given.to_owned() }
}

fn wrong(found: String, expected: String) -> TaskError {
    TaskError::Setting { key: "pretrained", found, expected }
}

/// The encoder of a run, which has to be of the same settings and tokens.
fn of_run(info: &SequenceModelInfo, file: &Path) -> Result<Vec<(String, Buffer)>, TaskError> {
    let config = &info.config;
    let model = ModelFile::read(&crate::DOMAIN, file)?;
    let known = model.info.pointer("/config/model").cloned().unwrap_or_default();
    let tokens = model.info.pointer("/config/tokens").cloned().unwrap_or_default();
    let trained: Option<SequenceModel> = serde_json::from_value(known).ok();
    if trained.as_ref() != Some(&config.model) {
        let name = trained.map_or("another task's model", |model| model.name());
        let expected = format!("a run with the settings of this `{}`", config.model.name());
        return Err(wrong(format!("a `{name}` of other settings"), expected));
    }
    if serde_json::from_value(tokens.clone()).ok() != Some(config.tokens) {
        let expected = serde_json::json!(config.tokens).to_string();
        return Err(wrong(format!("of tokens {tokens}"), expected));
    }
    let mut encoder = Vec::new();
    for (name, buffer) in &model.weights {
        if name == POSITIONS {
            encoder.push((name.clone(), first_rows(buffer, info.length())?));
        } else if name.starts_with("encoder.") {
            encoder.push((name.clone(), buffer.clone()));
        }
    }
    Ok(encoder)
}

/// A vector for each place in a sequence.
const POSITIONS: &str = "encoder.positions.weight";

/// Those of the first places: shorter sequences need no others.
fn first_rows(positions: &Buffer, length: usize) -> Result<Buffer, TaskError> {
    let ty = positions.ty();
    let [rows, width] = [0, 1].map(|axis| ty.shape.dims().get(axis).copied().unwrap_or(0));
    if rows < length {
        let expected = format!("{length} or more, which these have; `length` reads fewer bases");
        return Err(wrong(format!("of sequences of at most {rows} tokens"), expected));
    }
    let kept = &positions.to_literal().to_f32()[..length * width];
    Ok(Buffer::from_slice(TensorType::new(ty.dtype, [length, width]), kept))
}
