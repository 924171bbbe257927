//! Sen's slope.

use super::super::MonitoringError;
use super::super::error::check_series;

/// A straight line through a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Change from one value to the next, or from one year to the next.
    pub slope: f64,
    /// Where it is at the first value.
    pub intercept: f64,
}

/// The median of the slopes of all pairs of values (Sen, 1968), and the line of that slope through the
/// medians of values and places (Conover, 1980).
///
/// # Errors
/// [`MonitoringError::TooShort`] with fewer than two values, [`MonitoringError::TooLong`],
/// [`MonitoringError::Infinite`].
pub fn sen_slope(values: &[f64]) -> Result<Line, MonitoringError> {
    seasonal_slope(values, 1)
}

/// The same from the pairs of values of the same season (Hirsch, Slack & Smith, 1982); the slope is by
/// year, of `period` values.
///
/// # Errors
/// As [`sen_slope`]; [`MonitoringError::NoPair`] where no season has two values;
/// [`MonitoringError::Setting`] for a period of
/// less than 2.
pub fn seasonal_sen_slope(values: &[f64], period: usize) -> Result<Line, MonitoringError> {
    if period < 2 {
        let found = period.to_string();
        return Err(MonitoringError::Setting { name: "period", expected: "at least 2", found });
    }
    seasonal_slope(values, period)
}

fn seasonal_slope(values: &[f64], period: usize) -> Result<Line, MonitoringError> {
    check_series(values)?;
    let known: Vec<(usize, f64)> =
        values.iter().copied().enumerate().filter(|(_, value)| !value.is_nan()).collect();
    let mut slopes = Vec::new();
    for season in 0..period.min(values.len()) {
        let of_season = known.iter().filter(|(at, _)| at % period == season);
        let (years, of_season): (Vec<f64>, Vec<f64>) =
            of_season.map(|&(at, value)| ((at / period) as f64, value)).unzip();
        add_slopes(&of_season, &years, &mut slopes);
    }
    let slope = median(&mut slopes).ok_or_else(|| match period {
        1 => MonitoringError::TooShort { what: "a slope".into(), needed: 2, found: known.len() },
        period => MonitoringError::NoPair { period, found: known.len() },
    })?;
    let mut of_values: Vec<f64> = known.iter().map(|&(_, value)| value).collect();
    let mut of_places: Vec<f64> = known.iter().map(|&(at, _)| at as f64).collect();
    let middle = |all: &mut Vec<f64>| median(all).unwrap_or(f64::NAN);
    let (value, place) = (middle(&mut of_values), middle(&mut of_places));
    Ok(Line { slope, intercept: value - place / period as f64 * slope })
}

/// The slopes of all pairs.
pub(super) fn add_slopes(values: &[f64], times: &[f64], slopes: &mut Vec<f64>) {
    for (i, (&earlier, &first)) in values.iter().zip(times).enumerate() {
        let later = values[i + 1..].iter().zip(&times[i + 1..]);
        slopes.extend(later.map(|(later, time)| (later - earlier) / (time - first)));
    }
}

/// The middle value, or the mean of both; nothing of nothing. Changes the order.
pub(super) fn median(values: &mut [f64]) -> Option<f64> {
    let (half, odd) = (values.len() / 2, values.len() % 2 == 1);
    if values.is_empty() {
        return None;
    }
    let (lower, &mut upper, _) = values.select_nth_unstable_by(half, f64::total_cmp);
    if odd {
        return Some(upper);
    }
    let below = lower.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some(f64::midpoint(below, upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_its_slope() {
        let line: Vec<f64> = (0..20).map(|i| 3.0 - 0.25 * f64::from(i)).collect();
        let found = sen_slope(&line).unwrap();
        assert_eq!(found, Line { slope: -0.25, intercept: 3.0 });
        // An outlier and a gap change nothing.
        let mut damaged = line;
        damaged[4] = 1e6;
        damaged[11] = f64::NAN;
        assert_eq!(sen_slope(&damaged).unwrap().slope, -0.25);
    }

    #[test]
    fn a_season_hides_no_slope() {
        let season = [5.0, -2.0, 0.0, 9.0];
        let values: Vec<f64> = (0..16).map(|i| season[i % 4] + 0.5 * (i / 4) as f64).collect();
        assert_eq!(seasonal_sen_slope(&values, 4).unwrap().slope, 0.5);
    }

    #[test]
    fn too_little_is_said() {
        let said = |error: MonitoringError| error.to_string();
        let nan = f64::NAN;
        insta::assert_snapshot!(said(sen_slope(&[1.0, nan]).unwrap_err()), @"a slope needs at least 2 values that are not missing, found 1");
        insta::assert_snapshot!(said(seasonal_sen_slope(&[1.0, 2.0, 3.0], 3).unwrap_err()), @"a seasonal slope needs two values of one season (values 3 apart), found 3 values");
        insta::assert_snapshot!(said(seasonal_sen_slope(&[1.0, 2.0], 1).unwrap_err()), @"`period` has to be at least 2, found 1");
        insta::assert_snapshot!(said(sen_slope(&[1.0, f64::INFINITY]).unwrap_err()), @"value 1 is infinite; a gap is written as NaN or left empty");
    }
}
