use clap::Args;
use std::path::PathBuf;

/// Arguments of `run region`.
#[derive(Debug, Args)]
pub struct RegionArgs {
    /// VCF, BED, GFF or GTF, sorted and compressed by bgzip, or BCF, BAM or CRAM, which give lines of VCF and SAM: a
    /// path, an address, `s3://bucket/key`, or `catalogue:NAME` of 1000genomes-phase3, 1000genomes-high-coverage, giab-hg001 and giab-hg002
    #[arg(long, value_name = "FILE")]
    pub source: String,
    /// As `chr20:1000001-1500000`, counted from 1, both ends inside
    #[arg(long)]
    pub region: String,
    /// Index of the source, TBI, CSI, BAI or CRAI: a path or an address [default: beside it]
    #[arg(long, value_name = "FILE")]
    pub index: Option<String>,
    /// FASTA that the reads of a CRAM file were aligned to, plain or compressed
    #[arg(long, value_name = "FASTA")]
    pub reference: Option<PathBuf>,
    /// Where the objects of buckets lie: a mirror with the bucket's layout
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Write header and records there; compressed by blocks where the name ends in .gz [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What was found and moved as one JSON object on standard output; records only to `--output`
    #[arg(long)]
    pub json: bool,
}
