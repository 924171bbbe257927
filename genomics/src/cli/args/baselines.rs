use clap::Args;

/// Arguments of `run baselines`.
#[derive(Debug, Args)]
pub struct BaselinesArgs {
    /// Folds of the cross-validation; copies of a window are in one fold
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub folds: usize,
    /// Seed of the folds
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}
