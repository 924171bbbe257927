use neuron_backtest::BacktestError;
use neuron_command_line::CommandLineError;
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
    CommandLine(#[from] CommandLineError),
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
    #[error("{}{}", .0, flags(.0))]
    Evaluation(#[from] EvaluationError),
    /// An item that cannot be forecast.
    #[error("item `{item}`: {cause}")]
    Forecast { item: String, cause: ForecastError },
    /// A file of series.
    #[error("`{file}`: {cause}")]
    Series { file: String, cause: Box<EvaluationError> },
}

/// Which flags an advice is about.
fn flags(cause: &EvaluationError) -> &'static str {
    match cause {
        EvaluationError::FewErrors { .. } => " (`--conformal`, `--quantiles`)",
        EvaluationError::Model { source, .. } => source.downcast_ref().map_or("", flags),
        _ => "",
    }
}

impl CommandError {
    /// A flag, or flags together, that say nothing sensible.
    pub(super) fn flag(
        flag: &'static str,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self::CommandLine(CommandLineError::Flag {
            flag,
            found: found.into(),
            expected: expected.into(),
        })
    }

    /// A file that cannot be written.
    pub(super) fn unwritable(file: &std::path::Path, cause: std::io::Error) -> Self {
        let file = file.display().to_string();
        Self::CommandLine(CommandLineError::File { action: "write", file, cause })
    }

    /// A file that cannot be read.
    pub(super) fn unreadable(file: &std::path::Path, cause: std::io::Error) -> Self {
        let file = file.display().to_string();
        Self::CommandLine(CommandLineError::File { action: "read", file, cause })
    }
}
