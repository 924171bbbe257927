//! `run expression`: which genes differ between samples, by the model of DESeq2.

mod classify;
mod data;
mod plot;
mod question;
mod report;
mod results_table;
mod text;

use super::args::{ExpressionArgs, ShrinkName};
use super::error::CommandError;
use super::report::asks_for_report;
use data::Data;
use neuron_command_line::{file, output};
use neuron_expression::shrinkage::Shrinkage;
use neuron_expression::{
    Experiment, FittedExperiment, Formula, NullCalibration, Results, fit, null_calibration,
};
use question::Question;
use serde_json::json;

/// Fits, tests, and says what was found.
pub(super) fn run(args: &ExpressionArgs) -> Result<(), CommandError> {
    let data = data::open(args)?;
    if let Some(variable) = &args.classify {
        return classify::run(args, &data, variable);
    }
    let question = question::ask(args, &data)?;
    let experiment = Experiment::new(
        &data.counts,
        data.samples.clone(),
        &question.design,
        &question.references,
    )?;
    let fitted = fit(&experiment, &question.fit)?;
    let results = test(args, &fitted, &question)?;
    let calibration = calibrate(args, &experiment, &question)?;
    for warning in fitted.warnings() {
        output::notice(warning);
    }
    if let Some(path) = &args.report {
        report::write(("--report", path), args, &data, &fitted, &results)?;
    }
    match &args.output {
        Some(path) if asks_for_report(path) => {
            report::write(("--output", path), args, &data, &fitted, &results)?;
        }
        Some(path) => file::write(path, &results_table::text(&results))?,
        None => {}
    }
    let line = match args.json {
        true => json(args, &data, &fitted, &results, calibration.as_ref()).to_string(),
        false => text::text(args, &data, &fitted, &results, calibration.as_ref()),
    };
    Ok(output::line(&line)?)
}

fn test(
    args: &ExpressionArgs,
    fitted: &FittedExperiment,
    question: &Question,
) -> Result<Results, CommandError> {
    if let Some(reduced) = &args.reduced {
        let reduced: Formula = reduced.parse()?;
        return Ok(fitted.likelihood_ratio(&reduced, &question.contrast, &question.results)?);
    }
    let shrinkage = args.shrink.map(|name| match name {
        ShrinkName::Apeglm => Shrinkage::Apeglm,
        ShrinkName::Normal => Shrinkage::Normal,
    });
    Ok(match shrinkage {
        Some(prior) => fitted.shrink(prior, &question.contrast, &question.results)?,
        None => fitted.wald(&question.contrast, &question.results)?,
    })
}

fn calibrate(
    args: &ExpressionArgs,
    experiment: &Experiment,
    question: &Question,
) -> Result<Option<NullCalibration>, CommandError> {
    let (Some(draws), Some(variable)) = (args.permutations, &question.variable) else {
        return Ok(None);
    };
    let options = (&question.fit, &question.results);
    let draws = (draws, args.seed);
    Ok(Some(null_calibration(experiment, variable, &question.contrast, draws, options)?))
}

fn json(
    args: &ExpressionArgs,
    data: &Data,
    fitted: &FittedExperiment,
    results: &Results,
    calibration: Option<&NullCalibration>,
) -> serde_json::Value {
    let significant = results.significant(args.alpha);
    let up = significant.iter().filter(|gene| gene.log2_fold_change.is_some_and(|lfc| lfc > 0.0));
    let samples = fitted.experiment().samples().samples();
    let factors: serde_json::Map<String, serde_json::Value> =
        samples.iter().cloned().zip(fitted.size_factors().iter().map(|f| json!(f))).collect();
    json!({
        "analysis": "expression",
        "data": data.name,
        "design": fitted.experiment().design().formula().to_string(),
        "coefficients": fitted.experiment().design().names(),
        "contrast": results.contrast,
        "test": results.test,
        "shrinkage": args.shrink.map(text::shrinkage),
        "alpha": results.alpha,
        "genes": results.genes.len(),
        "genes_with_counts": results.genes.iter().filter(|gene| gene.base_mean > 0.0).count(),
        "significant": significant.len(),
        "up": up.count(),
        "outlier_genes": results.outlier_genes,
        "replaced_genes": fitted.replaced().count(),
        "filtering": results.filtering,
        "size_factors": factors,
        "trend": text::trend(fitted.trend()),
        "prior_variance": fitted.prior_variance(),
        "warnings": fitted.warnings(),
        "calibration": calibration,
        "cost": data.costs(
            fitted.experiment().design().names().len(),
            args.permutations.unwrap_or(0),
        ),
        "top": results.ranked().into_iter().take(args.top).collect::<Vec<_>>(),
    })
}
