use clap::Args;
use std::path::PathBuf;

/// Arguments of `run call` that are about the network for uncertain calls.
#[derive(Debug, Args)]
#[command(next_help_heading = "A network for uncertain calls")]
pub struct CallNetworkArgs {
    /// Have calls that are not certain judged by this network, which `--train` has written
    #[arg(long, value_name = "MODEL", conflicts_with_all = ["train", "ploidy"])]
    pub network: Option<PathBuf>,
    /// Train a network and write it there, on reads that are simulated, or on `--bam` and `--truth`
    #[arg(long, value_name = "MODEL", conflicts_with_all = ["output", "gvcf", "ploidy", "sample"])]
    pub train: Option<PathBuf>,
    /// The variants of `--bam` to learn from; of several files one for all, or one for each
    #[arg(long, value_name = "VCF", requires = "train", requires = "bam")]
    pub truth: Vec<PathBuf>,
    /// Depths of the reads that are simulated to learn from, and to judge the network by
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_values_t = [8.0, 15.0, 30.0])]
    pub depths: Vec<f64>,
    /// Samples that are simulated at each depth, to learn from and again to judge by
    #[arg(long, value_name = "N", default_value_t = 4)]
    pub samples: usize,
    /// Most bases of the reference of which reads are simulated
    #[arg(long, value_name = "N", default_value_t = 2_000_000)]
    pub most_bases: usize,
    /// Passes over the calls that are learned from
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub epochs: u32,
    /// Judge calls whose likeliest genotype is less certain than this (phred)
    #[arg(long, value_name = "Q", default_value_t = 20.0)]
    pub threshold: f64,
    /// Seed of every draw
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Where the network runs: cpu, neuron, pjrt:PATH (a PJRT plugin), auto, or reference (slow and unfused)
    #[arg(long, value_name = "DEVICE", default_value = "auto")]
    pub device: String,
}
