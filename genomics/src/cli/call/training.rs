//! `run call --train`: a network for uncertain calls.

use super::super::args::CallArgs;
use super::super::error::CommandError;
use super::super::whole_file::check_place;
use super::device;
use neuron_call_network::NetworkConfig;
use neuron_call_network::training::{Supplied, Training, TrainingReport, Truth};
use neuron_command_line::{CommandLineError, output, table};
use neuron_sequence_files::compression;
use neuron_variant_calling::{CallingOptions, Reference, Regions};
use neuron_variant_evaluation as evaluation;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// Trains, writes the network and says what it came to.
pub(super) fn run(
    args: &CallArgs,
    model: &Path,
    reference: &Reference,
    regions: &Regions,
    options: CallingOptions,
) -> Result<(), CommandError> {
    let network = &args.network;
    let training = Training {
        config: NetworkConfig { threshold: network.threshold, ..NetworkConfig::default() },
        reference,
        regions,
        supplied: supplied(args, reference)?,
        depths: network.depths.clone(),
        samples: network.samples,
        most_bases: network.most_bases,
        epochs: network.epochs,
        seed: network.seed,
        options,
    };
    // A network takes its time.
    check_place("--train", model)?;
    let device = device(&network.device)?;
    let (trained, report) = training.run(&device, &mut |text| output::notice(text))?;
    trained.save(model)?;
    if args.json {
        let mut line = serde_json::to_value(&report).expect("numbers are JSON");
        line["analysis"] = json!("call --train");
        line["network"] = json!(model.display().to_string());
        line["description"] = json!(trained.description());
        line["seed"] = json!(network.seed);
        output::line(&line.to_string())?;
    } else {
        output::line(&text(&report, model))?;
    }
    Ok(())
}

/// Files of reads, each with its truth.
fn supplied(args: &CallArgs, reference: &Reference) -> Result<Vec<Supplied>, CommandError> {
    let (reads, truths) = (&args.bam, &args.network.truth);
    if truths.len() != reads.len() && truths.len() != 1 && !reads.is_empty() {
        return Err(CommandError::from(CommandLineError::Flag {
            flag: "--truth",
            found: format!("{} files for {} of `--bam`", truths.len(), reads.len()),
            expected: "one for all, or one for each".to_owned(),
        }));
    }
    if reads.is_empty() {
        return Ok(Vec::new());
    }
    let bases = reference.contigs().map(|(name, bases)| (name.to_owned(), bases.to_vec()));
    let reference = Arc::new(evaluation::Reference::new(bases.collect())?);
    let read = |path: &Path| -> Result<Truth, CommandError> {
        let name = path.display().to_string();
        let opened = compression::open(path)?;
        let calls = evaluation::CallReader::new(opened.reader, &name, None)?;
        let prepared = evaluation::prepare(calls, &name, &reference, false)?;
        Ok(Truth::new(&reference, &prepared))
    };
    let known = truths.iter().map(|path| read(path)).collect::<Result<Vec<Truth>, _>>()?;
    let of = |at: usize| known[if known.len() == 1 { 0 } else { at }].clone();
    let all = reads.iter().enumerate();
    Ok(all.map(|(at, reads)| Supplied { reads: reads.clone(), truth: of(at) }).collect())
}

fn text(report: &TrainingReport, model: &Path) -> String {
    let number = |value: Option<f64>| value.map_or("–".to_owned(), |value| format!("{value:.4}"));
    let rows: Vec<Vec<String>> = report
        .scores
        .iter()
        .map(|scored| {
            vec![
                format!("{}", scored.depth),
                scored.snps.to_string(),
                number(scored.without.snp_f1),
                number(scored.with.snp_f1),
                scored.indels.to_string(),
                number(scored.without.indel_f1),
                number(scored.with.indel_f1),
            ]
        })
        .collect();
    let from = if report.simulated { "simulated reads" } else { "the reads given" };
    let [learned, held] = [report.learned_from, report.held_out]
        .map(|[none, one, two]| format!("{} (0/0 {none}, 0/1 {one}, 1/1 {two})", none + one + two));
    let header = ["depth, simulated", "SNPs", "F1 without", "with", "indels", "F1 without", "with"];
    format!(
        "a network of {} weights in `{}`, from {from}\n\
         learned from {learned} uncertain calls, chosen and calibrated by {held}\n\
         loss of the latter: {:.4} without, {:.4} with the network; temperature {:.3}\n\n{}",
        report.parameters,
        model.display(),
        report.loss_without,
        report.loss_with,
        report.temperature,
        table(&header, &rows),
    )
}
