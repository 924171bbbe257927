use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `run expression`.
#[derive(Debug, Args)]
pub struct ExpressionArgs {
    /// Counts: CSV, TSV, GCT, or MTX with its names beside it; plain or gzip [default: the embedded pasilla counts]
    #[arg(long, value_name = "FILE", requires = "samples")]
    pub counts: Option<PathBuf>,
    /// Table of samples: the name of each, as in the counts, and its variables
    #[arg(long, value_name = "FILE", requires = "counts")]
    pub samples: Option<PathBuf>,
    /// What the rows of the counts are; told by the names of the samples where it is not said
    #[arg(long, value_name = "WHAT")]
    pub rows: Option<RowsName>,
    /// Model of the counts, as `~ cell + dex`, `~ batch + age + age:dex`, `~ 0 + group` [default: ~ type + condition]
    #[arg(long, value_name = "FORMULA")]
    pub design: Option<String>,
    /// Level of a factor that the others are compared with; may be repeated [default: the contrast's, or the first]
    #[arg(long, value_name = "VARIABLE=LEVEL")]
    pub reference: Vec<String>,
    /// Compare one level of a factor with another
    #[arg(long, value_name = "VARIABLE,LEVEL,REFERENCE")]
    pub contrast: Option<String>,
    /// Test a coefficient by its name [default: the last]
    #[arg(long, value_name = "NAME", conflicts_with_all = ["contrast", "weights"])]
    pub coefficient: Option<String>,
    /// Test a sum of coefficients, a weight for each
    #[arg(long, value_name = "W,W,…", allow_hyphen_values = true, conflicts_with = "contrast")]
    pub weights: Option<String>,
    /// Test by the ratio of likelihoods whether what this formula leaves out explains anything
    #[arg(long, value_name = "FORMULA", conflicts_with = "shrink")]
    pub reduced: Option<String>,
    /// Draw uncertain fold changes towards zero
    #[arg(long, value_name = "PRIOR")]
    pub shrink: Option<ShrinkName>,
    /// False discovery rate
    #[arg(long, value_name = "RATE", default_value_t = 0.05)]
    pub alpha: f64,
    /// Test whether the size of the log2 fold change exceeds this
    #[arg(long, value_name = "LOG2", conflicts_with = "reduced")]
    pub threshold: Option<f64>,
    /// How dispersions depend on means
    #[arg(long, value_name = "TREND", default_value = "parametric")]
    pub trend: TrendName,
    /// How size factors are estimated
    #[arg(long, value_name = "METHOD", default_value = "ratio")]
    pub size_factors: SizeFactorName,
    /// Replicates from which on outlying counts are replaced; 0 for never
    #[arg(long, value_name = "N", default_value_t = 7)]
    pub replace_outliers: usize,
    /// Keep p-values of genes of which one count decides the fit
    #[arg(long)]
    pub no_cooks_filter: bool,
    /// Adjust p-values over all genes, those of low means too
    #[arg(long)]
    pub no_independent_filter: bool,
    /// Fit N more times with the contrast's variable permuted, and say how many genes are called
    #[arg(long, value_name = "N", requires = "contrast")]
    pub permutations: Option<usize>,
    /// Classify samples by this variable, judged by cross-validation, instead of testing genes
    #[arg(long, value_name = "VARIABLE", conflicts_with_all = ["reduced", "shrink", "report"])]
    pub classify: Option<String>,
    /// Folds of the cross-validation [default: as many as samples, at most 10]
    #[arg(long, value_name = "N", requires = "classify")]
    pub folds: Option<usize>,
    /// Seed of permutations and folds
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    pub seed: u64,
    /// Genes in the table on standard output
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub top: usize,
    /// Write the results of all genes there, separated by tabs; or a report, where the name ends by .md or .html, which
    /// is all that `--classify` writes
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write a report with plots there, as HTML or Markdown by its ending; figures of Markdown lie beside it
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
}

/// What rows are.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum RowsName {
    /// A row for each gene
    Genes,
    /// A row for each sample
    Samples,
}

/// Priors of fold changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShrinkName {
    /// Heavy-tailed: large changes stay as they are
    Apeglm,
    /// Normal
    Normal,
}

/// Trends of dispersions.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum TrendName {
    /// Asymptote plus a term that falls with the mean
    Parametric,
    /// Local regression
    Local,
    /// One for all
    Mean,
}

/// Size factors.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SizeFactorName {
    /// Median of ratios over genes without a zero
    Ratio,
    /// The same over positive counts, where every gene has a zero
    Poscounts,
}
