//! Tests of each season by itself.

use super::super::MonitoringError;
use super::autocorrelation::ranks;
use super::score::{pairs, score, variance};
use super::slope::seasonal_sen_slope;
use super::test::Trend;
use super::workspace::{NEEDED, continuous};

/// The sum of the seasons' tests (Hirsch, Slack & Smith, 1982).
pub(super) fn seasons(values: &[f64], period: usize) -> Result<Trend, MonitoringError> {
    let line = seasonal_sen_slope(values, period)?;
    let mut sums = [0.0; 3];
    for season in 0..period.min(values.len()) {
        let of_season = values.iter().copied().skip(season).step_by(period);
        let of_season: Vec<f64> = of_season.filter(|value| !value.is_nan()).collect();
        sums[0] += score(&of_season);
        sums[1] += variance(&of_season);
        sums[2] += pairs(of_season.len());
    }
    Ok(Trend::of([sums[0], continuous(sums[0]), sums[1], sums[2]], line, known(values)))
}

/// The same with the covariance of seasons (Hirsch & Slack, 1984). Years with a gap are left out.
pub(super) fn correlated_seasons(values: &[f64], period: usize) -> Result<Trend, MonitoringError> {
    let line = seasonal_sen_slope(values, period)?;
    let whole = |year: &&[f64]| year.len() == period && year.iter().all(|v| !v.is_nan());
    let years: Vec<&[f64]> = values.chunks(period).filter(whole).collect();
    if years.len() < NEEDED {
        let what = "a test of correlated seasons, in years without a gap,".into();
        return Err(MonitoringError::TooShort { what, needed: NEEDED, found: years.len() });
    }
    let season = |at: usize| years.iter().map(|year| year[at]).collect::<Vec<f64>>();
    let seasons: Vec<Vec<f64>> = (0..period).map(season).collect();
    let total: f64 = seasons.iter().map(|season| score(season)).sum();
    let all = period as f64 * pairs(years.len());
    Ok(Trend::of([total, total, covariance(&seasons), all], line, known(values)))
}

fn known(values: &[f64]) -> usize {
    values.iter().filter(|value| !value.is_nan()).count()
}

/// The variance of the sum of the seasons' scores, with all covariances (Dietz & Killeen, 1981).
fn covariance(seasons: &[Vec<f64>]) -> f64 {
    let sign = |x: f64| f64::from(i8::from(x > 0.0) - i8::from(x < 0.0));
    let n = seasons[0].len();
    let of_ranks: Vec<Vec<f64>> = seasons.iter().map(|season| ranks(season)).collect();
    let both = |a: usize, b: usize| {
        let (x, y) = (&seasons[a], &seasons[b]);
        let mut concordant = 0.0;
        for i in 0..n {
            for j in i + 1..n {
                concordant += sign((x[j] - x[i]) * (y[j] - y[i]));
            }
        }
        let product: f64 = of_ranks[a].iter().zip(&of_ranks[b]).map(|(x, y)| x * y).sum();
        let n = n as f64;
        (concordant + 4.0 * product - n * (n + 1.0) * (n + 1.0)) / 3.0
    };
    let mut sum = 0.0;
    for a in 0..seasons.len() {
        sum += both(a, a) + 2.0 * (0..a).map(|b| both(a, b)).sum::<f64>();
    }
    sum
}
