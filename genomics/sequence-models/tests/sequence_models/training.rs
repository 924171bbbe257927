//! Small trainings, from settings to a model file and back.

use crate::foreign::dnabert;
use neuron_rt::Device;
use neuron_sequence_features::embeddings::SequenceEmbedding;
use neuron_sequence_models::DOMAIN;
use neuron_sequence_models::data::{Division, SequenceData};
use neuron_sequence_models::dna_sequences::{DnaSequences, Pooling, SequencesConfig, recipe};
use neuron_sequence_models::embedding::NetworkEmbedding;
use neuron_sequence_models::masked_sequences::{MaskedConfig, MaskedSequences};
use neuron_sequence_models::models::{BertConfig, SequenceModel, TransformerConfig};
use neuron_sequence_models::tokens::{TokenKind, TokensConfig};
use neuron_tasks::{
    DataOptions, Kind, Measured, ModelFile, PredictRequest, Split, Task, TrainRequest, Training,
    train,
};
use neuron_train::run_folder::RunManifest;
use neuron_train::signals::Interrupt;
use neuron_train::trainer::{Export, Silent};
use std::path::{Path, PathBuf};

fn small() -> SequenceModel {
    SequenceModel::Transformer(TransformerConfig {
        dim: 16,
        depth: 1,
        heads: 2,
        hidden: 32,
        stem: 5,
        dropout: 0.0,
        drop_path: 0.0,
    })
}

/// Sequences of noise; those of one class hold a word that those of the other do not.
fn motif(folder: &Path) -> PathBuf {
    let mut state = 1u64;
    let mut base = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        b"ACGT"[(state >> 33) as usize % 4] as char
    };
    let mut text = String::new();
    for number in 0..300 {
        let mut sequence: String = (0..40).map(|_| base()).collect();
        let class = if number % 2 == 0 { "with" } else { "without" };
        if number % 2 == 0 {
            let at = (number / 2) % 30;
            sequence.replace_range(at..at + 8, "TATAAAGC");
        }
        text += &format!(">s{number} class={class}\n{sequence}\n");
    }
    let file = folder.join("motif.fa");
    std::fs::write(&file, text).unwrap();
    file
}

fn trained(task: &mut dyn Task, toml: &str, runs: &Path) -> (PathBuf, Measured) {
    let request = TrainRequest {
        domain: &DOMAIN,
        toml,
        runs: runs.to_path_buf(),
        name: None,
        resume: false,
        manifest: RunManifest::default(),
        device: &Device::Cpu,
        interrupt: &Interrupt::default(),
    };
    let Training::Kept(trained) = train(task, request, &mut Silent).unwrap() else {
        panic!("one process keeps what it does");
    };
    let (_, measured) = trained.finished.unwrap();
    (trained.run.paths().model(), measured)
}

fn config(dataset: &Path) -> SequencesConfig {
    let mut config = recipe(dataset.to_str().unwrap(), None);
    config.model = small();
    config.pooling = Pooling::Places;
    config.mutations = 0.0;
    config.validation_share = 0.0;
    config.folds = 5;
    config.trainer.epochs = 14;
    config.trainer.batch_size = 32;
    config.trainer.learning_rate = 1e-2;
    config.trainer.ema = 0.0;
    config.trainer.export = Export::Last;
    config
}

#[test]
fn a_word_is_learned_and_files_are_classified() {
    let folder = tempfile::tempdir().unwrap();
    let file = motif(folder.path());
    let config = config(&file);
    let toml = toml::to_string(&config).unwrap();
    let mut task = DnaSequences::open(config, &DataOptions::default()).unwrap();
    let (path, measured) = trained(&mut *task, &toml, &folder.path().join("runs"));
    let accuracy = measured.metrics.get("accuracy").unwrap();
    assert!(accuracy > 0.9, "{accuracy}");
    assert_eq!(measured.samples, 60);

    let model = ModelFile::read(&DOMAIN, &path).unwrap();
    let again = model.kind.reopen(&model, &DataOptions::default()).unwrap();
    let once_more = again.measure(Split::Test, &model.weights, &Device::Cpu).unwrap();
    assert_eq!(once_more.metrics, measured.metrics);

    let asked = folder.path().join("asked.fa");
    std::fs::write(&asked, ">a\nACCGTGGACCTATAAAGCGGACTTGCA\n>b\nACCGTGGACCTTGGACGCGGACTTGCA\n")
        .unwrap();
    let files = [asked];
    let request = PredictRequest { files: &files, output: None, device: &Device::Cpu };
    let said = model.kind.predict(&model, &request).unwrap();
    assert_eq!(said[0].json["class"], "with");
    assert_eq!(said[1].json["class"], "without");
}

/// Windows with a letter that says the class, at one place.
fn aligned(folder: &Path) -> PathBuf {
    let mut text = String::new();
    for (number, line) in std::fs::read_to_string(motif(folder)).unwrap().lines().enumerate() {
        if let Some(sequence) = (number % 2 == 1).then_some(line) {
            let class = if sequence.as_bytes()[20] == b'G' { "with" } else { "without" };
            text += &format!(">s{number} class={class}\n{sequence}\n");
        }
    }
    let file = folder.join("aligned.fa");
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn what_a_kernel_keeps_is_right_from_the_start_and_travels_with_the_weights() {
    let folder = tempfile::tempdir().unwrap();
    let file = aligned(folder.path());
    let measured = |kernel_sequences: usize, both: bool| {
        let mut config = config(&file);
        (config.pooling, config.kernel_sequences) = (Pooling::Aligned, kernel_sequences);
        config.reverse_complement = both;
        // A network that has learned nothing.
        (config.trainer.epochs, config.trainer.learning_rate) = (1, 1e-9);
        let toml = toml::to_string(&config).unwrap();
        let mut task = DnaSequences::open(config, &DataOptions::default()).unwrap();
        let name = format!("runs-{kernel_sequences}-{both}");
        trained(&mut *task, &toml, &folder.path().join(name))
    };
    // How well the classes are told apart, whatever the network that knows nothing takes for likelier.
    let told_apart = |measured: &Measured| measured.metrics.get("auroc_macro").unwrap();
    let (path, with) = measured(4096, false);
    let (_, without) = measured(0, false);
    let (with_it, without_it) = (told_apart(&with), told_apart(&without));
    assert!(with_it > 0.99 && without_it < 0.9, "{with_it} and {without_it}");

    let model = ModelFile::read(&DOMAIN, &path).unwrap();
    assert_eq!(model.weights["kernel.sequences"].ty().shape.dims(), [240, 40]);
    let again = model.kind.reopen(&model, &DataOptions::default()).unwrap();
    let once_more = again.measure(Split::Test, &model.weights, &Device::Cpu).unwrap();
    assert_eq!(once_more.metrics, with.metrics);

    // Fewer than there are: drawn by the seed.
    let (path, _) = measured(100, true);
    let model = ModelFile::read(&DOMAIN, &path).unwrap();
    assert_eq!(model.weights["kernel.sequences"].ty().shape.dims(), [100, 40]);
}

#[test]
fn hidden_tokens_are_guessed_and_the_encoder_is_a_start() {
    let folder = tempfile::tempdir().unwrap();
    // Repeats of three bases: what is hidden can be told from its neighbours.
    let mut text = String::new();
    for number in 0..120 {
        let phase = number % 3;
        let word = &"ACGACG"[phase..phase + 3];
        text += &format!(">r{number}\n{}\n", word.repeat(10 + number / 12));
    }
    let file = folder.path().join("repeats.fa");
    std::fs::write(&file, text).unwrap();
    let mut masked = MaskedConfig::recipe(file.to_str().unwrap(), None);
    masked.model = small();
    masked.folds = 5;
    masked.trainer.epochs = 12;
    masked.trainer.batch_size = 16;
    masked.trainer.learning_rate = 1e-2;
    let toml = toml::to_string(&masked).unwrap();
    let mut task = MaskedSequences::open(masked, &DataOptions::default()).unwrap();
    let (path, measured) = trained(&mut *task, &toml, &folder.path().join("runs"));
    let guessed = measured.metrics.get("masked_accuracy").unwrap();
    assert!(guessed > 0.6, "{guessed}: chance is a third");

    let sequences = motif(folder.path());
    let mut config = config(&sequences);
    config.pretrained = path.to_str().unwrap().to_owned();
    let error = |config: SequencesConfig| {
        DnaSequences::open(config, &DataOptions::default())
            .unwrap()
            .start()
            .unwrap_err()
            .to_string()
    };
    // The longest of those had 57 bases, the longest of these has 40.
    let begun = DnaSequences::open(config.clone(), &DataOptions::default()).unwrap().start();
    assert!(begun.unwrap().keys().all(|name| name.starts_with("encoder.")));
    let mut other = config.clone();
    other.model = SequenceModel::named("cnn");
    assert!(error(other).contains("`pretrained` is a `transformer`"), "another model");
    let mut other = config;
    other.tokens = "kmer:3".parse().unwrap();
    assert!(error(other).contains("of tokens"), "other tokens");
}

#[test]
fn pieces_are_learnt_from_the_training_part_alone_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = motif(folder.path());
    let mut config = config(&file);
    config.tokens =
        TokensConfig { kind: TokenKind::Bpe, vocabulary: 64, ..TokensConfig::default() };
    config.reverse_complement = true;
    config.trainer.epochs = 3;
    let open = |config: &SequencesConfig| {
        DnaSequences::open(config.clone(), &DataOptions::default()).unwrap()
    };
    let pieces = |task: &dyn Task| {
        task.info().pointer("/vocabulary/byte-pairs").unwrap().as_str().unwrap().to_owned()
    };
    let text = std::fs::read_to_string(&file).unwrap();
    let before = pieces(&*open(&config));
    // Sequences of the tested part become others: what is learnt does not notice.
    let trainer = &config.trainer;
    let (folds, seed) = (config.folds, trainer.seed);
    let division = Division { folds, fold: 0, fold_seed: 0, validation_share: 0.0, size: 0, seed };
    let tested = SequenceData::open(file.to_str().unwrap(), "", &division).unwrap().test;
    let changed = text.lines().enumerate().map(|(number, line)| {
        let turned = number % 2 == 1 && tested.contains(&(number / 2));
        if turned { line.replace("GC", "AA") + "\n" } else { line.to_owned() + "\n" }
    });
    std::fs::write(&file, changed.collect::<String>()).unwrap();
    assert_eq!(pieces(&*open(&config)), before);
    std::fs::write(&file, &text).unwrap();
    let other_fold = SequencesConfig { fold: 1, ..config.clone() };
    assert_ne!(pieces(&*open(&other_fold)), before);

    let mut task = open(&config);
    let toml = toml::to_string(&config).unwrap();
    let (path, measured) = trained(&mut *task, &toml, &folder.path().join("runs"));
    // What the model learnt is used, not what a file would teach now.
    std::fs::write(&file, text.replace("TATAAAGC", "GCGCGCGC")).unwrap();
    let model = ModelFile::read(&DOMAIN, &path).unwrap();
    let again = model.kind.reopen(&model, &DataOptions::default()).unwrap();
    assert_eq!(pieces(&*again), before);
    std::fs::write(&file, text).unwrap();
    let again = model.kind.reopen(&model, &DataOptions::default()).unwrap();
    let once_more = again.measure(Split::Test, &model.weights, &Device::Cpu).unwrap();
    assert_eq!(once_more.metrics, measured.metrics);

    // Vectors of the run, which read both strands.
    let network = NetworkEmbedding::of_run(&path, Device::Cpu).unwrap();
    let vectors =
        network.embed(&[b"ACCGTGGACCTATAAAGC".as_slice(), b"GCTTTATAGGTCCACGGT"]).unwrap();
    assert_eq!(vectors.len(), 2 * 16);
    for (a, b) in vectors[..16].iter().zip(&vectors[16..]) {
        assert!((a - b).abs() < 1e-5, "{a} and {b}");
    }
}

#[test]
fn pieces_of_a_masked_run_are_those_of_what_begins_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = motif(folder.path());
    let mut masked = MaskedConfig::recipe(file.to_str().unwrap(), None);
    masked.model = small();
    masked.tokens = "bpe:48".parse().unwrap();
    masked.trainer.epochs = 1;
    let toml = toml::to_string(&masked).unwrap();
    let mut task = MaskedSequences::open(masked, &DataOptions::default()).unwrap();
    let (path, _) = trained(&mut *task, &toml, &folder.path().join("runs"));
    let mut config = config(&file);
    config.folds = 3;
    config.tokens = "bpe:48".parse().unwrap();
    let alone = DnaSequences::open(config.clone(), &DataOptions::default()).unwrap();
    config.pretrained = path.to_str().unwrap().to_owned();
    let begun = DnaSequences::open(config, &DataOptions::default()).unwrap();
    assert_eq!(begun.info()["vocabulary"], task.info()["vocabulary"]);
    assert_ne!(alone.info()["vocabulary"], task.info()["vocabulary"]);
    assert!(begun.start().unwrap().contains_key("encoder.tokens.weight"));
    let network = NetworkEmbedding::of_run(&path, Device::Cpu).unwrap();
    assert_eq!(network.dimension(), 16);
}

#[test]
fn a_checkpoint_is_fine_tuned() {
    let folder = tempfile::tempdir().unwrap();
    let file = motif(folder.path());
    let checkpoint = folder.path().join("dnabert3");
    std::fs::create_dir(&checkpoint).unwrap();
    dnabert(&checkpoint);
    let mut config = config(&file);
    config.pretrained = checkpoint.to_str().unwrap().to_owned();
    let open =
        |config: &SequencesConfig| DnaSequences::open(config.clone(), &DataOptions::default());
    let said = open(&config).err().unwrap().to_string();
    assert!(said.contains("`--model bert`"), "{said}");
    config.model = SequenceModel::Bert(BertConfig { dropout: 0.0, ..BertConfig::default() });
    // 40 bases are 38 words, and there are 24 places.
    let said = open(&config).err().unwrap().to_string();
    assert!(said.contains("`length` is 40 tokens of 40 bases, expected 1 to 24"), "{said}");
    config.length = 24;
    config.trainer.epochs = 2;
    let mut task = open(&config).unwrap();
    let start = task.start().unwrap();
    assert!(start.keys().all(|name| name.starts_with("encoder.")));
    let before = start["encoder.layers.1.linear1.weight"].to_literal().to_f32();
    let toml = toml::to_string(&config).unwrap();
    let (path, _) = trained(&mut *task, &toml, &folder.path().join("runs"));
    // The run stands by itself: its checkpoint may be gone.
    std::fs::remove_dir_all(&checkpoint).unwrap();
    let model = ModelFile::read(&DOMAIN, &path).unwrap();
    let after = model.weights["encoder.layers.1.linear1.weight"].to_literal().to_f32();
    let moved: f32 = before.iter().zip(&after).map(|(a, b)| (a - b).abs()).sum();
    assert!(moved > 1e-3 && moved < 0.1 * before.len() as f32, "{moved}");
    let asked = folder.path().join("asked.fa");
    std::fs::write(&asked, ">a\nACCGTGGACCTATAAAGCGGACTTGCA\n").unwrap();
    let request = PredictRequest { files: &[asked], output: None, device: &Device::Cpu };
    assert_eq!(model.kind.predict(&model, &request).unwrap().len(), 1);
    assert_eq!(NetworkEmbedding::of_run(&path, Device::Cpu).unwrap().dimension(), 8);
}
