//! `run expression --classify`: a classifier of samples.

use super::data::Data;
use crate::cli::args::ExpressionArgs;
use crate::cli::error::CommandError;
use neuron_command_line::{output, table};
use neuron_expression::classification::{CrossValidation, cross_validate};
use serde_json::json;

/// Folds at most, where none are asked for.
const FOLDS: usize = 10;

pub(super) fn run(args: &ExpressionArgs, data: &Data, variable: &str) -> Result<(), CommandError> {
    let counts = data.counts.arranged(data.samples.samples())?;
    let labels = data.samples.variable(variable)?;
    let folds = args.folds.unwrap_or(labels.len().min(FOLDS));
    let found = cross_validate(&counts, labels, folds, args.seed)?;
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
    let rows: Vec<Vec<String>> = found
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
        .collect();
    let header = ["sample", variable, "predicted", "probability", "genes used"];
    let shown: Vec<&str> = found.genes.iter().take(10).map(String::as_str).collect();
    let more = if found.genes.len() > shown.len() { ", …" } else { "" };
    format!(
        "{}: nearest shrunken centroids of `{variable}`, {} folds\n{}\naccuracy {:.3}, balanced {:.3}; the most \
         frequent class alone {:.3}\n{} genes on all samples: {}{more}",
        data.name,
        found.folds,
        table(&header, &rows),
        found.accuracy,
        found.balanced_accuracy,
        found.majority_share,
        found.genes.len(),
        shown.join(", ")
    )
}
