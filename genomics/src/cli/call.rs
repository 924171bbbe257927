//! `run call`: variants from aligned reads.

mod distributions;
mod report;
mod training;

use super::args::CallArgs;
use super::error::CommandError;
use super::report::{Cost, asks_for_report, reports_asked};
use distributions::Distributions;
use neuron_call_network::{CallNetwork, CallNetworkError, NetworkOpinion};
use neuron_command_line::{CommandLineError, file, output, table};
use neuron_rt::{Device, DeviceRequest};
use neuron_sequence_files::{Limits, fasta};
use neuron_variant_calling::vcf::{self, VcfFile};
use neuron_variant_calling::{
    AlignmentFile, CallSummary, CallingOptions, Ploidy, Progress, Reference, Regions,
    SecondOpinion, call_variants_with,
};
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::path::Path;

/// Most bytes of a BED file.
const MOST_REGIONS: u64 = 1 << 30;
/// Positions between two notes on progress.
const NOTE_EVERY: usize = 10_000_000;
/// Characters that are written together.
const TOGETHER: usize = 1 << 16;

/// Calls the variants of a file and writes them.
pub(super) fn run(args: &CallArgs) -> Result<(), CommandError> {
    let reports = reports_asked(args.report.as_deref(), args.output.as_deref())?;
    let reference = reference(&args.reference)?;
    let regions = match &args.regions {
        Some(path) => {
            Regions::from_bed(&path.display().to_string(), &file::read(path, MOST_REGIONS)?)?
        }
        None => Regions::everywhere(),
    };
    let options = options(args);
    if let Some(model) = &args.network.train {
        return training::run(args, model, &reference, &regions, options);
    }
    let [bam] = &args.bam[..] else {
        return Err(CommandError::from(CommandLineError::Flag {
            flag: "--bam",
            found: format!("given {} times", args.bam.len()),
            expected: "one file; several are for `--train`".to_owned(),
        }));
    };
    let network = args.network.network.as_deref().map(CallNetwork::load).transpose()?;
    let device = match network {
        Some(_) => Some(device(&args.network.device)?),
        None => None,
    };
    let mut opinion = match (&network, &device) {
        (Some(network), Some(device)) => Some(NetworkOpinion::new(network, device)?),
        _ => None,
    };
    let judged_by = network.as_ref().map(CallNetwork::description);
    let opinion = opinion.as_mut().map(|opinion| opinion as &mut dyn SecondOpinion);
    let reads = AlignmentFile::open_within(bam, &reference, &regions)?;
    for warning in reads.warnings() {
        output::notice(warning);
    }
    let sample = match &args.sample {
        Some(name) => name.clone(),
        None => reads.sample()?.to_owned(),
    };
    let contigs: Vec<(String, usize)> =
        reads.contigs().map(|(name, length)| (name.to_owned(), length)).collect();
    let contigs = contigs.iter().map(|(name, length)| (name.as_str(), *length));
    let mut notes = Notes { last: 0, wanted: std::io::stderr().is_terminal() };
    let mut progress = |progress: &Progress| notes.take(progress);
    let mut found = Distributions::default();
    let written_to = args.output.as_deref().filter(|path| !asks_for_report(path));
    let printed = !args.json && args.output.is_none();
    let mut summary = match written_to {
        Some(path) => {
            let blocks = options.reference_blocks;
            let mut file = VcfFile::create(
                path,
                contigs,
                &sample,
                options.ploidy,
                blocks,
                judged_by.as_deref(),
            )?;
            let mut sink = |record| {
                found.count(&record);
                file.write(&record)
            };
            let (sink, progress) = (&mut sink, &mut progress);
            let summary =
                call_variants_with(reads, &reference, &regions, &options, opinion, sink, progress)?;
            file.finish()?;
            summary
        }
        None => {
            let mut text =
                vcf::header(contigs, &sample, options.reference_blocks, judged_by.as_deref());
            let mut written = Ok(());
            let mut sink = |record| {
                found.count(&record);
                if printed && written.is_ok() {
                    text += &vcf::line(&record, options.ploidy);
                    text.push('\n');
                    if text.len() >= TOGETHER {
                        written = output::line(text.trim_end());
                        text.clear();
                    }
                }
                Ok(())
            };
            let (sink, progress) = (&mut sink, &mut progress);
            let summary =
                call_variants_with(reads, &reference, &regions, &options, opinion, sink, progress)?;
            written?;
            if printed && !text.is_empty() {
                output::line(text.trim_end())?;
            }
            summary
        }
    };
    summary.sample = sample;
    let costs = report::costs(&summary, &reference);
    for (path, format) in reports {
        let judged_by = judged_by.as_deref();
        let (what, costs) = ((&summary, &found), costs.clone());
        report::document(args, &options, what, judged_by, costs).write(path, format)?;
    }
    if args.json {
        output::line(&as_json(&summary, args, &costs).to_string())?;
    } else if !printed {
        output::line(&as_text(&summary, written_to))?;
    }
    Ok(())
}

/// The device that a network runs on.
fn device(name: &str) -> Result<Device, CommandError> {
    let request: DeviceRequest = name.parse().map_err(CallNetworkError::from)?;
    let (device, chosen) = Device::open(&request).map_err(CallNetworkError::from)?;
    if let Some(chosen) = chosen {
        output::notice(&chosen);
    }
    Ok(device)
}

/// Contigs of a FASTA file.
fn reference(path: &Path) -> Result<Reference, CommandError> {
    let reader = fasta::Reader::open(path, Limits::default())?.of(fasta::Alphabet::Nucleotides);
    let records = reader.read_all()?;
    Ok(Reference::new(records.into_iter().map(|record| (record.name, record.sequence)))?)
}

fn options(args: &CallArgs) -> CallingOptions {
    let mut options = CallingOptions::default();
    options.ploidy = if args.ploidy == 1 { Ploidy::Haploid } else { Ploidy::Diploid };
    options.min_quality = args.min_qual;
    options.min_mapping_quality = args.min_mapping_quality;
    options.heterozygosity = args.heterozygosity;
    options.indel_heterozygosity = args.indel_heterozygosity;
    options.max_depth = args.max_depth;
    options.reference_blocks = args.gvcf;
    options
}

/// Says now and then how far it is, to whoever sits before a terminal.
struct Notes {
    last: usize,
    wanted: bool,
}

impl Notes {
    fn take(&mut self, progress: &Progress) {
        if progress.done < self.last {
            self.last = 0;
        }
        if self.wanted && progress.done - self.last >= NOTE_EVERY {
            self.last = progress.done;
            output::notice(&format!(
                "`{}`: {} of {} positions, {} reads",
                progress.contig, progress.done, progress.length, progress.reads
            ));
        }
    }
}

fn as_json(summary: &CallSummary, args: &CallArgs, costs: &[Cost]) -> Value {
    let mut value = serde_json::to_value(summary).expect("numbers and a name are JSON");
    value["cost"] = json!(costs);
    value["report"] = json!(args.report.as_ref().map(|path| path.display().to_string()));
    value["transition_ratio"] = json!(summary.transition_ratio());
    value["output"] = json!(args.output.as_ref().map(|path| path.display().to_string()));
    value
}

/// Sites of each kind as cells.
fn kinds(summary: &CallSummary) -> [Vec<String>; 2] {
    let row = |name: &str, all: u64, heterozygous: u64, homozygous: u64| {
        vec![name.to_owned(), all.to_string(), heterozygous.to_string(), homozygous.to_string()]
    };
    let indels = summary.variants - summary.substitutions;
    [
        row(
            "substitutions",
            summary.substitutions,
            summary.heterozygous_substitutions,
            summary.homozygous_substitutions,
        ),
        row(
            "insertions and deletions",
            indels,
            summary.heterozygous_indels,
            summary.homozygous_indels,
        ),
    ]
}

fn as_text(summary: &CallSummary, path: Option<&Path>) -> String {
    let ratio = summary.transition_ratio().map_or("none".to_owned(), |ratio| format!("{ratio:.2}"));
    let place = path.map_or_else(String::new, |path| format!(" in `{}`", path.display()));
    let mut text = format!(
        "{} variants of `{}` from {} reads{place}\n\n{}\n\ntransitions for each transversion: {ratio}",
        summary.variants,
        summary.sample,
        summary.reads,
        table(&["", "sites", "heterozygous", "homozygous"], &kinds(summary)),
    );
    if summary.reference_blocks > 0 {
        text += &format!(
            "\n{} blocks without a variant; {} positions that no read covers",
            summary.reference_blocks, summary.uncovered
        );
    }
    text
}
