use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `run population`.
#[derive(Debug, Args)]
pub struct PopulationArgs {
    /// A VCF, plain or compressed; without any of these three, the embedded 503 samples of the 1000 Genomes
    #[arg(long, value_name = "FILE", conflicts_with_all = ["bcf", "bfile"])]
    pub vcf: Option<PathBuf>,
    /// A BCF
    #[arg(long, value_name = "FILE", conflicts_with = "bfile")]
    pub bcf: Option<PathBuf>,
    /// PLINK files, PREFIX.bed, PREFIX.bim and PREFIX.fam
    #[arg(long, value_name = "PREFIX")]
    pub bfile: Option<PathBuf>,
    /// A table of the samples with their populations, such as the panel of the 1000 Genomes
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// The table's column of populations
    #[arg(long, value_name = "COLUMN", default_value = "pop")]
    pub label: String,
    /// Samples to project onto the others as a panel, and to classify by its populations: VCF, BCF or PLINK's .bed
    #[arg(long, value_name = "FILE")]
    pub query: Option<PathBuf>,
    /// A table of the samples with a phenotype: numbers, or 0 and 1, 1 and 2, control and case
    #[arg(long, value_name = "FILE")]
    pub phenotype: Option<PathBuf>,
    /// The column of the phenotype; the first one without it
    #[arg(long, value_name = "COLUMN", requires = "phenotype")]
    pub phenotype_column: Option<String>,
    /// A table of the samples with numbers to account for; all its columns are taken
    #[arg(long, value_name = "FILE", requires = "phenotype")]
    pub covariates: Option<PathBuf>,
    /// Which statistics, separated by commas; all that apply without it
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub statistics: Vec<StatisticName>,
    /// Ancestral populations; as many as populations are labelled, or 3, without it
    #[arg(long, value_name = "K")]
    pub k: Option<usize>,
    /// Folds in which genotypes are hidden to judge K; 0 leaves it out
    #[arg(long, value_name = "FOLDS", default_value_t = 0)]
    pub folds: usize,
    /// Principal components
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    pub components: usize,
    /// Take all sites for principal components, those in linkage disequilibrium among them
    #[arg(long)]
    pub unpruned: bool,
    /// Sites of a window of pruning
    #[arg(long, value_name = "SITES", default_value_t = 50)]
    pub prune_window: usize,
    /// Sites by which the window moves
    #[arg(long, value_name = "SITES", default_value_t = 5)]
    pub prune_step: usize,
    /// The r² above which one of two sites is removed
    #[arg(long, value_name = "R2", default_value_t = 0.2)]
    pub prune_r2: f64,
    /// Shortest run of homozygosity, in kilobases
    #[arg(long, value_name = "KB", default_value_t = 1000)]
    pub roh_kb: u64,
    /// Sites of a block of the jackknife
    #[arg(long, value_name = "SITES", default_value_t = 100)]
    pub block: usize,
    /// Length of a window of diversity, in kilobases
    #[arg(long, value_name = "KB", default_value_t = 100)]
    pub window_kb: u64,
    /// Seed of ancestry and of folds
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    pub seed: u64,
    /// Write a report with plots: .html holds all, .md has its plots beside it
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write all values as tables into this new folder, a row a site, sample or pair
    #[arg(long, value_name = "FOLDER")]
    pub tables: Option<PathBuf>,
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
}

/// A statistic by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatisticName {
    /// Frequencies, missing genotypes, heterozygosity and inbreeding of samples
    Freq,
    /// Exact test of Hardy–Weinberg proportions
    Hwe,
    /// Pruning by linkage disequilibrium
    Ld,
    /// Principal components
    Pca,
    /// Projection of other samples onto these, and their populations
    Project,
    /// KING-robust kinship
    King,
    /// Runs of homozygosity
    Roh,
    /// Fst by Hudson and by Weir and Cockerham
    Fst,
    /// π, Watterson's θ, Tajima's D, frequency spectrum
    Diversity,
    /// Shares of ancestral populations, and how surely populations are told
    Admixture,
    /// Regression of a phenotype on each site
    Association,
}
