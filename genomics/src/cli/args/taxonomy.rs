use clap::Args;
use std::path::PathBuf;

/// Arguments of `run taxonomy`.
#[derive(Debug, Args)]
pub struct TaxonomyArgs {
    /// Genes whose description ends by their lineage, as `Bacteria; Firmicutes; Bacilli; …`: FASTA
    #[arg(long, value_name = "FILE")]
    pub train: PathBuf,
    /// Genes to assign: FASTA
    #[arg(long, value_name = "FILE", required_unless_present = "folds")]
    pub query: Option<PathBuf>,
    /// naive-bayes (the RDP classifier), nearest or combined
    #[arg(long, default_value = "combined")]
    pub method: String,
    /// The rank to assign, counted from 1 for the widest: 5 is the family of domain to genus
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub rank: usize,
    /// Judge all methods on the training genes: lineages in so many folds, each assigned by what the others teach
    #[arg(long, value_name = "N", conflicts_with = "query")]
    pub folds: Option<usize>,
    /// Seed of the folds, and of the draw by which the combined method weighs its scores
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Where the taxa go: a line a gene, its name, its lineage down to the rank, and the lead of the score; a report,
    /// where the name ends by .md or .html
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}
