use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `run evaluate`.
#[derive(Debug, Args)]
pub struct EvaluateArgs {
    /// The truth set, VCF as text, plain or compressed
    #[arg(long, value_name = "FILE")]
    pub truth: PathBuf,
    /// The calls to judge, of the same kind
    #[arg(long, value_name = "FILE")]
    pub calls: PathBuf,
    /// FASTA that both were made on, plain or compressed
    #[arg(long, value_name = "FILE")]
    pub reference: PathBuf,
    /// Where the truth is complete; variants outside count neither as right nor as wrong
    #[arg(long, value_name = "BED")]
    pub confident: Option<PathBuf>,
    /// Regions to count apart, beside the groups that are told from reference and genotype; may be repeated
    #[arg(long, value_name = "NAME=BED")]
    pub strata: Vec<String>,
    /// Sample of the calls [default: the only one]
    #[arg(long, value_name = "NAME")]
    pub sample: Option<String>,
    /// Sample of the truth [default: the only one]
    #[arg(long, value_name = "NAME")]
    pub truth_sample: Option<String>,
    /// Judge calls that failed a filter too
    #[arg(long)]
    pub filtered: bool,
    /// By which quality the curves rank calls
    #[arg(long, value_name = "QUALITY", default_value = "qual")]
    pub score: ScoreName,
    /// Resamples of blocks of the genome, for 95 % intervals
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub bootstrap: usize,
    /// Bases of a block
    #[arg(long, value_name = "BASES", default_value_t = 10_000)]
    pub block: usize,
    /// Seed of the resamples
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Write every variant with its verdict, as VCF; compressed by blocks where the name ends by .gz
    #[arg(long, value_name = "FILE")]
    pub annotated: Option<PathBuf>,
    /// Write a report with plots: .html holds all, .md has its plots beside it
    #[arg(long, value_name = "FILE", alias = "report")]
    pub output: Option<PathBuf>,
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
}

/// Qualities of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ScoreName {
    /// That there is a variant
    Qual,
    /// That the genotype is right
    Gq,
}
