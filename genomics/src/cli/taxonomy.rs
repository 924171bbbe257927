//! `run taxonomy`: genes to lineages.

use super::args::TaxonomyArgs;
use super::error::CommandError;
use super::report::{Cost, Document, File, Plot, Section, asks_for_report, bars, format_of};
use super::{fasta, whole_file};
use neuron_command_line::{output, table};
use neuron_metagenomics::taxonomy::{
    Lineage, TaxonomyClassifier, TaxonomyMethod, TaxonomyOptions, lineage_of_description,
    novel_genus_accuracy,
};
use neuron_sequence_files::SequenceFileError;
use neuron_sequence_files::fasta::Record;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn run(args: &TaxonomyArgs) -> Result<(), CommandError> {
    let method: TaxonomyMethod = args.method.parse()?;
    let options =
        TaxonomyOptions { method, rank: args.rank, seed: args.seed, ..TaxonomyOptions::default() };
    let known = fasta::read(&args.train)?;
    let lineages = lineages(args, &known)?;
    match (&args.query, args.folds) {
        (Some(query), _) => {
            let queries = fasta::read(query)?;
            let fitted = TaxonomyClassifier::fit(&fasta::sequences(&known), &lineages, options)?;
            assign(args, &fitted, &queries)
        }
        (None, folds) => judge(args, &known, &lineages, options, folds.unwrap_or(5)),
    }
}

fn lineages(args: &TaxonomyArgs, known: &[Record]) -> Result<Vec<Lineage>, CommandError> {
    known
        .iter()
        .map(|record| {
            lineage_of_description(&record.description).ok_or_else(|| {
                let file = args.train.display().to_string();
                let what = format!(
                    "record `{}` on line {} has no lineage at its end, expected names between semicolons",
                    record.name, record.line
                );
                SequenceFileError::File { file, what }.into()
            })
        })
        .collect()
}

fn assign(
    args: &TaxonomyArgs,
    fitted: &TaxonomyClassifier,
    queries: &[Record],
) -> Result<(), CommandError> {
    let found = fitted.assign_all(&fasta::sequences(queries))?;
    let row = |(query, taxon): (&Record, &neuron_metagenomics::taxonomy::Assignment)| {
        vec![query.name.clone(), taxon.lineage.to_string(), format!("{:.4}", taxon.lead)]
    };
    let rows: Vec<Vec<String>> = queries.iter().zip(&found).map(row).collect();
    if let Some(path) = args.output.as_deref().filter(|path| asks_for_report(path)) {
        let mut counts: BTreeMap<String, f64> = BTreeMap::new();
        for taxon in &found {
            *counts.entry(taxon.lineage.to_string()).or_default() += 1.0;
        }
        let mut named: Vec<(String, f64)> = counts.into_iter().collect();
        named.sort_by(|a, b| b.1.total_cmp(&a.1));
        let most =
            named.iter().take(50).map(|(taxon, genes)| vec![taxon.clone(), genes.to_string()]);
        let table = (vec!["lineage", "genes"], most.collect());
        // Names of lineages are too long for an axis: bars are numbered as the rows.
        let numbered: Vec<(String, f64)> = named
            .iter()
            .enumerate()
            .map(|(at, (_, genes))| ((at + 1).to_string(), *genes))
            .collect();
        let about = format!("{} genes assigned to {} taxa.", found.len(), named.len());
        let plot = bars(&numbered, "lineage, by its row", "genes");
        write(args, path, about, (table, plot), queries.len())?;
    } else if let Some(path) = &args.output {
        let lines: String = rows.iter().map(|row| format!("{}\n", row.join("\t"))).collect();
        whole_file::write_text(path, &format!("name\tlineage\tlead\n{lines}"))?;
    }
    if args.json {
        let of = |(query, taxon): (&Record, &neuron_metagenomics::taxonomy::Assignment)| serde_json::json!({ "name": query.name, "lineage": taxon.lineage, "lead": taxon.lead });
        let assigned: Vec<_> = queries.iter().zip(&found).map(of).collect();
        let object = serde_json::json!({
            "method": args.method, "rank": args.rank, "taxa": fitted.taxa().len(), "assigned": assigned
        });
        output::line(&object.to_string())?;
    } else if args.output.is_none() {
        output::line(&table(&["name", "lineage", "lead"], &rows))?;
    } else {
        output::line(&format!("{} genes assigned to {} taxa", found.len(), fitted.taxa().len()))?;
    }
    Ok(())
}

fn judge(
    args: &TaxonomyArgs,
    known: &[Record],
    lineages: &[Lineage],
    options: TaxonomyOptions,
    folds: usize,
) -> Result<(), CommandError> {
    let sequences = fasta::sequences(known);
    let mut reports = Vec::new();
    for (name, method) in TaxonomyMethod::ALL {
        let options = TaxonomyOptions { method, ..options };
        reports
            .push((name, novel_genus_accuracy(&sequences, lineages, options, folds, args.seed)?));
    }
    let row = |(name, report): &(&str, neuron_metagenomics::taxonomy::NovelGenusReport)| {
        let accuracy = format!("{:.4}", report.accuracy);
        vec![(*name).to_owned(), report.sequences.to_string(), accuracy]
    };
    let rows: Vec<Vec<String>> = reports.iter().map(row).collect();
    if let Some(path) = &args.output {
        let named: Vec<(String, f64)> =
            reports.iter().map(|(name, report)| ((*name).to_owned(), report.accuracy)).collect();
        let about =
            format!("Methods judged on lineages that they were not taught, in {folds} folds.");
        let plot = bars(&named, "method", "share that is right");
        write(args, path, about, ((METHODS.to_vec(), rows.clone()), plot), known.len())?;
    }
    if args.json {
        let reports: Vec<_> = reports.iter().map(|(_, report)| report).collect();
        output::line(&serde_json::json!({ "rank": args.rank, "methods": reports }).to_string())?;
        return Ok(());
    }
    output::line(&table(&METHODS, &rows))?;
    Ok(())
}

/// Columns of the judgement.
const METHODS: [&str; 3] = ["method", "genes of unseen lineages", "right"];

/// A table, and a plot of it.
type Shown = ((Vec<&'static str>, Vec<Vec<String>>), String);

/// Writes the report.
fn write(
    args: &TaxonomyArgs,
    path: &Path,
    about: String,
    (table, svg): Shown,
    genes: usize,
) -> Result<(), CommandError> {
    let format = format_of("--output", path)?;
    let mut document = Document::new("Taxa", &format!("`{}`", args.train.display()), about);
    document.sections = vec![Section {
        title: "Taxa",
        method: "naive-bayes is the RDP classifier, over 8-mers (Wang, Garrity, Tiedje and Cole, Appl. Environ. \
                 Microbiol. 73 (2007) 5261); nearest takes the taxon of the most similar gene by 6-mers, weighted by \
                 how few genes have them; combined adds both scores, each in units of its usual lead. Where methods \
                 are judged, whole lineages are held out, so that no genus of a query is known.",
        lines: Vec::new(),
        tables: vec![table],
        plots: vec![Plot { name: "taxa", caption: "What the table has, as bars", svg }],
    }];
    document.files = vec![File::of("genes with lineages", &args.train)];
    document.files.extend(args.query.as_deref().map(|path| File::of("genes", path)));
    document.costs = vec![Cost::counted("genes assigned or judged", genes, "gene")];
    document.write(path, format)
}
