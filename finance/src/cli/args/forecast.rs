use clap::{Args, ValueEnum};
use neuron_forecast_evaluation::calendar::HolidayCalendar;
use std::path::PathBuf;

/// Arguments of `run forecast`.
#[derive(Debug, Args)]
pub struct ForecastArgs {
    /// CSV, a row a time and item; without it, a made-up panel of weekly sales (synthetic)
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Column that names the item
    #[arg(long, value_name = "COLUMN", default_value = "item")]
    pub item: String,
    /// Column of times
    #[arg(long, value_name = "COLUMN", default_value = "time")]
    pub time: String,
    /// Column of what is to be forecast
    #[arg(long, value_name = "COLUMN", default_value = "value")]
    pub target: String,
    /// Models: mean, naive, seasonal-naive, drift, naive2, ses, holt, damped, holt-winters,
    /// holt-winters-multiplicative, ets, theta, otm, dstm, dotm, auto-theta, arima, arima-ocsb, mstl, tbats, ces,
    /// croston, croston-optimised, sba, tsb, adida, imapa, ets-and-theta, scum, combination, each series by itself;
    /// regression, all series together with covariates, metadata and holidays. The first one forecasts, all
    /// are compared by `--windows`
    #[arg(
        long,
        value_name = "M,…",
        value_delimiter = ',',
        default_value = "ets-and-theta,seasonal-naive"
    )]
    pub method: Vec<String>,
    /// Steps ahead
    #[arg(long, value_name = "N", default_value_t = 13)]
    pub horizon: usize,
    /// Steps of a season; by default as usual at the data's frequency
    #[arg(long, value_name = "N")]
    pub season: Option<usize>,
    /// Several seasons for tbats and mstl, shortest first, such as 24,168 for hours; for tbats they need not be
    /// whole
    #[arg(long, value_name = "N,…", value_delimiter = ',')]
    pub periods: Vec<f64>,
    /// Quantiles
    #[arg(long, value_name = "Q,…", value_delimiter = ',', default_value = "0.1,0.5,0.9")]
    pub quantiles: Vec<f64>,
    /// Also judge the models on so many windows of the past, each as long as the horizon
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub windows: usize,
    /// Columns beside the target whose future is known: rows that follow an item's last value hold it
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    pub covariates: Vec<String>,
    /// Columns beside the target that are known up to the target's last value, such as visitors
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    pub past_covariates: Vec<String>,
    /// How many steps before the forecast their values are taken, 1 being the last one
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "1")]
    pub past_lags: Vec<usize>,
    /// Columns that hold one value for all rows of an item, such as the kind of a shop
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    pub metadata: Vec<String>,
    /// Holidays that the regression knows
    #[arg(long, value_name = "CALENDAR")]
    pub holidays: Option<HolidaysName>,
    /// Holidays of one's own, a TOML file of `[[holiday]]` tables, besides those of `--holidays`
    #[arg(long, value_name = "FILE")]
    pub holidays_file: Option<PathBuf>,
    /// Whether a time is the first or the last day of the period that its value is of
    #[arg(long, value_name = "WHICH", default_value = "start")]
    pub stamp: StampName,
    /// Stretch quantiles by what held on so many windows before the forecast; 0 leaves a model's own
    /// [default: 0, for regression 8]
    #[arg(long, value_name = "N")]
    pub conformal: Option<usize>,
    /// Also forecast the total and the sums by these columns, so that sums and parts agree
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    pub hierarchy: Vec<String>,
    /// How they are made to agree
    #[arg(long, value_name = "WAY", default_value = "wls-structural")]
    pub reconcile: ReconcileName,
    /// Also forecast with this change of a covariate's future, for all items: NAME=VALUE, NAME+=VALUE or
    /// NAME*=VALUE; may be given again
    #[arg(long, value_name = "CHANGE")]
    pub set_covariate: Vec<String>,
    /// Also forecast with the covariates' futures of this file: rows and columns as in the data, an empty cell
    /// changes nothing
    #[arg(long, value_name = "FILE")]
    pub what_if: Option<PathBuf>,
    /// Also say what each covariate, holiday and the history add to each forecast of the regression
    #[arg(long)]
    pub explain: bool,
    /// Write a report with plots: .html is one page, .md has SVG files beside it
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Take negative values
    #[arg(long)]
    pub allow_negative: bool,
    /// Seed of the made-up panel
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
}

/// Calendars of holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HolidaysName {
    /// Those of the United States' government
    UsFederal,
    /// Those on which shops of the United States sell more
    UsRetail,
}

impl HolidaysName {
    /// The calendar.
    #[must_use]
    pub fn calendar(self) -> HolidayCalendar {
        match self {
            Self::UsFederal => HolidayCalendar::us_federal(),
            Self::UsRetail => HolidayCalendar::us_retail(),
        }
    }
}

/// What a time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StampName {
    /// The first day of its period
    Start,
    /// The last day of its period
    End,
}

/// Ways of reconciliation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReconcileName {
    /// Sums of the items' forecasts
    BottomUp,
    /// Shares of the total's forecast
    TopDown,
    /// Least squares, all rows alike
    Ols,
    /// Least squares, rows weighted by how many items they sum
    WlsStructural,
    /// Least squares, rows weighted by the variance of their errors
    WlsVariance,
    /// Least trace of the errors' shrunk covariance (MinT)
    Mint,
}
