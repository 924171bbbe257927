//! Tests of one series after another, in the same memory.

use super::super::MonitoringError;
use super::autocorrelation::{autocorrelation, ranks};
use super::corrections::{detrended, hamed_rao, most, whitened, yue_wang};
use super::score::{pairs, score, variance_of_sorted};
use super::seasons::{correlated_seasons, seasons};
use super::slope::{Line, add_slopes, median};
use super::test::{Method, Trend};

/// Fewest values of a test.
pub(super) const NEEDED: usize = 3;

/// What a test needs memory for.
#[derive(Default)]
pub(in super::super) struct Workspace {
    /// Values that are not missing, and their times.
    known: Vec<f64>,
    times: Vec<f64>,
    slopes: Vec<f64>,
    /// What is put in order.
    sorted: Vec<f64>,
}

impl Workspace {
    /// Tests finite values with gaps (NaN). Slopes are by these times; without them by place, and what
    /// is done before the test takes the values one behind another, gaps forgotten, as pymannkendall
    /// has it. Seasonal tests go by place always.
    pub(in super::super) fn test(
        &mut self,
        values: &[f64],
        times: Option<&[f64]>,
        method: Method,
    ) -> Result<Trend, MonitoringError> {
        self.known.clear();
        self.times.clear();
        for (place, &value) in values.iter().enumerate() {
            if !value.is_nan() {
                self.known.push(value);
                self.times.push(times.map_or(place as f64, |times| times[place]));
            }
        }
        let count = self.known.len();
        if count < NEEDED {
            let what = "a trend test".into();
            return Err(MonitoringError::TooShort { what, needed: NEEDED, found: count });
        }
        let drift = |slope: f64, known: &[f64], of: &[f64]| match times {
            Some(_) => detrended(known, slope, of.iter().copied()),
            None => detrended(known, slope, (1..).map(f64::from)),
        };
        match method {
            Method::Original => {
                let line = self.line();
                self.plain(None, 1.0, line)
            }
            Method::HamedRao { lags } => {
                let line = self.line();
                let lags = most(lags, count)?;
                let rest = drift(line.slope, &self.known, &self.times);
                self.plain(None, hamed_rao(&autocorrelation(&ranks(&rest), lags), count), line)
            }
            Method::YueWang { lags } => {
                let line = self.line();
                let lags = most(lags, count)?;
                let rest = drift(line.slope, &self.known, &self.times);
                self.plain(None, yue_wang(&autocorrelation(&rest, lags), count), line)
            }
            Method::PreWhitened => {
                let line = self.line();
                self.plain(Some(&whitened(&self.known)), 1.0, line)
            }
            Method::TrendFreePreWhitened => {
                let line = self.line();
                let mut tested = whitened(&drift(line.slope, &self.known, &self.times));
                for (at, value) in tested.iter_mut().enumerate() {
                    let time = if times.is_some() { self.times[at] } else { (at + 1) as f64 };
                    *value += time * line.slope;
                }
                self.plain(Some(&tested), 1.0, line)
            }
            Method::Seasonal { period } => seasons(values, period),
            Method::CorrelatedSeasonal { period } => correlated_seasons(values, period),
        }
    }

    /// Sen's slope, through the medians of values and times (Conover, 1980).
    fn line(&mut self) -> Line {
        self.slopes.clear();
        add_slopes(&self.known, &self.times, &mut self.slopes);
        let slope = median(&mut self.slopes).unwrap_or(f64::NAN);
        let mut middle = |all: &[f64]| {
            self.sorted.clear();
            self.sorted.extend_from_slice(all);
            median(&mut self.sorted).unwrap_or(f64::NAN)
        };
        let (value, time) = (middle(&self.known), middle(&self.times));
        Line { slope, intercept: value - time * slope }
    }

    /// The test of these values or of the known ones, their variance that of independent values times a
    /// factor.
    fn plain(
        &mut self,
        tested: Option<&[f64]>,
        factor: f64,
        line: Line,
    ) -> Result<Trend, MonitoringError> {
        if factor <= 0.0 {
            return Err(MonitoringError::NoVariance);
        }
        let tested = tested.unwrap_or(&self.known);
        self.sorted.clear();
        self.sorted.extend_from_slice(tested);
        self.sorted.sort_unstable_by(f64::total_cmp);
        let variance = variance_of_sorted(&self.sorted) * factor;
        let found = score(tested);
        let step = continuous(found);
        Ok(Trend::of([found, step, variance, pairs(tested.len())], line, self.known.len()))
    }
}

/// Scores of one series are whole steps of two apart: half a step is taken off.
pub(super) fn continuous(score: f64) -> f64 {
    if score == 0.0 { 0.0 } else { score - score.signum() }
}
