use super::CallNetworkArgs;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `run call`.
#[derive(Debug, Args)]
pub struct CallArgs {
    /// Aligned reads of one sample, sorted by coordinate: BAM, SAM or CRAM; an index is not needed
    #[arg(long, value_name = "FILE", required_unless_present = "train")]
    pub bam: Vec<PathBuf>,
    /// FASTA that the reads were aligned to, plain or compressed
    #[arg(long, value_name = "FILE")]
    pub reference: PathBuf,
    /// Call only in the intervals of this BED file
    #[arg(long, value_name = "BED")]
    pub regions: Option<PathBuf>,
    /// Report positions without a variant too, in blocks; `./.` where no read covers
    #[arg(long)]
    pub gvcf: bool,
    /// Copies of each chromosome
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=2))]
    pub ploidy: u8,
    /// Least QUAL of a variant; 3 where a variant is as likely as none
    #[arg(long, value_name = "Q", default_value_t = 4.0)]
    pub min_qual: f64,
    /// Least mapping quality of a read
    #[arg(long, value_name = "Q", default_value_t = 5)]
    pub min_mapping_quality: u8,
    /// Prior probability that two copies differ by a substitution at a position
    #[arg(long, value_name = "P", default_value_t = 0.001)]
    pub heterozygosity: f64,
    /// The same of an insertion or deletion outside of repeats
    #[arg(long, value_name = "P", default_value_t = 0.0001)]
    pub indel_heterozygosity: f64,
    /// Reads that start where so many lie already are left out
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub max_depth: usize,
    /// Name of the sample [default: of the read groups]
    #[arg(long, value_name = "NAME")]
    pub sample: Option<String>,
    /// Write the calls there, as VCF 4.3; compressed by blocks where the name ends by .gz [default: standard output]. A
    /// name that ends by .md or .html gets a report in their place
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write a report with plots beside the calls: .html holds all, .md has its plots beside it
    #[arg(long, value_name = "FILE", conflicts_with = "train")]
    pub report: Option<PathBuf>,
    /// A summary as one JSON object on standard output; calls only to `--output`
    #[arg(long)]
    pub json: bool,
    /// The network for uncertain calls.
    #[command(flatten)]
    pub network: CallNetworkArgs,
}
