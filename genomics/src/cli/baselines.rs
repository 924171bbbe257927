//! `run baselines`: the embedded splice junctions by classifiers without a network.

use super::args::BaselinesArgs;
use super::error::CommandError;
use neuron_command_line::{output, table};
use neuron_sequence_features::classifiers::{
    LogisticOptions, LogisticRegression, NearestCentroid, NearestNeighbours, Score,
    SupportVectorMachine, VectorMachineOptions, WordNaiveBayes, cross_validate, score,
};
use neuron_sequence_features::cross_validation::{split, stratified_group_folds};
use neuron_sequence_features::datasets::{LabelledSequences, splice_junctions};
use neuron_sequence_features::embeddings::{KmerProfile, OneHot, Scale, SequenceEmbedding};
use neuron_sequence_features::kmers::words;
use neuron_sequence_features::{Features, FeaturesError};

/// Bases of a word of naive Bayes and of the profile.
const WORD: usize = 3;

pub(super) fn run(args: &BaselinesArgs) -> Result<(), CommandError> {
    let data = splice_junctions()?;
    let fold = stratified_group_folds(&data.labels, &data.groups, args.folds, args.seed)?;
    let scores = scores(&data, &fold)?;
    if args.json {
        let classifiers: Vec<_> = scores
            .iter()
            .map(|(name, features, score)| {
                serde_json::json!({ "classifier": name, "features": features, "score": score })
            })
            .collect();
        let object = serde_json::json!({
            "dataset": data.name, "sequences": data.len(), "folds": args.folds, "seed": args.seed,
            "classes": data.classes, "classifiers": classifiers,
        });
        output::line(&object.to_string())?;
        return Ok(());
    }
    let row = |(name, features, score): &(&str, &str, Score)| {
        let number = |value: f64| format!("{value:.4}");
        let (accuracy, f1) = (number(score.accuracy), number(score.macro_f1));
        vec![(*name).to_owned(), (*features).to_owned(), accuracy, f1]
    };
    let rows: Vec<Vec<String>> = scores.iter().map(row).collect();
    output::line(&table(&["classifier", "features", "accuracy", "macro F1"], &rows))?;
    Ok(())
}

fn scores(
    data: &LabelledSequences,
    fold: &[usize],
) -> Result<Vec<(&'static str, &'static str, Score)>, FeaturesError> {
    let sequences: Vec<&[u8]> = data.sequences.iter().map(Vec::as_slice).collect();
    let bases = sequences.iter().map(|sequence| sequence.len()).max().unwrap_or(1);
    let one_hot = OneHot::new(bases)?.features(&sequences)?;
    let profile = KmerProfile::plain(WORD, Scale::Count)?.features(&sequences)?;
    let both = one_hot.beside(&profile)?;
    let labels = &data.labels;
    let logistic =
        |f: &Features, l: &[usize]| LogisticRegression::fit(f, l, LogisticOptions::default());
    let machine = |f: &Features, l: &[usize]| {
        SupportVectorMachine::fit(f, l, VectorMachineOptions::default())
    };
    let neighbours = |f: &Features, l: &[usize]| NearestNeighbours::fit(f, l, 5);
    Ok(vec![
        ("support vectors, RBF", "bases", cross_validate(&one_hot, labels, fold, machine)?),
        ("logistic regression", "bases", cross_validate(&one_hot, labels, fold, logistic)?),
        ("logistic regression", "bases and 3-mers", cross_validate(&both, labels, fold, logistic)?),
        ("logistic regression", "3-mers", cross_validate(&profile, labels, fold, logistic)?),
        ("naive Bayes", "3-mers at their places", bayes(data, fold)?),
        (
            "nearest centroid",
            "bases",
            cross_validate(&one_hot, labels, fold, NearestCentroid::fit)?,
        ),
        ("5 nearest neighbours", "bases", cross_validate(&one_hot, labels, fold, neighbours)?),
    ])
}

fn bayes(data: &LabelledSequences, fold: &[usize]) -> Result<Score, FeaturesError> {
    let placed = |sequence: &Vec<u8>| -> Result<Vec<u64>, FeaturesError> {
        let at = |word: neuron_sequence_features::kmers::Word| {
            ((word.position as u64) << (2 * WORD)) | word.forward
        };
        Ok(words(sequence, WORD)?.map(at).collect())
    };
    let all: Vec<Vec<u64>> = data.sequences.iter().map(placed).collect::<Result<_, _>>()?;
    let mut predicted = vec![0; data.len()];
    let mut fold_accuracy = Vec::new();
    for test in 0..=fold.iter().copied().max().unwrap_or(0) {
        let (train, out) = split(fold, test);
        let known: Vec<Vec<u64>> = train.iter().map(|&at| all[at].clone()).collect();
        let labels: Vec<usize> = train.iter().map(|&at| data.labels[at]).collect();
        let fitted = WordNaiveBayes::fit(&known, &labels)?;
        out.iter().for_each(|&at| predicted[at] = fitted.predict(&all[at]).class);
        let right = out.iter().filter(|&&at| predicted[at] == data.labels[at]).count();
        fold_accuracy.push(right as f64 / out.len().max(1) as f64);
    }
    Ok(Score { fold_accuracy, ..score(&data.labels, &predicted)? })
}
