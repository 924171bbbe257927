//! `run bin`: contigs to genomes.

mod table_of_contigs;

use super::args::BinArgs;
use super::error::CommandError;
use super::{fasta, whole_file};
use neuron_command_line::{output, table};
use neuron_metagenomics::agreement::{Agreement, BinReport, agreement, bin_quality};
use neuron_metagenomics::binning::{BinOptions, Bins, bin_contigs};
use neuron_sequence_features::Features;
use neuron_sequence_files::fasta::Record;
use serde::Serialize;
use std::collections::BTreeMap;
use table_of_contigs::TableOfContigs;

/// Bins against genomes.
#[derive(Serialize)]
struct Judgement {
    /// Over binned contigs alone.
    agreement_of_binned: Option<Agreement>,
    /// With those unbinned as a bin of their own.
    agreement: Agreement,
    quality: BinReport,
    genomes: Vec<String>,
}

pub(super) fn run(args: &BinArgs) -> Result<(), CommandError> {
    let options = BinOptions {
        method: args.method.parse()?,
        bins: args.bins,
        least_bases: args.least_bases,
        resolution: args.resolution,
        least_size: args.least_size,
        seed: args.seed,
        ..BinOptions::default()
    };
    let contigs = fasta::read(&args.fasta)?;
    let coverage = match &args.coverage {
        None => None,
        Some(path) => Some(TableOfContigs::read(path)?.numbers(&contigs)?),
    };
    let genomes = match &args.labels {
        None => None,
        Some(path) => Some(TableOfContigs::read(path)?.names(&contigs)?),
    };
    let coverage = coverage.map(|(columns, values)| Features::new(columns, values)).transpose()?;
    let bins = bin_contigs(&fasta::sequences(&contigs), coverage.as_ref(), &options)?;
    let judgement = genomes.map(|genomes| judge(&contigs, &bins, &genomes)).transpose()?;
    if let Some(path) = &args.output {
        let line = |(contig, bin): (&Record, &Option<usize>)| {
            let bin = bin.map_or_else(|| "-".to_owned(), |bin| (bin + 1).to_string());
            format!("{}\t{bin}\n", contig.name)
        };
        let lines: String = contigs.iter().zip(&bins.labels).map(line).collect();
        whole_file::write_text(path, &format!("contig\tbin\n{lines}"))?;
    }
    say(args, &contigs, &bins, judgement)
}

fn judge(contigs: &[Record], bins: &Bins, genomes: &[String]) -> Result<Judgement, CommandError> {
    let mut numbers: BTreeMap<&str, usize> =
        genomes.iter().map(|name| (name.as_str(), 0)).collect();
    numbers.values_mut().enumerate().for_each(|(place, number)| *number = place);
    let genome: Vec<usize> = genomes.iter().map(|name| numbers[name.as_str()]).collect();
    let bases: Vec<u64> = contigs.iter().map(|contig| contig.sequence.len() as u64).collect();
    let binned: Vec<usize> = (0..contigs.len()).filter(|&at| bins.labels[at].is_some()).collect();
    let own = |at: &usize| bins.labels[*at].unwrap_or(bins.bins);
    let all: Vec<usize> = (0..contigs.len()).map(|at| own(&at)).collect();
    let of_binned = if binned.is_empty() {
        None
    } else {
        let truth: Vec<usize> = binned.iter().map(|&at| genome[at]).collect();
        Some(agreement(&truth, &binned.iter().map(own).collect::<Vec<_>>())?)
    };
    Ok(Judgement {
        agreement_of_binned: of_binned,
        agreement: agreement(&genome, &all)?,
        quality: bin_quality(&genome, &bins.labels, &bases)?,
        genomes: numbers.into_keys().map(str::to_owned).collect(),
    })
}

fn say(
    args: &BinArgs,
    contigs: &[Record],
    bins: &Bins,
    judgement: Option<Judgement>,
) -> Result<(), CommandError> {
    let binned = bins.labels.iter().flatten().count();
    if args.json {
        let object = serde_json::json!({
            "method": args.method, "contigs": contigs.len(), "binned": binned,
            "too_short": bins.too_short, "bins": bins.bins, "signal": bins.signal,
            "judgement": judgement,
            "output": args.output.as_ref().map(|path| path.display().to_string()),
        });
        output::line(&object.to_string())?;
        return Ok(());
    }
    let mut rows = vec![
        ("contigs", contigs.len().to_string()),
        ("binned", binned.to_string()),
        ("too short", bins.too_short.to_string()),
        ("bins", bins.bins.to_string()),
    ];
    if let Some(judgement) = judgement {
        let number = |value: f64| format!("{value:.4}");
        rows.extend([
            ("genomes", judgement.quality.genomes.to_string()),
            ("adjusted Rand index", number(judgement.agreement.adjusted_rand_index)),
            (
                "normalised mutual information",
                number(judgement.agreement.normalised_mutual_information),
            ),
            ("purity by bases", number(judgement.quality.base_purity)),
            (
                "bins >= 90 % complete, <= 5 % contaminated",
                judgement.quality.high_quality.to_string(),
            ),
        ]);
    }
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    output::line(&table(&["what", "value"], &rows))?;
    Ok(())
}
