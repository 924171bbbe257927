use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `run embed`.
#[derive(Debug, Args)]
pub struct EmbedArgs {
    /// FASTA, plain or compressed
    #[arg(long, value_name = "FILE")]
    pub fasta: PathBuf,
    /// What makes a vector of a sequence
    #[arg(long, value_enum, default_value_t = EmbeddingName::Tnf)]
    pub method: EmbeddingName,
    /// Bases of a word; kmer 6, lsh and projection 15 where it is not given
    #[arg(long, value_name = "N")]
    pub k: Option<usize>,
    /// Numbers of a vector of lsh (64) and projection (256)
    #[arg(long, value_name = "N")]
    pub dimension: Option<usize>,
    /// Sequences from the beginning of the file that lsh learns from
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub learn_from: usize,
    /// Sequences that are embedded at a time
    #[arg(long, value_name = "N", default_value_t = 1024)]
    pub batch: usize,
    /// Seed of hyperplanes, signs and draws
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Where the vectors go: a name that ends by .npy or .parquet (which has the names of the sequences, too)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}

/// What makes a vector of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EmbeddingName {
    /// Shares of words of one strand
    Kmer,
    /// Shares of the 136 tetranucleotides of both strands
    Tnf,
    /// Vectors of words learnt from their neighbours (LSHVec)
    Lsh,
    /// Words of both strands under random signs
    Projection,
}
