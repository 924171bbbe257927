//! Phenotype and covariates from tables.

use super::super::args::PopulationArgs;
use super::super::error::CommandError;
use super::data::Data;
use neuron_command_line::CommandLineError;
use neuron_genotypes::Labels;
use neuron_population::association::{Covariate, Phenotype};
use std::path::Path;

pub(super) struct Columns {
    pub(super) name: String,
    pub(super) phenotype: Phenotype,
    pub(super) covariates: Vec<Covariate>,
}

pub(super) fn read(
    args: &PopulationArgs,
    data: &Data,
    path: &Path,
) -> Result<Columns, CommandError> {
    let table = Labels::read(path)?;
    let name = match (&args.phenotype_column, table.columns().first()) {
        (Some(name), _) => name.clone(),
        (None, Some(first)) => first.clone(),
        (None, None) => {
            let found = format!("`{}`, which has no column but the samples'", path.display());
            let expected = "a table with a column of the phenotype".to_owned();
            return Err(CommandLineError::Flag { flag: "--phenotype", found, expected }.into());
        }
    };
    let cells = table.of(&data.genotypes.samples, &name)?.labels;
    let words = |value: &str| match value.to_lowercase().as_str() {
        "control" => Some(0.0),
        "case" => Some(1.0),
        _ => None,
    };
    let values = numbers("--phenotype", &name, &cells, data, words)?;
    let phenotype =
        binary(&values).map_or_else(|| Phenotype::Quantitative(values), Phenotype::Binary);
    let mut covariates = Vec::new();
    if let Some(path) = &args.covariates {
        let table = Labels::read(path)?;
        for column in table.columns() {
            let cells = table.of(&data.genotypes.samples, column)?.labels;
            let values = numbers("--covariates", column, &cells, data, |_| None)?;
            covariates.push(Covariate { name: column.clone(), values });
        }
    }
    Ok(Columns { name, phenotype, covariates })
}

fn numbers(
    flag: &'static str,
    column: &str,
    cells: &[Option<String>],
    data: &Data,
    words: impl Fn(&str) -> Option<f64>,
) -> Result<Vec<Option<f64>>, CommandError> {
    let number = |(sample, cell): (usize, &Option<String>)| {
        let Some(cell) = cell else { return Ok(None) };
        if matches!(cell.to_lowercase().as_str(), "na" | "nan" | ".") {
            return Ok(None);
        }
        let parsed = cell.parse().ok().filter(|value: &f64| value.is_finite());
        parsed.or_else(|| words(cell)).map(Some).ok_or_else(|| {
            let name = &data.genotypes.samples[sample];
            let found = format!("`{cell}` in column `{column}` for sample `{name}`");
            let expected = "a number, or NA where it is not known".to_owned();
            CommandLineError::Flag { flag, found, expected }.into()
        })
    };
    cells.iter().enumerate().map(number).collect()
}

/// Case or not, where all values are 0 and 1, or 1 and 2 as PLINK writes them.
fn binary(values: &[Option<f64>]) -> Option<Vec<Option<bool>>> {
    let only = |pair: [f64; 2]| values.iter().flatten().all(|value| pair.contains(value));
    let known = values.iter().flatten().count() > 0;
    let case = match (only([0.0, 1.0]), only([1.0, 2.0])) {
        (true, _) if known => 1.0,
        (_, true) if known => 2.0,
        _ => return None,
    };
    Some(values.iter().map(|value| value.map(|value| value == case)).collect())
}
