//! What `--method` names: a model of each series, or one regression of all of them.

use crate::cli::args::{ForecastArgs, StampName};
use crate::cli::error::CommandError;
use neuron_forecast_evaluation::Forecast;
use neuron_forecast_evaluation::backtest::{ModelError, Window, calibrated, local, recalibrated};
use neuron_forecast_evaluation::calendar::{CalendarFeatures, HolidayCalendar, PeriodStamp};
use neuron_forecast_evaluation::regression::CovariateEnsemble;
use neuron_forecast_evaluation::series::{Frequency, SeriesSet};
use neuron_forecasting::{Forecaster, Method};
use serde::{Serialize, Serializer};
use std::fmt;

/// Earlier windows behind the quantiles of the regression, which has none of its own.
const WINDOWS_OF_REGRESSION: usize = 8;

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
    ) -> Pipeline<'a> {
        let earlier = self.conformal(args);
        match self {
            Self::Local(method) => {
                let model = move |history: &[f64], steps: usize| -> Result<Forecast, ModelError> {
                    let made = method.fit(history, season)?.forecast(steps, levels)?;
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
                let points = ensemble(args, set, season).pipeline();
                match earlier {
                    0 => Box::new(points),
                    _ => Box::new(calibrated(points, earlier, 1, levels.to_vec())),
                }
            }
        }
    }
}

/// The regression that the flags describe.
fn ensemble(args: &ForecastArgs, set: &SeriesSet, season: usize) -> CovariateEnsemble {
    // A year has a day and a quarter more than 52 weeks.
    let cycle = match set.frequency() {
        Frequency::Weekly if season == 52 => 365.25 / 7.0,
        _ => season as f64,
    };
    let holidays = match args.holidays {
        Some(kind) => kind.calendar(),
        None => HolidayCalendar::default(),
    };
    let stamp = match args.stamp {
        StampName::Start => PeriodStamp::Start,
        StampName::End => PeriodStamp::End,
    };
    let negative =
        set.series().iter().flat_map(|series| &series.target).flatten().any(|y| *y < 0.0);
    CovariateEnsemble {
        cycle,
        harmonics: (season / 4).clamp(1, HARMONICS),
        calendar: CalendarFeatures { holidays, stamp, ..CalendarFeatures::default() },
        covariates: args.covariates.clone(),
        metadata: !args.metadata.is_empty(),
        log: !negative,
        ..CovariateEnsemble::new(season)
    }
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
