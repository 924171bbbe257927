//! The command line.

mod call;

pub(super) use call::CallArgs;

use clap::{Args, Parser, Subcommand};

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
    /// Call small variants from aligned reads
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics call --bam reads.bam --reference genome.fa --output calls.vcf.gz\n  cargo xtask run genomics call --bam reads.bam --reference genome.fa --regions exome.bed --gvcf --output calls.g.vcf.gz --json"
    )]
    Call(CallArgs),
}
