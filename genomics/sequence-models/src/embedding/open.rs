//! A run, or a checkpoint of others, as an embedding.

use super::NetworkEmbedding;
use crate::checkpoint::Checkpoint;
use crate::dna_sequences::{DnaSequences, SequenceModelInfo};
use crate::masked_sequences::MaskedModelInfo;
use crate::models::{SequenceModel, SequenceShape};
use crate::tokens::TokenReader;
use neuron_rt::Device;
use neuron_tasks::{Kind, ModelFile, TaskError, parse_info};
use neuron_train::run_folder::{RunName, Runs};
use std::path::Path;
use std::sync::Mutex;

impl NetworkEmbedding {
    /// By the encoder of the run of this name in the folder of all runs.
    ///
    /// # Errors
    /// Where there is no such run, or it has not come to its end; as [`of_run`](Self::of_run).
    pub fn of_run_named(runs: &Path, name: &str, device: Device) -> Result<Self, TaskError> {
        let name: RunName = name.parse()?;
        let paths = Runs::new(runs, crate::DOMAIN.name)?.open(&name)?;
        if !paths.model().exists() {
            let (run, name) = (paths.root().display().to_string(), name.to_string());
            return Err(TaskError::Unfinished { run, name });
        }
        Self::of_run(&paths.model(), device)
    }

    /// By the encoder of a run, of which `file` is the `model.safetensors`, or the folder that has it. Where the run
    /// read both strands, the mean of both is taken.
    ///
    /// # Errors
    /// Where the file is not there, damaged, or not of a run.
    pub fn of_run(file: &Path, device: Device) -> Result<Self, TaskError> {
        let file = if file.is_dir() { file.join("model.safetensors") } else { file.to_owned() };
        let ModelFile { kind, info, weights } = ModelFile::read(&crate::DOMAIN, &file)?;
        let (model, length, reader, members, both_strands) = if kind.name() == DnaSequences::NAME {
            let info: SequenceModelInfo = parse_info(kind.name(), info)?;
            let reader = info.reader()?;
            let length = info.length();
            let config = info.config;
            (config.model, length, reader, config.members, config.reverse_complement)
        } else {
            let info: MaskedModelInfo = parse_info(kind.name(), info)?;
            (info.config.model.clone(), info.length(), info.reader()?, 1, false)
        };
        let vocabulary = reader.tokenizer.vocabulary_size();
        Ok(Self {
            name: format!("{} of `{}`", model.name(), file.display()),
            shape: SequenceShape { vocabulary, length },
            model,
            members,
            reader,
            both_strands,
            weights,
            device,
            compiled: Mutex::default(),
        })
    }

    /// By the encoder of a checkpoint, a folder as [`checkpoint`](crate::checkpoint) describes.
    ///
    /// # Errors
    /// Where it is not in order.
    pub fn of_checkpoint(folder: &Path, device: Device) -> Result<Self, TaskError> {
        let checkpoint = Checkpoint::open(folder).map_err(TaskError::domain)?;
        let tokenizer = checkpoint.tokenizer().map_err(TaskError::domain)?;
        let weights = checkpoint.weights().map_err(TaskError::domain)?;
        let reader = TokenReader { tokenizer, framed: true };
        let vocabulary = checkpoint.config.vocabulary;
        let model = SequenceModel::Bert(checkpoint.config);
        let length = model.longest();
        Ok(Self {
            name: format!("checkpoint `{}`", folder.display()),
            shape: SequenceShape { vocabulary, length },
            model,
            members: 1,
            reader,
            both_strands: false,
            weights,
            device,
            compiled: Mutex::default(),
        })
    }
}
