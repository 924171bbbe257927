//! `run bin`: contigs to genomes.

mod table_of_contigs;

use super::args::BinArgs;
use super::error::CommandError;
use super::report::{Cost, Document, File, Plot, Section, asks_for_report, bars, format_of};
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
    if let Some(path) = args.output.as_deref().filter(|path| asks_for_report(path)) {
        let document = document(args, &contigs, &bins, judgement.as_ref());
        document.write(path, format_of("--output", path)?)?;
    } else if let Some(path) = &args.output {
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
            "cost": costs(contigs),
            "output": args.output.as_ref().map(|path| path.display().to_string()),
        });
        output::line(&object.to_string())?;
        return Ok(());
    }
    output::line(&table(&["what", "value"], &rows(contigs, bins, judgement.as_ref())))?;
    Ok(())
}

/// What was found, as cells.
fn rows(contigs: &[Record], bins: &Bins, judgement: Option<&Judgement>) -> Vec<Vec<String>> {
    let binned = bins.labels.iter().flatten().count();
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
    rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect()
}

/// What binning grows with.
fn costs(contigs: &[Record]) -> Vec<Cost> {
    let bases: usize = contigs.iter().map(|contig| contig.sequence.len()).sum();
    let pairs = contigs.len() as u64 * (contigs.len() as u64).saturating_sub(1) / 2;
    vec![
        Cost::counted("contigs", contigs.len(), "contig"),
        Cost::counted("letters held", bases, "byte"),
        Cost::modelled("pairs of contigs, where neighbours are looked for", pairs, "pair"),
    ]
}

fn document(
    args: &BinArgs,
    contigs: &[Record],
    bins: &Bins,
    judgement: Option<&Judgement>,
) -> Document {
    let mut bases = vec![0_u64; bins.bins];
    for (contig, bin) in contigs.iter().zip(&bins.labels) {
        if let Some(bin) = bin {
            bases[*bin] += contig.sequence.len() as u64;
        }
    }
    let mut named: Vec<(String, f64)> = bases
        .iter()
        .enumerate()
        .map(|(bin, &bases)| ((bin + 1).to_string(), bases as f64))
        .collect();
    named.sort_by(|a, b| b.1.total_cmp(&a.1));
    let about = format!("{} contigs in {} bins by {}.", contigs.len(), bins.bins, args.method);
    let mut document = Document::new("Bins", &format!("`{}`", args.fasta.display()), about);
    document.sections = vec![Section {
        title: "Bins",
        method: "Contigs are compared by the frequencies of their 4-mers on either strand, for all methods but tnf-k-means \
                 in a metric that is learnt from halves of contigs, and by coverage where it is given. k-means (Lloyd, \
                 IEEE Trans. Inf. Theory 28 (1982) 129), mixture (Gaussians by EM; Dempster, Laird and Rubin, J. R. \
                 Stat. Soc. B 39 (1977) 1), hdbscan (Campello, Moulavi and Sander, PAKDD 2013), leiden (Traag, Waltman \
                 and van Eck, Sci. Rep. 9 (2019) 5233). The adjusted Rand index is Hubert and Arabie's (J. Classif. 2 \
                 (1985) 193).",
        lines: Vec::new(),
        tables: vec![(vec!["what", "value"], rows(contigs, bins, judgement))],
        plots: vec![Plot {
            name: "bins",
            caption: "Bases of the bins, the largest first",
            svg: bars(&named, "bin", "bases"),
        }],
    }];
    document.files = vec![File::of("contigs", &args.fasta)];
    document.files.extend(args.coverage.as_deref().map(|path| File::of("coverage", path)));
    document.files.extend(args.labels.as_deref().map(|path| File::of("genomes", path)));
    document.costs = costs(contigs);
    document
}
