//! What `--method` names: a model of each series, or one regression of all of them.

use crate::cli::args::{ForecastArgs, StampName};
use crate::cli::error::CommandError;
use neuron_forecast_evaluation::Forecast;
use neuron_forecast_evaluation::backtest::{ModelError, Window, calibrated, local, recalibrated};
use neuron_forecast_evaluation::calendar::{CalendarFeatures, HolidayCalendar, PeriodStamp};
use neuron_forecast_evaluation::regression::CovariateEnsemble;
use neuron_forecast_evaluation::series::{Frequency, SeriesSet};
use neuron_forecasting::stl::Mstl;
use neuron_forecasting::tbats::Tbats;
use neuron_forecasting::{Forecaster, Method};
use serde::{Serialize, Serializer};
use std::fmt;

/// Earlier windows behind the quantiles of the regression, which has none of its own.
const WINDOWS_OF_REGRESSION: usize = 8;

/// Bytes of a file of holidays, at most.
const LARGEST_CALENDAR: u64 = 1 << 20;

/// Harmonics of a season, at most.
const HARMONICS: usize = 12;

/// A way to forecasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Model {
    /// Each series by itself.
    Local(Method),
    /// All series together, with covariates, metadata and calendar.
    Regression,
}

/// From a panel and a window to forecasts.
pub(super) type Pipeline<'a> =
    Box<dyn Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Sync + 'a>;

impl Model {
    /// The model of a name.
    pub(super) fn parsed(name: &str) -> Result<Self, CommandError> {
        match name {
            "regression" => Ok(Self::Regression),
            name => Ok(Self::Local(name.parse()?)),
        }
    }

    /// Earlier windows that the quantiles are learnt from.
    pub(super) fn conformal(self, args: &ForecastArgs) -> usize {
        args.conformal.unwrap_or(match self {
            Self::Local(_) => 0,
            Self::Regression => WINDOWS_OF_REGRESSION,
        })
    }

    /// Points and quantiles of every item.
    pub(super) fn pipeline<'a>(
        self,
        args: &'a ForecastArgs,
        set: &SeriesSet,
        season: usize,
        levels: &'a [f64],
    ) -> Result<Pipeline<'a>, CommandError> {
        let earlier = self.conformal(args);
        Ok(match self {
            Self::Local(method) => {
                let forecaster = forecaster(method, args);
                let model = move |history: &[f64], steps: usize| -> Result<Forecast, ModelError> {
                    let made = forecaster.fit(history, season)?.forecast(steps, levels)?;
                    let mut forecast = Forecast::point(made.mean.clone());
                    for (&level, path) in made.levels.iter().zip(&made.quantiles) {
                        forecast = forecast.with_quantile(level, path.clone())?;
                    }
                    Ok(forecast)
                };
                match earlier {
                    0 => Box::new(local(model)),
                    _ => Box::new(recalibrated(local(model), earlier, 1, levels.to_vec())),
                }
            }
            Self::Regression => {
                let points = ensemble(args, set, season)?.pipeline();
                match earlier {
                    0 => Box::new(points),
                    _ => Box::new(calibrated(points, earlier, 1, levels.to_vec())),
                }
            }
        })
    }
}

/// The model of a name, with the several seasons of the flags where it knows such.
pub(super) fn forecaster(method: Method, args: &ForecastArgs) -> Box<dyn Forecaster> {
    match method {
        Method::Tbats if !args.periods.is_empty() => Box::new(Tbats::seasons(&args.periods)),
        Method::Mstl if !args.periods.is_empty() => {
            let whole: Vec<usize> =
                args.periods.iter().map(|period| period.round() as usize).collect();
            Box::new(Mstl::new(&whole))
        }
        _ => method.forecaster(),
    }
}

/// The regression that the flags describe.
pub(super) fn ensemble(
    args: &ForecastArgs,
    set: &SeriesSet,
    season: usize,
) -> Result<CovariateEnsemble, CommandError> {
    if args.past_lags.contains(&0) {
        return Err(CommandError::flag("--past-lags", "0", "a lag of 1, the last value, or more"));
    }
    // A year has a day and a quarter more than 52 weeks.
    let cycle = match set.frequency() {
        Frequency::Weekly if season == 52 => 365.25 / 7.0,
        _ => season as f64,
    };
    let mut holidays = match args.holidays {
        Some(kind) => kind.calendar(),
        None => HolidayCalendar::default(),
    };
    if let Some(path) = &args.holidays_file {
        let text = neuron_command_line::file::read(path, LARGEST_CALENDAR)?;
        let own = HolidayCalendar::from_toml(&text).map_err(|cause| CommandError::Series {
            file: path.display().to_string(),
            cause: Box::new(cause),
        })?;
        holidays = holidays.and(own);
    }
    let stamp = match args.stamp {
        StampName::Start => PeriodStamp::Start,
        StampName::End => PeriodStamp::End,
    };
    let negative =
        set.series().iter().flat_map(|series| &series.target).flatten().any(|y| *y < 0.0);
    Ok(CovariateEnsemble {
        cycle,
        harmonics: (season / 4).clamp(1, HARMONICS),
        calendar: CalendarFeatures { holidays, stamp, ..CalendarFeatures::default() },
        covariates: set.covariates().iter().map(|covariate| covariate.name.clone()).collect(),
        past_lags: args.past_lags.clone(),
        metadata: !args.metadata.is_empty(),
        log: !negative,
        ..CovariateEnsemble::new(season)
    })
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local(method) => method.fmt(f),
            Self::Regression => f.write_str("regression"),
        }
    }
}

impl Serialize for Model {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
