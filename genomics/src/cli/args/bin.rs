use clap::Args;
use std::path::PathBuf;

/// Arguments of `run bin`.
#[derive(Debug, Args)]
pub struct BinArgs {
    /// Contigs: FASTA, plain or compressed
    #[arg(long, value_name = "FILE")]
    pub fasta: PathBuf,
    /// Coverage: a line a contig, its name and a number for each sample, between tabulators
    #[arg(long, value_name = "FILE")]
    pub coverage: Option<PathBuf>,
    /// The genomes that contigs are of, to judge the bins: a line a contig, its name and that of its genome
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// tnf-k-means (the baseline), k-means, mixture, hdbscan or leiden
    #[arg(long, default_value = "leiden")]
    pub method: String,
    /// How many bins there are to be; where it is not given, as many as leiden finds (hdbscan does not ask)
    #[arg(long, value_name = "N")]
    pub bins: Option<usize>,
    /// Contigs with fewer bases are left unbinned
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub least_bases: usize,
    /// Leiden's resolution where the number of bins is not given: the larger, the more bins
    #[arg(long, value_name = "R", default_value_t = 1.0)]
    pub resolution: f64,
    /// The least contigs of a bin of hdbscan
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub least_size: usize,
    /// Seed of what is drawn
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Where the bins go: a line a contig, its name and its bin, or - for none; a report, where the name ends by .md or
    /// .html
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}
