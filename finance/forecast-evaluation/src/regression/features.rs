use super::metadata::MetadataEncoding;
use super::transform::Transform;
use super::{Reference, RegressionOptions};
use crate::EvaluationError;
use crate::series::{Series, SeriesSet};

/// Everything that turns (item, origin, step) into a row of features.
pub(super) struct FeatureMaker<'a> {
    set: &'a SeriesSet,
    options: &'a RegressionOptions,
    transform: Transform,
    /// `[time][feature]`
    calendar: Vec<Vec<f64>>,
    calendar_names: Vec<(String, String)>,
    /// Index in the panel, and whether it is known ahead.
    covariates: Vec<(usize, bool)>,
    metadata_names: Vec<(String, String)>,
    /// `[item][feature]`; none for items whose categories training did not see.
    metadata: Vec<Option<Vec<f64>>>,
}

/// A value to be learnt or forecast: what it is relative to, and its features.
pub(super) struct Row {
    pub(super) reference: f64,
    pub(super) features: Vec<f64>,
}

impl<'a> FeatureMaker<'a> {
    /// Prepares features for times before `until`.
    pub(super) fn new(
        set: &'a SeriesSet,
        options: &'a RegressionOptions,
        encoding: &MetadataEncoding,
        until: usize,
    ) -> Result<Self, EvaluationError> {
        let at = |t: usize| options.calendar.at(set, t);
        let calendar_names = at(0).into_iter().map(|f| (f.name, f.group)).collect();
        let calendar = (0..until).map(|t| at(t).into_iter().map(|f| f.value).collect()).collect();
        let covariate = |name: &String| {
            let at = set.covariate(name)?;
            Ok((at, set.covariates()[at].known_ahead))
        };
        Ok(Self {
            set,
            options,
            transform: Transform { log: options.log },
            calendar,
            calendar_names,
            covariates: options
                .covariates
                .iter()
                .map(covariate)
                .collect::<Result<_, EvaluationError>>()?,
            metadata_names: if options.metadata { encoding.names() } else { Vec::new() },
            metadata: set
                .series()
                .iter()
                .map(|s| if options.metadata { encoding.encode(s).ok() } else { Some(Vec::new()) })
                .collect(),
        })
    }

    /// The features' names with their groups; those of `cold` rows lack the history.
    pub(super) fn names(&self, cold: bool) -> Vec<(String, String)> {
        let options = self.options;
        let mut names = Vec::new();
        let mut push = |name: String, group: &str| names.push((name, group.to_owned()));
        if !cold {
            for lag in &options.lags {
                push(format!("lag {lag}"), "history");
            }
            for length in &options.averages {
                push(format!("mean of last {length}"), "history");
            }
            if options.reference == Reference::RecentLevel {
                push("a season ago".to_owned(), "season");
            }
            if options.step {
                push("step ahead".to_owned(), "step ahead");
            }
        }
        for &(at, known) in &self.covariates {
            let name = &self.set.covariates()[at].name;
            match known {
                true => push(name.clone(), name),
                false if cold => {}
                false => {
                    for lag in &options.past_lags {
                        push(format!("{name} {lag} before"), name);
                    }
                }
            }
        }
        names.extend(self.calendar_names.iter().cloned());
        names.extend(self.metadata_names.iter().cloned());
        names
    }

    /// The row of an item with a history, seen from `origin`, for the time `t`; none where the
    /// value it would be relative to is missing.
    pub(super) fn warm(&self, item: usize, origin: usize, t: usize) -> Option<Row> {
        let series = &self.set.series()[item];
        let season = self.options.season;
        let ago = (t - origin) / season * season + season;
        let (reference, shift) = match self.options.reference {
            Reference::SeasonAgo => (self.value(series, t.checked_sub(ago)?)?, Some(ago)),
            Reference::RecentLevel => {
                let first = origin.checked_sub(season)?;
                (self.mean(series, first, origin)?, None)
            }
        };
        let mut features = Vec::new();
        // Lags and averages are relative to a season before them, or to the recent level.
        let relative = |first: Option<usize>, last: Option<usize>| {
            let (first, last) = (first?, last?);
            let now = self.mean(series, first, last)?;
            let then = match shift {
                None => reference,
                Some(_) => {
                    self.mean(series, first.checked_sub(season)?, last.checked_sub(season)?)?
                }
            };
            Some(now - then)
        };
        for &lag in &self.options.lags {
            let first = origin.checked_sub(lag);
            features.push(relative(first, first.map(|t| t + 1)).unwrap_or(f64::NAN));
        }
        for &length in &self.options.averages {
            features.push(relative(origin.checked_sub(length), Some(origin)).unwrap_or(f64::NAN));
        }
        if shift.is_none() {
            let then = t.checked_sub(ago).and_then(|t| self.value(series, t));
            features.push(then.map_or(f64::NAN, |z| z - reference));
        }
        if self.options.step {
            features.push((t - origin + 1) as f64);
        }
        for &(at, known) in &self.covariates {
            let mut push = |time: Option<usize>, back: usize| {
                let now = time.and_then(|t| series.covariate_at(at, t));
                let then = match shift {
                    None => Some(0.0),
                    Some(_) => time.and_then(|t| series.covariate_at(at, t.checked_sub(back)?)),
                };
                features.push(now.zip(then).map_or(f64::NAN, |(now, then)| now - then));
            };
            match known {
                true => push(Some(t), shift.unwrap_or_default()),
                false => {
                    self.options
                        .past_lags
                        .iter()
                        .for_each(|&lag| push(origin.checked_sub(lag), season));
                }
            }
        }
        let today = &self.calendar[t];
        match shift.and_then(|ago| t.checked_sub(ago)) {
            Some(then) => {
                features.extend(today.iter().zip(&self.calendar[then]).map(|(a, b)| a - b));
            }
            None => features.extend(today),
        }
        self.push_metadata(item, &mut features);
        Some(Row { reference, features })
    }

    /// The row of an item for which no history is used.
    pub(super) fn cold(&self, item: usize, t: usize) -> Row {
        let series = &self.set.series()[item];
        let known = self.covariates.iter().filter(|(_, known)| *known);
        let mut features: Vec<f64> =
            known.map(|&(at, _)| series.covariate_at(at, t).unwrap_or(f64::NAN)).collect();
        features.extend(&self.calendar[t]);
        self.push_metadata(item, &mut features);
        Row { reference: 0.0, features }
    }

    fn push_metadata(&self, item: usize, features: &mut Vec<f64>) {
        match &self.metadata[item] {
            Some(values) => features.extend(values),
            None => features.extend(std::iter::repeat_n(f64::NAN, self.metadata_names.len())),
        }
    }

    /// The transformed value at a time.
    pub(super) fn value(&self, series: &Series, t: usize) -> Option<f64> {
        series.at(t).map(|y| self.transform.forth(y))
    }

    /// The mean of the transformed values that are there, at least half of them.
    fn mean(&self, series: &Series, first: usize, last: usize) -> Option<f64> {
        let (mut sum, mut count) = (0.0, 0_usize);
        for t in first..last {
            if let Some(z) = self.value(series, t) {
                sum += z;
                count += 1;
            }
        }
        (count > 0 && 2 * count >= last - first).then(|| sum / count as f64)
    }
}
