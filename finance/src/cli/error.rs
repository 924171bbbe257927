use neuron_covariance::CovarianceError;
use neuron_portfolio::PortfolioError;
use neuron_prices::PricesError;

/// Why a command could not be done.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandError {
    #[error(transparent)]
    Prices(#[from] PricesError),
    #[error(transparent)]
    Covariance(#[from] CovarianceError),
    #[error(transparent)]
    Portfolio(#[from] PortfolioError),
    /// A file that cannot be read or written.
    #[error("cannot {action} `{file}`: {cause}")]
    File { action: &'static str, file: String, cause: std::io::Error },
    /// A flag, or flags together, that say nothing sensible.
    #[error("`{flag}` is {found}, expected {expected}")]
    Flag { flag: &'static str, found: String, expected: String },
    /// A file of settings.
    #[error("`{file}`, line {line}: {what}")]
    Settings { file: String, line: usize, what: String },
}
