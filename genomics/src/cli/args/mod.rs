//! The command line.

mod baselines;
mod bin;
mod call;
mod call_network;
mod embed;
mod evaluate;
mod expression;
mod genotypes;
mod population;
mod region;
mod sample_sizes;
mod sequences;
mod simulate_reads;
mod taxonomy;

pub(super) use baselines::BaselinesArgs;
pub(super) use bin::BinArgs;
pub(super) use call::CallArgs;
pub(super) use call_network::CallNetworkArgs;
pub(super) use embed::{EmbedArgs, EmbeddingName, NetworkArgs};
pub(super) use evaluate::{EvaluateArgs, ScoreName};
pub(super) use expression::{ExpressionArgs, RowsName, ShrinkName, SizeFactorName, TrendName};
pub(super) use genotypes::GenotypesArgs;
pub(super) use population::{PopulationArgs, StatisticName};
pub(super) use region::RegionArgs;
pub use sample_sizes::ArgumentsWithSizes;
pub(super) use sequences::SequencesArgs;
pub(super) use simulate_reads::{AlignedEndsName, SimulateReadsArgs};
pub(super) use taxonomy::TaxonomyArgs;

use clap::{Args, Parser, Subcommand};
use neuron_tasks::{FetchArgs, TaskCommand};

/// Sequences, variants, populations and expression.
#[derive(Debug, Parser)]
#[command(name = "neuron-genomics", version, propagate_version = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring datasets here; without a name, list them
    #[command(
        after_help = "Examples:\n  cargo xtask fetch genomics\n  cargo xtask fetch genomics shapeit4-example\n  cargo xtask fetch genomics shapeit4-example --check --json"
    )]
    Fetch(FetchArgs),
    /// What is trained.
    #[command(flatten)]
    Task(Box<TaskCommand>),
    /// Run an analysis that trains nothing
    Run(Box<RunArgs>),
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Which analysis
    #[command(subcommand)]
    pub analysis: Analysis,
}

/// The analyses.
#[derive(Debug, Subcommand)]
pub enum Analysis {
    /// Turn each sequence of a FASTA file into a vector, in constant memory
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics embed --fasta contigs.fa.gz --output vectors.npy --report report.html --labels genomes.tsv\n  cargo xtask run genomics embed --fasta contigs.fa.gz --method lsh --dimension 100 --output vectors.parquet --json\n  cargo xtask run genomics embed --fasta contigs.fa.gz --run first --output vectors.parquet\n  cargo xtask run genomics embed --fasta contigs.fa.gz --model dnabert6 --both-strands --output vectors.npy"
    )]
    Embed(EmbedArgs),
    /// Bin contigs: find those that are of one genome
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics bin --fasta contigs.fa.gz --output bins.tsv\n  cargo xtask run genomics bin --fasta contigs.fa.gz --coverage depth.tsv --labels genomes.tsv --method leiden --json"
    )]
    Bin(BinArgs),
    /// Assign genes, such as 16S rRNA, to taxa
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics taxonomy --train rRNA16S.gold.fasta --query genes.fasta --output taxa.tsv\n  cargo xtask run genomics taxonomy --train rRNA16S.gold.fasta --folds 5"
    )]
    Taxonomy(TaxonomyArgs),
    /// Classify the embedded splice junctions without a network: what a network has to be better than
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics baselines\n  cargo xtask run genomics baselines --folds 5 --seed 1 --json"
    )]
    Baselines(BaselinesArgs),
    /// Which genes differ between samples, by the model of DESeq2; or a classifier of samples
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics expression\n  cargo xtask run genomics expression --counts counts.tsv --samples samples.csv --design '~ cell + dex' --contrast dex,trt,untrt --shrink apeglm --report report.html\n  cargo xtask run genomics expression --design '~ type + condition' --reduced '~ type' --output results.tsv --json\n  cargo xtask run genomics expression --classify condition"
    )]
    Expression(Box<ExpressionArgs>),
    /// Records of a region, of a local file or one on a server, of which only the blocks are fetched that hold them
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics region --source catalogue:1000genomes-phase3 --region 20:1000001-1500000 --output part.vcf.gz\n  cargo xtask run genomics region --source s3://giab/release/AshkenazimTrio/HG002_NA24385_son/NISTv4.2.1/GRCh38/HG002_GRCh38_1_22_v4.2.1_benchmark.vcf.gz --region chr20:1-500000\n  cargo xtask run genomics region --source calls.vcf.gz --region chr20:1-500000 --json\n  cargo xtask run genomics region --source reads.cram --reference genome.fa --region chr20:1-500000 --output part.sam"
    )]
    Region(RegionArgs),
    /// Sum up a FASTA file: records, lengths, N50, GC, ambiguous bases
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics sequences --fasta genome.fa.gz\n  cargo xtask run genomics sequences --fasta genome.fa.gz --json"
    )]
    Sequences(SequencesArgs),
    /// Say what a file of genotypes holds, and write it in another format
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics genotypes --vcf cohort.vcf.gz --labels samples.panel\n  cargo xtask run genomics genotypes --vcf cohort.vcf.gz --region chr20:1000000-4000000 --biallelic --output chr20.bed\n  cargo xtask run genomics genotypes --bfile chr20 --samples names.txt --output part.vcf.gz --json"
    )]
    Genotypes(GenotypesArgs),
    /// Say what genotypes tell of populations: structure, kinship, diversity, ancestry, association
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics population\n  cargo xtask run genomics population --vcf cohort.vcf.gz --labels samples.panel --output report.html\n  cargo xtask run genomics population --bfile chr20 --statistics freq,hwe,king --tables values --json\n  cargo xtask run genomics population --query mine.vcf.gz --statistics project\n  cargo xtask run genomics population --vcf cohort.vcf.gz --phenotype height.tsv --covariates age.tsv --statistics association"
    )]
    Population(Box<PopulationArgs>),
    /// Call small variants from aligned reads
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics call --bam reads.bam --reference genome.fa --output calls.vcf.gz --report report.html\n  cargo xtask run genomics call --bam reads.bam --reference genome.fa --regions exome.bed --gvcf --output calls.g.vcf.gz --json\n  cargo xtask run genomics call --train network.safetensors --reference genome.fa --depths 8,15,30 --seed 1\n  cargo xtask run genomics call --train network.safetensors --reference genome.fa --bam reads.bam --truth truth.vcf.gz --regions sure.bed\n  cargo xtask run genomics call --bam reads.bam --reference genome.fa --network network.safetensors --output calls.vcf.gz"
    )]
    Call(CallArgs),
    /// Judge calls against a truth set, by haplotype
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics evaluate --truth truth.vcf.gz --calls calls.vcf.gz --reference genome.fa\n  cargo xtask run genomics evaluate --truth truth.vcf.gz --calls calls.vcf.gz --reference genome.fa --confident sure.bed --strata exome=exome.bed --bootstrap 1000\n  cargo xtask run genomics evaluate --truth truth.vcf.gz --calls calls.vcf.gz --reference genome.fa --annotated judged.vcf.gz --output report.html --json"
    )]
    Evaluate(EvaluateArgs),
    /// Simulate reads of planted variants, labelled synthetic, with their truth
    #[command(
        after_help = "Examples:\n  cargo xtask run genomics simulate-reads --output made\n  cargo xtask run genomics simulate-reads --reference genome.fa --coverage 8 --error 0.02 --seed 7 --output made\n  cargo xtask run genomics simulate-reads --bases 200000 --indel-rate 0.001 --repeat-share 0.8 --aligned-ends scored --output made --json"
    )]
    SimulateReads(SimulateReadsArgs),
}
