//! `run expression --classify`: a classifier of samples.

use super::data::Data;
use crate::cli::args::ExpressionArgs;
use crate::cli::error::CommandError;
use crate::cli::report::{Cost, Document, Plot, Section, bars, format_of};
use neuron_command_line::{output, table};
use neuron_expression::classification::{CrossValidation, cross_validate};
use serde_json::json;

/// Folds at most, where none are asked for.
const FOLDS: usize = 10;

pub(super) fn run(args: &ExpressionArgs, data: &Data, variable: &str) -> Result<(), CommandError> {
    let counts = data.counts.arranged(data.samples.samples())?;
    let labels = data.samples.variable(variable)?;
    let format = args.output.as_deref().map(|path| format_of("--output", path)).transpose()?;
    let folds = args.folds.unwrap_or(labels.len().min(FOLDS));
    let found = cross_validate(&counts, labels, folds, args.seed)?;
    if let (Some(path), Some(format)) = (&args.output, format) {
        report(data, variable, &found).write(path, format)?;
    }
    let line = match args.json {
        true => {
            let mut line = json!(found);
            line["analysis"] = json!("expression");
            line["data"] = json!(data.name);
            line["variable"] = json!(variable);
            line["classifier"] = json!("nearest shrunken centroids");
            line["seed"] = json!(args.seed);
            line.to_string()
        }
        false => text(data, variable, &found),
    };
    Ok(output::line(&line)?)
}

fn text(data: &Data, variable: &str, found: &CrossValidation) -> String {
    let header = ["sample", variable, "predicted", "probability", "genes used"];
    let shown: Vec<&str> = found.genes.iter().take(10).map(String::as_str).collect();
    let more = if found.genes.len() > shown.len() { ", …" } else { "" };
    format!(
        "{}: nearest shrunken centroids of `{variable}`, {} folds\n{}\naccuracy {:.3}, balanced {:.3}; the most \
         frequent class alone {:.3}\n{} genes on all samples: {}{more}",
        data.name,
        found.folds,
        table(&header, &rows(found)),
        found.accuracy,
        found.balanced_accuracy,
        found.majority_share,
        found.genes.len(),
        shown.join(", ")
    )
}

/// A row for each sample.
fn rows(found: &CrossValidation) -> Vec<Vec<String>> {
    found
        .predictions
        .iter()
        .map(|one| {
            vec![
                one.sample.clone(),
                one.class.clone(),
                one.predicted.clone(),
                format!("{:.3}", one.probability),
                one.genes.to_string(),
            ]
        })
        .collect()
}

fn report(data: &Data, variable: &str, found: &CrossValidation) -> Document {
    let about = format!(
        "Samples told apart by `{variable}`, each by a classifier that has not seen it, in {} folds.",
        found.folds
    );
    let shown: Vec<&str> = found.genes.iter().take(50).map(String::as_str).collect();
    let more = if found.genes.len() > shown.len() { ", …" } else { "" };
    let named = [
        ("right", found.accuracy),
        ("balanced over classes", found.balanced_accuracy),
        ("the most frequent class alone", found.majority_share),
    ];
    let named = named.map(|(name, share)| (name.to_owned(), share));
    let mut document = Document::new("Classifier of samples", &data.name, about);
    document.sections = vec![Section {
        title: "Samples",
        method: "Nearest shrunken centroids (Tibshirani, Hastie, Narasimhan and Chu, PNAS 99 (2002) 6567) on logarithms \
                 of scaled counts. Size factors, genes and threshold are learnt inside each fold.",
        lines: vec![
            format!(
                "Accuracy {:.3}, balanced {:.3}; the most frequent class alone {:.3}.",
                found.accuracy, found.balanced_accuracy, found.majority_share
            ),
            format!("{} genes on all samples: {}{more}", found.genes.len(), shown.join(", ")),
        ],
        tables: vec![(
            vec!["sample", "class", "predicted", "probability", "genes used"],
            rows(found),
        )],
        plots: vec![Plot {
            name: "accuracy",
            caption: "Shares of samples that are told right",
            svg: bars(&named, "measure", "share of samples"),
        }],
    }];
    document.files = data.files.clone();
    document.costs = vec![
        Cost::counted("samples", found.predictions.len(), "sample"),
        Cost::counted("genes", data.counts.genes().len(), "gene"),
        Cost::counted("folds", found.folds, "fold"),
    ];
    document
}
