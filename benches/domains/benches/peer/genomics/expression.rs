//! Differential expression of the embedded counts against PyDESeq2, and DESeq2 in R.

use crate::bench::Bench;
use crate::server::{Server, numbers};
use anyhow::{Context, Result};
use neuron_bench_exchange::figure::{relative, within};
use neuron_expression::{
    Contrast, CountMatrix, Experiment, FitOptions, ResultOptions, Results, SampleTable, fit,
};
use serde_json::{Value, json};
use std::path::Path;

/// The rate of false discoveries below which a gene is called.
const LEVEL: f64 = 0.05;
/// Fold changes of genes with fewer reads in the mean are mostly chance, and end where a search does.
const LEAST_MEAN: f64 = 10.0;

/// How far a peer may be away.
struct Tolerance {
    /// Of log fold changes, by the greatest of them.
    fold_changes: f64,
    /// Least share of the genes that either side calls which both call.
    jaccard: f64,
}

pub(crate) fn pydeseq2(bench: &mut Bench) -> Result<()> {
    let mut server = Server::python(bench.peer())?;
    // It differs from R by as much, with which this project agrees to nine digits.
    let tolerance = Tolerance { fold_changes: 5e-2, jaccard: 0.9 };
    compare(bench, &mut server, "Wald test", None, &tolerance)
}

pub(crate) fn deseq2(bench: &mut Bench) -> Result<()> {
    let mut server = Server::r(bench.peer())?;
    let tolerance = Tolerance { fold_changes: 1e-4, jaccard: 0.99 };
    compare(bench, &mut server, "Wald test", None, &tolerance)?;
    compare(bench, &mut server, "likelihood ratio test", Some("~ type"), &tolerance)
}

fn compare(
    bench: &mut Bench,
    server: &mut Server,
    test: &str,
    reduced: Option<&str>,
    tolerance: &Tolerance,
) -> Result<()> {
    let name = format!("pasilla, ~ type + condition/{test}");
    if !bench.begins(&name) {
        return Ok(());
    }
    let (counts, samples) = neuron_expression::datasets::pasilla()?;
    let folder = tempfile::tempdir()?;
    let work = write(folder.path(), &counts, &samples, reduced)?;
    server.load(work)?;
    let reply = server.result()?;
    let (sizes, results) = run(&counts, &samples, reduced)?;
    let apart = relative(&sizes, &numbers(&reply, "size_factors")?)?;
    bench.agree(&format!("size factors, {test}"), apart, 1e-8, "greatest relative difference")?;
    let [means, folds, adjusted] = ["baseMean", "log2FoldChange", "padj"].map(|n| maybe(&reply, n));
    let (means, folds, adjusted) = (means?, folds?, adjusted?);
    anyhow::ensure!(means.len() == results.genes.len(), "results of {} genes", means.len());
    let (mut here, mut there, mut both, mut either) = (Vec::new(), Vec::new(), 0, 0);
    for (at, gene) in results.genes.iter().enumerate() {
        let calls = [gene.adjusted_p_value, adjusted[at]].map(|p| p.is_some_and(|p| p < LEVEL));
        both += usize::from(calls[0] && calls[1]);
        either += usize::from(calls[0] || calls[1]);
        if let (true, Some(one), Some(other)) =
            (means[at].is_some_and(|mean| mean >= LEAST_MEAN), gene.log2_fold_change, folds[at])
        {
            here.push(one);
            there.push(other);
        }
    }
    let apart = relative(&here, &there)?;
    let what = format!("log fold changes of {} genes, {test}", here.len());
    bench.agree(&what, apart, tolerance.fold_changes, "greatest relative difference")?;
    let jaccard = both as f64 / either.max(1) as f64;
    within("genes called by one side alone", 1.0 - jaccard, 1.0 - tolerance.jaccard)?;
    let called = |p: &dyn Fn(usize) -> Option<f64>| {
        (0..means.len()).filter(|at| p(*at).is_some_and(|p| p < LEVEL)).count() as f64
    };
    let ours = called(&|at| results.genes[at].adjusted_p_value);
    bench.score(&format!("genes called, {test}"), ours, called(&|at| adjusted[at]), "genes")?;
    bench.score(&format!("called by both, {test}"), jaccard, 1.0, "Jaccard index")?;
    bench.turns(&name, server, &mut || run(&counts, &samples, reduced).map(drop))
}

/// Size factors, and the test of all genes.
fn run(
    counts: &CountMatrix,
    samples: &SampleTable,
    reduced: Option<&str>,
) -> Result<(Vec<f64>, Results)> {
    let design = "~ type + condition".parse()?;
    let experiment = Experiment::new(counts, samples.clone(), &design, &[])?;
    let fitted = fit(&experiment, &FitOptions::default())?;
    let contrast = Contrast::Levels {
        variable: "condition".to_owned(),
        numerator: "treated".to_owned(),
        denominator: "untreated".to_owned(),
    };
    let options = ResultOptions { alpha: LEVEL, ..ResultOptions::default() };
    let results = match reduced {
        None => fitted.wald(&contrast, &options)?,
        Some(reduced) => fitted.likelihood_ratio(&reduced.parse()?, &contrast, &options)?,
    };
    Ok((fitted.size_factors().to_vec(), results))
}

/// Counts and samples as files, and what is to be done with them.
fn write(
    folder: &Path,
    counts: &CountMatrix,
    samples: &SampleTable,
    reduced: Option<&str>,
) -> Result<Value> {
    let counts = counts.arranged(samples.samples())?;
    let mut text = format!("gene\t{}\n", counts.samples().join("\t"));
    for (at, gene) in counts.genes().iter().enumerate() {
        let row: Vec<String> = counts.gene(at).iter().map(u32::to_string).collect();
        text += &format!("{gene}\t{}\n", row.join("\t"));
    }
    let path = folder.join("counts.tsv");
    std::fs::write(&path, text)?;
    let mut text = "sample\ttype\tcondition\n".to_owned();
    let (types, conditions) = (samples.variable("type")?, samples.variable("condition")?);
    for ((sample, kind), condition) in samples.samples().iter().zip(types).zip(conditions) {
        text += &format!("{sample}\t{kind}\t{condition}\n");
    }
    let table = folder.join("samples.tsv");
    std::fs::write(&table, text)?;
    Ok(json!({
        "counts": path, "samples": table, "design": "~ type + condition", "reduced": reduced,
        "contrast": ["condition", "treated", "untreated"],
    }))
}

/// Numbers of which some are missing.
fn maybe(reply: &Value, field: &str) -> Result<Vec<Option<f64>>> {
    let list = reply[field].as_array().with_context(|| format!("a reply without `{field}`"))?;
    Ok(list.iter().map(Value::as_f64).collect())
}
