//! The command line.

mod call;
mod evaluate;
mod simulate_reads;
mod genotypes;

pub(super) use call::CallArgs;
pub(super) use evaluate::{EvaluateArgs, ScoreName};
pub(super) use simulate_reads::{AlignedEndsName, SimulateReadsArgs};
pub(super) use genotypes::GenotypesArgs;

use clap::{Args, Parser, Subcommand};
use neuron_tasks::TaskCommand;

/// Sequences, variants, populations and expression.
#[derive(Debug, Parser)]
#[command(name = "neuron-genomics", version, propagate_version = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// What is trained.
    #[command(flatten)]
    Task(Box<TaskCommand>),
    /// Run an analysis that trains nothing
    Run(RunArgs),
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Which analysis
    #[command(subcommand)]
    pub analysis: Analysis,
}

/// The analyses.
#[derive(Debug, Subcommand)]
pub enum Analysis {
    /// Say what a file of genotypes holds, and write it in another format
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics genotypes --vcf cohort.vcf.gz --labels samples.panel\n  cargo xtask run genomics genotypes --vcf cohort.vcf.gz --region chr20:1000000-4000000 --biallelic --output chr20.bed\n  cargo xtask run genomics genotypes --bfile chr20 --samples names.txt --output part.vcf.gz --json"
    )]
    Genotypes(GenotypesArgs),
    /// Call small variants from aligned reads
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics call --bam reads.bam --reference genome.fa --output calls.vcf.gz\n  cargo xtask run genomics call --bam reads.bam --reference genome.fa --regions exome.bed --gvcf --output calls.g.vcf.gz --json"
    )]
    Call(CallArgs),
    /// Judge calls against a truth set, by haplotype
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics evaluate --truth truth.vcf.gz --calls calls.vcf.gz --reference genome.fa\n  cargo xtask run genomics evaluate --truth truth.vcf.gz --calls calls.vcf.gz --reference genome.fa --confident sure.bed --strata exome=exome.bed --bootstrap 1000\n  cargo xtask run genomics evaluate --truth truth.vcf.gz --calls calls.vcf.gz --reference genome.fa --annotated judged.vcf.gz --report report.md --json"
    )]
    Evaluate(EvaluateArgs),
    /// Simulate reads of planted variants, labelled synthetic, with their truth
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics simulate-reads --output made\n  cargo xtask run genomics simulate-reads --reference genome.fa --coverage 8 --error 0.02 --seed 7 --output made\n  cargo xtask run genomics simulate-reads --bases 200000 --indel-rate 0.001 --repeat-share 0.8 --aligned-ends scored --output made --json"
    )]
    SimulateReads(SimulateReadsArgs),
}
