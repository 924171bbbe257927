//! `run taxonomy`: genes to lineages.

use super::args::TaxonomyArgs;
use super::error::CommandError;
use super::{fasta, whole_file};
use neuron_command_line::{output, table};
use neuron_metagenomics::taxonomy::{
    Lineage, TaxonomyClassifier, TaxonomyMethod, TaxonomyOptions, lineage_of_description,
    novel_genus_accuracy,
};
use neuron_sequence_files::SequenceFileError;
use neuron_sequence_files::fasta::Record;

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
    if let Some(path) = &args.output {
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
    if args.json {
        let reports: Vec<_> = reports.iter().map(|(_, report)| report).collect();
        output::line(&serde_json::json!({ "rank": args.rank, "methods": reports }).to_string())?;
        return Ok(());
    }
    let row = |(name, report): &(&str, neuron_metagenomics::taxonomy::NovelGenusReport)| {
        let accuracy = format!("{:.4}", report.accuracy);
        vec![(*name).to_owned(), report.sequences.to_string(), accuracy]
    };
    let rows: Vec<Vec<String>> = reports.iter().map(row).collect();
    output::line(&table(&["method", "genes of unseen lineages", "right"], &rows))?;
    Ok(())
}
