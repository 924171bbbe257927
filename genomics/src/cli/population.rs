//! `run population`: what genotypes of many samples say of their populations.

mod analyses;
mod data;
mod phenotype;
mod plots;
mod tables;

use super::args::{PopulationArgs, StatisticName};
use super::error::CommandError;
use super::report::{self, Document, Section};
use super::whole_file::NewFolder;
use analyses::{
    admixture, association, differentiation, diversity, frequency, hardy_weinberg, homozygosity,
    kinship, linkage, projection, structure,
};
use data::Data;
use neuron_command_line::{CommandLineError, output};
use serde_json::{Map, Value, json};
use tables::Table;

/// What an analysis gives: a section for people, values for programs, tables of everything.
struct Part {
    key: &'static str,
    section: Section,
    values: Value,
    tables: Vec<Table>,
}

pub(super) fn run(args: &PopulationArgs) -> Result<(), CommandError> {
    let format =
        args.output.as_deref().map(|path| report::format_of("--output", path)).transpose()?;
    let data = data::load(args)?;
    let plots = format.is_some();
    let mut parts = Vec::new();
    for statistic in wanted(args, &data)? {
        parts.push(match statistic {
            StatisticName::Freq => frequency::run(&data),
            StatisticName::Hwe => hardy_weinberg::run(&data),
            StatisticName::Ld => linkage::run(&data)?,
            StatisticName::Pca => structure::run(&data, args, plots)?,
            StatisticName::King => kinship::run(&data)?,
            StatisticName::Roh => homozygosity::run(&data, args)?,
            StatisticName::Fst => differentiation::run(&data, args)?,
            StatisticName::Diversity => diversity::run(&data, args, plots)?,
            StatisticName::Admixture => admixture::run(&data, args, plots)?,
            StatisticName::Project => match &args.query {
                Some(query) => projection::run(&data, args, query, plots)?,
                None => continue,
            },
            StatisticName::Association => association::run(&data, args, plots)?,
        });
    }
    if let Some(folder) = &args.tables {
        let folder = NewFolder::begin(folder)?;
        for table in parts.iter().flat_map(|part| &part.tables) {
            folder.write(table.name, |writer| table.write(writer))?;
        }
        folder.finish()?;
    }
    let mut values = Map::new();
    values.insert("data".to_owned(), data.summary());
    values.insert("cost".to_owned(), json!(data.costs()));
    let mut document = Document::new("Populations", &data.source, data.describe());
    document.files = data.files.clone();
    document.costs = data.costs();
    for part in parts {
        values.insert(part.key.to_owned(), part.values);
        document.sections.push(part.section);
    }
    if let (Some(path), Some(format)) = (&args.output, format) {
        document.write(path, format)?;
        values.insert("report".to_owned(), json!(path.display().to_string()));
    }
    let text = if args.json { Value::Object(values).to_string() } else { document.text() };
    Ok(output::line(&text)?)
}

/// The statistics that are asked for, or all that apply.
fn wanted(args: &PopulationArgs, data: &Data) -> Result<Vec<StatisticName>, CommandError> {
    use StatisticName::{
        Admixture, Association, Diversity, Freq, Fst, Hwe, King, Ld, Pca, Project, Roh,
    };
    let missing = |found: &str, expected: &str| {
        let (found, expected) = (found.to_owned(), expected.to_owned());
        Err(CommandLineError::Flag { flag: "--statistics", found, expected }.into())
    };
    let applies = |statistic: &StatisticName| match statistic {
        Fst => data.labelled && data.populations.names.len() > 1,
        Association => args.phenotype.is_some(),
        Project => args.query.is_some(),
        Pca | King | Admixture => data.genotypes.samples.len() > 1,
        _ => true,
    };
    if args.statistics.is_empty() {
        let all = [Freq, Hwe, Ld, Pca, Project, King, Roh, Fst, Diversity, Admixture, Association];
        return Ok(all.into_iter().filter(applies).collect());
    }
    let mut chosen = Vec::new();
    for &statistic in &args.statistics {
        if statistic == Association && args.phenotype.is_none() {
            return missing("`association` without a phenotype", "`--phenotype FILE` beside it");
        }
        if statistic == Project && args.query.is_none() {
            return missing("`project` without samples to project", "`--query FILE` beside it");
        }
        if statistic == Fst && !applies(&Fst) {
            return missing(
                "`fst` of one population",
                "`--labels FILE` with two or more populations",
            );
        }
        if !chosen.contains(&statistic) {
            chosen.push(statistic);
        }
    }
    Ok(chosen)
}
