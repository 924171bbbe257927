use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `run simulate-reads`.
#[derive(Debug, Args)]
pub struct SimulateReadsArgs {
    /// FASTA to plant variants on, plain or compressed [default: a made-up genome with repeats]
    #[arg(long, value_name = "FILE")]
    pub reference: Option<PathBuf>,
    /// Bases of the made-up genome
    #[arg(long, value_name = "N", default_value_t = 1_000_000, conflicts_with = "reference")]
    pub bases: usize,
    /// Substitutions of one base, per base
    #[arg(long, value_name = "RATE", default_value_t = 0.001)]
    pub snp_rate: f64,
    /// Insertions and deletions, per base
    #[arg(long, value_name = "RATE", default_value_t = 0.000_15)]
    pub indel_rate: f64,
    /// Substitutions of two or three bases in a row, per base
    #[arg(long, value_name = "RATE", default_value_t = 0.000_02)]
    pub mnp_rate: f64,
    /// Share of the insertions and deletions that change the number of units of a repeat
    #[arg(long, value_name = "SHARE", default_value_t = 0.5)]
    pub repeat_share: f64,
    /// Share of the variants on one copy only
    #[arg(long, value_name = "SHARE", default_value_t = 2.0 / 3.0)]
    pub heterozygous: f64,
    /// Reads that cover a base, in the mean
    #[arg(long, value_name = "N", default_value_t = 30.0)]
    pub coverage: f64,
    /// Bases of a read
    #[arg(long, value_name = "N", default_value_t = 150)]
    pub length: usize,
    /// Mean probability of a wrong base; it grows threefold along a read
    #[arg(long, value_name = "P", default_value_t = 0.01)]
    pub error: f64,
    /// Mean length of a fragment
    #[arg(long, value_name = "BASES", default_value_t = 350.0)]
    pub insert: f64,
    /// Standard deviation of it
    #[arg(long, value_name = "BASES", default_value_t = 50.0)]
    pub insert_deviation: f64,
    /// Read fragments from one end only
    #[arg(long)]
    pub single: bool,
    /// How indels near the ends of reads are aligned in the BAM file
    #[arg(long, value_name = "HOW", default_value = "true")]
    pub aligned_ends: AlignedEndsName,
    /// Name of the sample
    #[arg(long, value_name = "NAME", default_value = "synthetic")]
    pub sample: String,
    /// Seed of every draw
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Folder to write, which must not be there yet
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
}

/// What becomes of indels near the ends of reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AlignedEndsName {
    /// As the bases truly lie
    True,
    /// As they score best with BWA-MEM's scores: mismatches or a clip instead of an indel that few bases support
    Scored,
}
