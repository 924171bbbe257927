use super::{MaskedConfig, MaskedExamples, MaskedJudge, MaskedModelInfo, MaskedNetwork};
use crate::data::{Division, SequenceData, middle, read_fasta};
use crate::models::SequenceModel;
use crate::tokens::{Learnt, TokenReader};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_sequence_features::tokenizers::MaskOptions;
use neuron_tasks::{
    About, DataOptions, KeyFigure, Kind, Measured, PredictRequest, Predicted, Split, Task,
    TaskError, parse_info,
};
use neuron_train::trainer::{
    Evaluator, Judge, Objective, Predictions, TrainError, TrainerConfig, evaluation_batch,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The task `masked_sequences`.
#[derive(Clone, Copy, Debug)]
pub struct MaskedSequences;

/// It with its data.
struct Opened {
    info: MaskedModelInfo,
    data: SequenceData,
    reader: TokenReader,
    network: MaskedNetwork,
    judge: MaskedJudge,
}

/// Longest sequence in tokens: attention takes memory by its square.
const LONGEST: usize = 4096;

/// Opens the data; what a model has learnt of tokens before is not learnt again.
fn opened(config: MaskedConfig, stored: Option<Learnt>) -> Result<Opened, TaskError> {
    let setting =
        |key, found: String, expected: String| Err(TaskError::Setting { key, found, expected });
    if !(config.mask_share > 0.0 && config.mask_share < 1.0) {
        let expected = "a share above 0 and below 1".to_owned();
        return setting("mask_share", config.mask_share.to_string(), expected);
    }
    let division = Division {
        folds: config.folds,
        fold: config.fold,
        fold_seed: config.fold_seed,
        validation_share: config.validation_share,
        size: config.dataset_size,
        seed: config.trainer.seed,
    };
    let mut data = SequenceData::open_unlabelled(&config.dataset, &division)?;
    data.crop(config.length);
    let bases = data.longest();
    let train: Vec<&[u8]> = data.train.iter().map(|&at| data.sequences[at].as_slice()).collect();
    let learnt = || Learnt::from_training(&config.tokens, Learnt::default(), &train, bases);
    let Learnt { vocabulary, room } = stored.map_or_else(learnt, Ok).map_err(TaskError::domain)?;
    let info = MaskedModelInfo { bases, room, vocabulary, config };
    let longest = info.config.model.longest().min(LONGEST);
    if info.length() == 0 || info.length() > longest {
        let found = format!("{} tokens of {bases} bases", info.length());
        return setting("length", found, format!("1 to {longest} tokens; fewer bases have fewer"));
    }
    let (network, reader) = (info.network()?, info.reader()?);
    Ok(Opened { info, data, reader, network, judge: MaskedJudge })
}

fn predictions(
    network: &MaskedNetwork,
    trainer: &TrainerConfig,
    examples: &Arc<dyn Examples>,
    weights: &Resident,
    device: &Device,
) -> Result<Predictions, TaskError> {
    if examples.is_empty() {
        return Err(TrainError::Empty { split: "evaluated" }.into());
    }
    let batch = evaluation_batch(trainer, examples.len(), device);
    let mut evaluator =
        Evaluator::new(network, &**examples, batch, trainer.workers, trainer.precision, device)?;
    Ok(evaluator.predict(examples, weights, false)?)
}

impl MaskedModelInfo {
    fn examples(
        &self,
        sequences: Arc<Vec<Vec<u8>>>,
        indices: Vec<usize>,
        reader: &TokenReader,
    ) -> Arc<dyn Examples> {
        let mask = MaskOptions::of(&*reader.tokenizer);
        let mask = MaskOptions { rate: self.config.mask_share, ..mask };
        let (reader, length) = (reader.clone(), self.length());
        Arc::new(MaskedExamples { sequences, indices, reader, length, mask })
    }
}

impl Kind for MaskedSequences {
    const NAME: &'static str = "masked_sequences";
    const MODELS: &'static [&'static str] = &SequenceModel::NAMES;
    type Config = MaskedConfig;

    fn default_dataset(_: bool) -> &'static str {
        "splice-junctions"
    }

    fn recipe(dataset: &str, model: Option<&str>) -> MaskedConfig {
        MaskedConfig::recipe(dataset, model)
    }

    fn open(config: MaskedConfig, _: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        Ok(Box::new(opened(config, None)?))
    }

    fn reopen(info: Value, _: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        let info: MaskedModelInfo = parse_info(Self::NAME, info)?;
        let learnt = Learnt { vocabulary: info.vocabulary, room: info.room };
        Ok(Box::new(opened(info.config, Some(learnt))?))
    }

    /// How surprising each sequence is: its mean loss over hidden tokens.
    fn predict(
        info: Value,
        weights: &Resident,
        request: &PredictRequest<'_>,
    ) -> Result<Vec<Predicted>, TaskError> {
        let info: MaskedModelInfo = parse_info(Self::NAME, info)?;
        let mut read = Vec::new();
        for file in request.files {
            read.push((file, read_fasta(file)?));
        }
        let (network, reader) = (info.network()?, info.reader()?);
        let mut said = Vec::new();
        for (file, records) in read {
            let of = |record: &neuron_sequence_files::fasta::Record| {
                middle(&record.sequence, info.bases).to_vec()
            };
            let sequences: Vec<Vec<u8>> = records.iter().map(of).collect();
            let count = sequences.len();
            let examples = info.examples(Arc::new(sequences), (0..count).collect(), &reader);
            let trainer = &info.config.trainer;
            let found = predictions(&network, trainer, &examples, weights, request.device)?;
            for (record, hits) in records.iter().zip(&found.outputs["hits"]) {
                said.push(Predicted {
                    file: file.clone(),
                    text: format!("{}\t{hits:.4}", record.name),
                    json: json!({ "file": file, "sequence": record.name, "masked_accuracy": hits }),
                });
            }
        }
        Ok(said)
    }
}

impl Task for Opened {
    fn name(&self) -> &'static str {
        MaskedSequences::NAME
    }

    fn dataset(&self) -> &str {
        &self.data.name
    }

    fn synthetic(&self) -> bool {
        false
    }

    fn model(&self) -> &str {
        self.info.config.model.name()
    }

    fn trainer(&self) -> &TrainerConfig {
        &self.info.config.trainer
    }

    fn objective(&self) -> &dyn Objective {
        &self.network
    }

    fn judge(&self) -> &dyn Judge {
        &self.judge
    }

    fn examples(&self, split: Split) -> Arc<dyn Examples> {
        let indices = self.data.split(split).to_vec();
        self.info.examples(self.data.sequences.clone(), indices, &self.reader)
    }

    fn measure(
        &self,
        split: Split,
        weights: &Resident,
        device: &Device,
    ) -> Result<Measured, TaskError> {
        let examples = self.examples(split);
        let found = predictions(&self.network, self.trainer(), &examples, weights, device)?;
        let mut metrics = self.judge.judge(&found)?;
        metrics.insert("loss", found.loss);
        let value = |key: &str| metrics.get(key).unwrap_or(f64::NAN);
        let note = format!("hidden tokens of the {split} split");
        let key_figures = vec![
            KeyFigure::of("hidden tokens guessed", value("masked_accuracy"), note.as_str()),
            KeyFigure::of("perplexity", value("perplexity"), note.as_str()),
        ];
        Ok(Measured {
            samples: found.examples,
            samples_are: "sequences",
            summary: format!("hidden tokens guessed {:.4}", value("masked_accuracy")),
            key_figures,
            sections: Vec::new(),
            more: json!({}),
            metrics,
        })
    }

    fn info(&self) -> Value {
        json!(self.info)
    }

    fn about(&self) -> About {
        let (data, config) = (&self.data, &self.info.config);
        let text = |key: &str, value: String| (key.to_owned(), value);
        let (train, held) = (data.train.len(), data.validation.len());
        let counts = format!("{train} training, {held} validation, {} test", data.test.len());
        About {
            title: format!("Hidden tokens: {}", data.name),
            kind: "fill-mask",
            summary: "Guesses hidden tokens of a sequence; its encoder is a start for other tasks."
                .into(),
            uses: vec!["A start for `dna_sequences`: `--set pretrained=RUN`.".into()],
            out_of_scope: vec!["Sequences of other organisms or lengths.".into()],
            details: vec![
                text("input", format!("up to {} bases", self.info.bases)),
                text("tokens", json!(config.tokens).to_string()),
            ],
            facts: vec![text("sequences", counts)],
            training_data: format!("{}: {train} sequences.", data.name),
            card_metrics: vec!["masked_accuracy", "perplexity"],
            how_to_use: "cargo xtask train genomics --set pretrained=runs/genomics/RUN".into(),
            settings: toml::to_string(config).unwrap_or_default(),
            ..About::default()
        }
    }

    fn hashes(&self) -> BTreeMap<String, String> {
        self.data.hashes()
    }
}
