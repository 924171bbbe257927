use crate::cli::report::asks_for_report;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Arguments of `run embed`.
#[derive(Debug, Args)]
pub struct EmbedArgs {
    /// FASTA, plain or compressed
    #[arg(long, value_name = "FILE")]
    pub fasta: PathBuf,
    /// What makes a vector of a sequence
    #[arg(long, value_enum, default_value_t = EmbeddingName::Tnf)]
    pub method: EmbeddingName,
    /// A network in place of a method.
    #[command(flatten)]
    pub network: NetworkArgs,
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
    /// Where the vectors go: a name that ends by .npy or .parquet (which has the names of the sequences, too). A name
    /// that ends by .md or .html gets a report in their place
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write a report with plots beside the vectors: .html holds all, .md has its plots beside it
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// What colours the report's picture: a line a sequence, its name and a label between a tabulator [default:
    /// `class=…` behind the names]
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}

impl EmbedArgs {
    /// The file of vectors that is asked for.
    pub fn vectors(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| !asks_for_report(path))
    }
}

/// A network that makes vectors: the means of its encoder over tokens.
#[derive(Debug, Args)]
pub struct NetworkArgs {
    /// Vectors by the encoder of this run of dna_sequences or masked_sequences
    #[arg(long, value_name = "RUN", conflicts_with_all = ["model", "method", "k", "dimension"])]
    pub run: Option<String>,
    /// The same of a model file or run by its place, or a checkpoint of DNABERT or DNABERT-2: a folder with
    /// config.json, vocab.txt or tokenizer.json, and model.safetensors
    #[arg(long, value_name = "PATH", conflicts_with_all = ["method", "k", "dimension"])]
    pub model: Option<PathBuf>,
    /// Take the mean of both strands, so that a sequence and its reverse complement have one vector
    #[arg(long)]
    pub both_strands: bool,
    /// Where a network runs: cpu, neuron, pjrt:PATH (a PJRT plugin), auto, or reference (the processor, slow)
    #[arg(long, value_name = "DEVICE", default_value = "auto")]
    pub device: String,
    /// Folder of all runs
    #[arg(long, value_name = "DIR", default_value = "runs")]
    pub runs_dir: PathBuf,
}

impl NetworkArgs {
    /// Whether one is asked for.
    pub fn is_some(&self) -> bool {
        self.run.is_some() || self.model.is_some()
    }

    /// The file of weights, as far as their place alone says it.
    pub fn weights(&self) -> Option<PathBuf> {
        let of_run = self.run.as_ref().map(|run| self.runs_dir.join("genomics").join(run));
        let place = of_run.or_else(|| self.model.clone())?;
        Some(if place.is_dir() { place.join("model.safetensors") } else { place })
    }

    /// Whether none is.
    pub fn is_none(&self) -> bool {
        !self.is_some()
    }
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
