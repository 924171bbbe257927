use clap::Args;
use std::path::PathBuf;

/// Arguments of `run sequences`.
#[derive(Debug, Args)]
pub struct SequencesArgs {
    /// FASTA, plain or compressed
    #[arg(long, value_name = "FILE")]
    pub fasta: PathBuf,
    /// Write a report with a plot: .html holds all, .md has its plot beside it
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}
