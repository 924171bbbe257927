use neuron_backtest::BacktestError;
use neuron_covariance::CovarianceError;
use neuron_forecast_evaluation::EvaluationError;
use neuron_forecasting::ForecastError;
use neuron_portfolio::PortfolioError;
use neuron_prices::PricesError;
use neuron_simulation::SimulationError;
use neuron_volatility::VolatilityError;

/// Why a command could not be done.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandError {
    #[error(transparent)]
    Prices(#[from] PricesError),
    #[error(transparent)]
    Covariance(#[from] CovarianceError),
    #[error(transparent)]
    Portfolio(#[from] PortfolioError),
    #[error(transparent)]
    Simulation(#[from] SimulationError),
    #[error(transparent)]
    Volatility(#[from] VolatilityError),
    #[error(transparent)]
    Backtest(#[from] BacktestError),
    #[error(transparent)]
    Forecasting(#[from] ForecastError),
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// An item that cannot be forecast.
    #[error("item `{item}`: {cause}")]
    Forecast { item: String, cause: ForecastError },
    /// A file of series.
    #[error("`{file}`: {cause}")]
    Series { file: String, cause: Box<EvaluationError> },
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
