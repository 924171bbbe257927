use super::evaluate::evaluate;
use super::kernel::MOST_KEPT;
use super::predict::predict;
use super::sections::sections;
use super::start::{given_tokens, start};
use super::{SequenceClassifier, SequenceExamples, SequenceModelInfo, SequencesConfig, recipe};
use crate::data::{Division, SequenceData};
use crate::models::SequenceModel;
use crate::tokens::{Learnt, TokenReader};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_tasks::{
    About, DataOptions, KeyFigure, Kind, Measured, PredictRequest, Predicted, Split, Task,
    TaskError, parse_info,
};
use neuron_train::trainer::{ClassificationJudge, Judge, Objective, TrainerConfig};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The task `dna_sequences`.
#[derive(Clone, Copy, Debug)]
pub struct DnaSequences;

/// It with its data.
struct Opened {
    info: SequenceModelInfo,
    data: SequenceData,
    reader: TokenReader,
    classifier: SequenceClassifier,
    judge: ClassificationJudge,
}

/// Most members of a run: they share each step's memory.
const MOST_MEMBERS: usize = 32;

/// Longest sequence in tokens: attention takes memory by its square.
const LONGEST: usize = 4096;

/// Opens the data; what a model has learnt of tokens before is not learnt again.
fn opened(mut config: SequencesConfig, stored: Option<Learnt>) -> Result<Opened, TaskError> {
    let setting =
        |key, found: String, expected: String| Err(TaskError::Setting { key, found, expected });
    if !(1..=MOST_MEMBERS).contains(&config.members) {
        return setting("members", config.members.to_string(), format!("1 to {MOST_MEMBERS}"));
    }
    if !(0.0..1.0).contains(&config.mutations) {
        return setting(
            "mutations",
            config.mutations.to_string(),
            "a share from 0 to below 1".into(),
        );
    }
    if config.kernel_sequences > MOST_KEPT {
        let found = config.kernel_sequences.to_string();
        return setting("kernel_sequences", found, format!("at most {MOST_KEPT}"));
    }
    let division = Division {
        folds: config.folds,
        fold: config.fold,
        fold_seed: config.fold_seed,
        validation_share: config.validation_share,
        size: config.dataset_size,
        seed: config.trainer.seed,
    };
    let mut data = SequenceData::open(&config.dataset, &config.labels, &division)?;
    data.crop(config.length);
    let bases = data.longest();
    let learnt = match stored {
        Some(learnt) => learnt,
        None => {
            let given = given_tokens(&mut config)?;
            let train = data.train.iter().map(|&at| data.sequences[at].as_slice());
            let train: Vec<&[u8]> = train.collect();
            let learnt = Learnt::from_training(&config.tokens, given, &train, bases);
            learnt.map_err(TaskError::domain)?
        }
    };
    let Learnt { vocabulary, room } = learnt;
    let classes = data.classes.clone();
    let mut info = SequenceModelInfo { classes, bases, room, vocabulary, kept: 0, config };
    info.kept = info.most_kept().min(data.train.len());
    let longest = info.config.model.longest().min(LONGEST);
    if info.length() == 0 || info.length() > longest {
        let found = format!("{} tokens of {bases} bases", info.length());
        return setting("length", found, format!("1 to {longest} tokens; fewer bases have fewer"));
    }
    let (classifier, reader) = (info.classifier()?, info.reader()?);
    let judge = ClassificationJudge::new(data.classes.len());
    Ok(Opened { info, data, reader, classifier, judge })
}

impl Kind for DnaSequences {
    const NAME: &'static str = "dna_sequences";
    const MODELS: &'static [&'static str] = &SequenceModel::NAMES;
    type Config = SequencesConfig;

    fn default_dataset(_: bool) -> &'static str {
        "splice-junctions"
    }

    fn recipe(dataset: &str, model: Option<&str>) -> SequencesConfig {
        recipe(dataset, model)
    }

    fn open(config: SequencesConfig, _: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        Ok(Box::new(opened(config, None)?))
    }

    fn reopen(info: Value, _: &DataOptions) -> Result<Box<dyn Task>, TaskError> {
        let info: SequenceModelInfo = parse_info(Self::NAME, info)?;
        let learnt = Learnt { vocabulary: info.vocabulary.clone(), room: info.room };
        let opened = opened(info.config.clone(), Some(learnt))?;
        info.check_fits(&opened.info)?;
        // The data may have grown since, what the weights keep has not.
        let classifier = info.classifier()?;
        Ok(Box::new(Opened { info, classifier, ..opened }))
    }

    fn predict(
        info: Value,
        weights: &Resident,
        request: &PredictRequest<'_>,
    ) -> Result<Vec<Predicted>, TaskError> {
        predict(&parse_info(Self::NAME, info)?, weights, request)
    }
}

impl Task for Opened {
    fn name(&self) -> &'static str {
        DnaSequences::NAME
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
        &self.classifier
    }

    fn judge(&self) -> &dyn Judge {
        &self.judge
    }

    fn examples(&self, split: Split) -> Arc<dyn Examples> {
        Arc::new(SequenceExamples {
            sequences: self.data.sequences.clone(),
            labels: self.data.labels.clone(),
            indices: self.data.split(split).to_vec(),
            reader: self.reader.clone(),
            length: self.info.length(),
            reverse_complement: self.info.config.reverse_complement,
            mutations: self.info.config.mutations,
        })
    }

    fn start(&self) -> Result<Resident, TaskError> {
        start(&self.info, &self.data, &self.reader)
    }

    fn measure(
        &self,
        split: Split,
        weights: &Resident,
        device: &Device,
    ) -> Result<Measured, TaskError> {
        let examples = self.examples(split);
        let measured = evaluate(&self.classifier, self.trainer(), &examples, weights, device)?;
        let metrics = measured.report.metrics.clone();
        let config = &self.info.config;
        let note = match self.data.divided {
            true => format!("measured on the {split} sequences of the dataset"),
            false => format!("measured on part {} of {}", config.fold, config.folds),
        };
        let value = |key: &str| metrics.get(key).unwrap_or(f64::NAN);
        let key_figures = [
            ("accuracy", "accuracy"),
            ("balanced accuracy", "balanced_accuracy"),
            ("F1, macro", "f1_macro"),
        ]
        .into_iter()
        .map(|(name, key)| KeyFigure::of(name, value(key), note.as_str()))
        .collect();
        Ok(Measured {
            samples: measured.truth.len(),
            samples_are: "sequences",
            summary: format!("accuracy {:.4}", value("accuracy")),
            key_figures,
            sections: sections(&self.data, &measured, split)?,
            more: match self.data.divided {
                true => json!({}),
                false => json!({ "fold": config.fold, "folds": config.folds }),
            },
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
        let strands = match config.reverse_complement {
            true => "both strands, so that it says the same of either",
            false => "one strand",
        };
        About {
            title: format!("DNA sequences: {}", data.name),
            kind: "text-classification",
            summary: format!("Says which of {} classes a sequence is of.", data.classes.len()),
            labels: Vec::new(),
            uses: vec!["Research on sequences like those that it was trained on.".into()],
            out_of_scope: vec![
                "Decisions on a person's health.".into(),
                "Sequences of other organisms, lengths or alignments.".into(),
            ],
            limitations: limitations(&self.info),
            details: vec![
                text("input", format!("up to {} bases, {strands}", self.info.bases)),
                text("tokens", json!(config.tokens).to_string()),
                text("classes", data.classes.join(", ")),
            ],
            facts: vec![
                text("sequences", counts),
                text("exact copies of another", data.copies.to_string()),
                text("training sequences that the weights keep", self.info.kept.to_string()),
                text(
                    "part tested on",
                    match data.divided {
                        true => "the dataset's own".to_owned(),
                        false => format!("{} of {}", config.fold, config.folds),
                    },
                ),
            ],
            training_data: format!("{}: {train} sequences.", data.name),
            card_metrics: vec!["accuracy", "balanced_accuracy", "f1_macro", "log_loss"],
            how_to_use: "cargo xtask predict genomics --run RUN FILE.fasta…".into(),
            settings: toml::to_string(config).unwrap_or_default(),
        }
    }

    fn hashes(&self) -> BTreeMap<String, String> {
        self.data.hashes()
    }
}

fn limitations(info: &SequenceModelInfo) -> Vec<String> {
    let mut said = vec![
        "Copies of a sequence are in one part; sequences that are merely alike are not kept together."
            .to_owned(),
    ];
    if info.kept > 0 {
        said.push(
            "The weights hold training sequences: share them as you would share those.".into(),
        );
    }
    said
}
