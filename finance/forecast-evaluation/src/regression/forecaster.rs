use super::RegressionOptions;
use super::features::{FeatureMaker, Row};
use super::learner::Fitted;
use super::metadata::MetadataEncoding;
use super::transform::Transform;
use crate::series::{Series, SeriesSet};
use crate::{EvaluationError, Forecast, Note};

/// A regression fitted to all items of a panel before an origin.
///
/// ```
/// use neuron_forecast_evaluation::regression::{GlobalRegression, RegressionOptions};
/// use neuron_forecast_evaluation::series::{Frequency, Series, SeriesSet};
/// let start = jiff::civil::date(2024, 1, 1).at(0, 0, 0, 0);
/// let sold = |size: f64| (0..60).map(|t| size * f64::from(1 + t % 7)).collect::<Vec<_>>();
/// let series = vec![Series::new("a", &sold(1.0)), Series::new("b", &sold(5.0))];
/// let set = SeriesSet::new(Frequency::Daily, start, series)?;
/// let model = GlobalRegression::fit(&set, 56, 4, RegressionOptions::new(7))?;
/// let forecasts = model.forecast(&set, 56)?;
/// assert!(forecasts[1].point.iter().zip([5.0, 10.0, 15.0, 20.0]).all(|(a, b)| (a - b).abs() < 1e-6));
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug)]
pub struct GlobalRegression {
    pub(super) options: RegressionOptions,
    pub(super) horizon: usize,
    pub(super) encoding: MetadataEncoding,
    /// For items with a history; none where no item had one of a season and more.
    pub(super) warm: Option<Fitted>,
    /// For items without.
    pub(super) cold: Fitted,
}

impl GlobalRegression {
    /// Fits to the values before `origin`; nothing at or after it is looked at.
    ///
    /// # Errors
    /// If no value is known before the origin, an option is outside its range, a covariate does
    /// not exist, or the log of a negative value would be needed.
    pub fn fit(
        set: &SeriesSet,
        origin: usize,
        horizon: usize,
        options: RegressionOptions,
    ) -> Result<Self, EvaluationError> {
        if options.season == 0 || horizon == 0 {
            return Err(EvaluationError::Option {
                what: "the season or the horizon",
                found: "0".to_owned(),
                expected: "at least 1".to_owned(),
            });
        }
        if options.past_lags.contains(&0) {
            return Err(EvaluationError::Option {
                what: "a lag of covariates known in the past only",
                found: "0".to_owned(),
                expected: "1 (the last value known) or more".to_owned(),
            });
        }
        Transform { log: options.log }.check(set, origin)?;
        let encoding = MetadataEncoding::learn(set, origin);
        let maker = FeatureMaker::new(set, &options, &encoding, origin)?;
        let items = set.series().len();
        let (mut rows, mut actual) = (Vec::new(), Vec::new());
        let possible = items * origin.saturating_sub(options.season) * horizon;
        let stride = possible.div_ceil(options.most_rows.max(1)).max(1);
        // The latest origins are kept whatever the stride.
        for from in (options.season..origin).rev().step_by(stride) {
            for t in from..(from + horizon).min(origin) {
                for item in 0..items {
                    let value = maker.value(&set.series()[item], t);
                    if let Some((row, z)) = maker.warm(item, from, t).zip(value) {
                        rows.push(row.features);
                        actual.push(z - row.reference);
                    }
                }
            }
        }
        let warm = if rows.is_empty() {
            None
        } else {
            Some(options.learner.fit(&rows, &actual, &options.levels)?)
        };
        let (mut rows, mut actual) = (Vec::new(), Vec::new());
        let stride = (items * origin).div_ceil(options.most_rows.max(1)).max(1);
        for t in (0..origin).rev().step_by(stride) {
            for (item, series) in set.series().iter().enumerate() {
                if let Some(z) = maker.value(series, t) {
                    rows.push(maker.cold(item, t).features);
                    actual.push(z);
                }
            }
        }
        if rows.is_empty() {
            return Err(EvaluationError::TooShort {
                item: "(the whole panel)".to_owned(),
                what: "a regression",
                needed: 1,
                present: 0,
            });
        }
        let cold = options.learner.fit(&rows, &actual, &options.levels)?;
        Ok(Self { options, horizon, encoding, warm, cold })
    }

    /// Forecasts every item from `origin` on. Items whose history does not reach back far enough
    /// are forecast from calendar, covariates and metadata, with a [`Note::ColdStart`].
    ///
    /// # Errors
    /// If a covariate known ahead is missing over the horizon, or an item has a category that no
    /// training item had.
    pub fn forecast(
        &self,
        set: &SeriesSet,
        origin: usize,
    ) -> Result<Vec<Forecast>, EvaluationError> {
        let maker = self.maker(set, origin)?;
        let transform = Transform { log: self.options.log };
        let mut forecasts = Vec::with_capacity(set.series().len());
        for (item, series) in set.series().iter().enumerate() {
            let (fitted, rows) = self.rows(&maker, series, item, origin);
            let mut forecast = Forecast::point(
                rows.iter()
                    .map(|row| transform.back(row.reference + fitted.point(&row.features)))
                    .collect(),
            );
            let paths: Vec<Vec<(f64, f64)>> =
                rows.iter().map(|row| fitted.quantiles(&row.features)).collect();
            for (at, &level) in self.options.levels.iter().enumerate() {
                let steps = rows.iter().zip(&paths);
                let values =
                    steps.map(|(row, path)| transform.back(row.reference + path[at].1)).collect();
                forecast = forecast.with_quantile(level, values)?;
            }
            forecast = forecast.rearranged();
            forecast.notes = self.notes(set, series, origin, std::ptr::eq(fitted, &self.cold));
            forecast.check(&series.item, self.horizon)?;
            forecasts.push(forecast);
        }
        Ok(forecasts)
    }

    /// The features of the horizon, after the checks of covariates and categories.
    pub(super) fn maker<'a>(
        &'a self,
        set: &'a SeriesSet,
        origin: usize,
    ) -> Result<FeatureMaker<'a>, EvaluationError> {
        for name in &self.options.covariates {
            let at = set.covariate(name)?;
            if !set.covariates()[at].known_ahead {
                continue;
            }
            for series in set.series() {
                let row = series.covariates.get(at).map_or(0, Vec::len) + series.offset;
                // A missing value within the row is a value that is known to be absent.
                if row < origin + self.horizon {
                    return Err(EvaluationError::FutureCovariateMissing {
                        item: series.item.clone(),
                        covariate: name.clone(),
                        time: set.time_text(row.max(origin)),
                        horizon: self.horizon,
                    });
                }
            }
        }
        if self.options.metadata {
            for series in set.series() {
                self.encoding.encode(series)?;
            }
        }
        FeatureMaker::new(set, &self.options, &self.encoding, origin + self.horizon)
    }

    /// The rows of an item's horizon, and the learner they are for.
    pub(super) fn rows<'a>(
        &'a self,
        maker: &FeatureMaker<'_>,
        series: &Series,
        item: usize,
        origin: usize,
    ) -> (&'a Fitted, Vec<Row>) {
        let times = origin..origin + self.horizon;
        let known = series.end().min(origin).saturating_sub(series.offset) >= self.options.season;
        if let Some(fitted) = self.warm.as_ref().filter(|_| known) {
            let rows: Option<Vec<Row>> =
                times.clone().map(|t| maker.warm(item, origin, t)).collect();
            if let Some(rows) = rows {
                return (fitted, rows);
            }
        }
        (&self.cold, times.map(|t| maker.cold(item, t)).collect())
    }

    fn notes(&self, set: &SeriesSet, series: &Series, origin: usize, cold: bool) -> Vec<Note> {
        let known = series.between(0, origin, origin, &vec![false; series.covariates.len()]);
        let mut notes = known.notes();
        if cold {
            let present = known.target.iter().flatten().count();
            notes.push(Note::ColdStart { present, needed: self.options.season });
        }
        for name in &self.options.covariates {
            if let Ok(at) = set.covariate(name) {
                let missing = |t: &usize| series.covariate_at(at, *t).is_none();
                let ahead = set.covariates()[at].known_ahead;
                let count = (origin..origin + self.horizon).filter(missing).count();
                if ahead && count > 0 {
                    notes.push(Note::CovariateMissing { covariate: name.clone(), count });
                }
            }
        }
        notes
    }
}
