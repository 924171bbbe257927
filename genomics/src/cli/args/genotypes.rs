use clap::Args;
use neuron_sequence_files::Region;
use std::path::PathBuf;

/// Arguments of `run genotypes`.
#[derive(Debug, Args)]
pub struct GenotypesArgs {
    /// A VCF, plain or compressed; without any of these three, the embedded 503 samples of the 1000 Genomes
    #[arg(long, value_name = "FILE", conflicts_with_all = ["bcf", "bfile"])]
    pub vcf: Option<PathBuf>,
    /// A BCF
    #[arg(long, value_name = "FILE", conflicts_with = "bfile")]
    pub bcf: Option<PathBuf>,
    /// PLINK files, PREFIX.bed, PREFIX.bim and PREFIX.fam
    #[arg(long, value_name = "PREFIX")]
    pub bfile: Option<PathBuf>,
    /// Only sites that lie in it, as chr20:1000000-1500000
    #[arg(long, value_name = "REGION")]
    pub region: Option<Region>,
    /// Only samples that this file names, one a line
    #[arg(long, value_name = "FILE")]
    pub samples: Option<PathBuf>,
    /// Only sites with exactly one alternate allele
    #[arg(long)]
    pub biallelic: bool,
    /// Only sites of which every allele is one base
    #[arg(long)]
    pub snps: bool,
    /// Only sites whose FILTER is PASS or `.`
    #[arg(long)]
    pub pass: bool,
    /// Only sites with at least this QUAL
    #[arg(long, value_name = "QUAL")]
    pub min_quality: Option<f64>,
    /// Leave out sites with symbolic alleles and breakends
    #[arg(long)]
    pub without_symbolic: bool,
    /// Leave out sites with the allele `*`
    #[arg(long)]
    pub without_spanning: bool,
    /// A table of the samples, such as the panel of the 1000 Genomes; says which samples it has not, and which more
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// The column of the table
    #[arg(long, value_name = "COLUMN", default_value = "pop")]
    pub label: String,
    /// Write the genotypes; the name's end says as what: .vcf, .vcf.gz, .vcf.bgz, .bcf or .bed
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
}
