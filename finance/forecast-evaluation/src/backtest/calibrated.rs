use super::{ModelError, Window};
use crate::conformal::{SplitConformal, Stretched};
use crate::series::{Series, SeriesSet};
use crate::{EvaluationError, Forecast, Note};
use rayon::prelude::*;

/// A pipeline that gives another one's points the quantiles of its errors on up to `earlier`
/// windows before the origin (stepping back by `step`), by split conformal prediction for each
/// step ahead. The errors of all items are pooled, each over its item's mean absolute step in the
/// history before its window. An item that never changed has no such scale: its quantiles are its
/// points. An item without a past is given what is usual among the others, in proportion to its forecast;
/// errors of forecasts without a past are greater, so its quantiles are rather too narrow.
pub fn calibrated<P>(
    pipeline: P,
    earlier: usize,
    step: usize,
    levels: Vec<f64>,
) -> impl Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Sync
where
    P: Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Sync,
{
    move |set, window| {
        let windows = windows_before(window, earlier, step);
        let runs: Vec<Option<Vec<Forecast>>> =
            windows.par_iter().map(|&earlier| pipeline(set, earlier).ok()).collect();
        let mut errors = vec![Vec::new(); window.horizon()];
        for (earlier, forecasts) in windows.iter().zip(runs) {
            // Windows too early for the model are left out.
            for (series, forecast) in set.series().iter().zip(forecasts.iter().flatten()) {
                let Some(scale) = scale(series, *earlier) else { continue };
                // Errors of a fallback say nothing of the model itself.
                if forecast.notes.iter().any(Note::is_cold_start) {
                    continue;
                }
                for (h, point) in forecast.point.iter().enumerate().take(errors.len()) {
                    if let Some(y) = series.at(earlier.from + h) {
                        errors[h].push((y - point) / scale);
                    }
                }
            }
        }
        let conformal = SplitConformal::fit(&errors, &levels)?;
        let forecasts = pipeline(set, window)?;
        let usual = usual_share(set, window);
        let own = |series: &Series, forecast: &Forecast| {
            let present = (window.first..window.origin).filter(|&t| series.at(t).is_some()).count();
            let size = forecast.point.iter().map(|y| y.abs()).sum::<f64>();
            let size = size / forecast.point.len().max(1) as f64;
            let cold = if present < 2 { usual.map(|share| share * size) } else { None };
            scale(series, window).or(cold).filter(|&scale| scale > 0.0)
        };
        let with_quantiles = |(series, forecast): (&Series, Forecast)| match own(series, &forecast)
        {
            Some(scale) => conformal.apply(forecast, scale),
            None => levels.iter().try_fold(forecast, |forecast, &level| {
                let point = forecast.point.clone();
                forecast.with_quantile(level, point)
            }),
        };
        let pairs = set.series().iter().zip(forecasts);
        Ok(pairs.map(with_quantiles).collect::<Result<Vec<_>, EvaluationError>>()?)
    }
}

/// A pipeline that stretches another one's own quantiles until they would have held on up to `earlier`
/// windows before the origin (stepping back by `step`): [`Stretched`], all items pooled. Quantiles stay as
/// they are where no earlier window can be forecast.
pub fn recalibrated<P>(
    pipeline: P,
    earlier: usize,
    step: usize,
    levels: Vec<f64>,
) -> impl Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Sync
where
    P: Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Sync,
{
    move |set, window| {
        let windows = windows_before(window, earlier, step);
        let runs: Vec<Option<Vec<Forecast>>> =
            windows.par_iter().map(|&earlier| pipeline(set, earlier).ok()).collect();
        let mut pairs = Vec::new();
        for (earlier, forecasts) in windows.iter().zip(runs) {
            for (series, forecast) in set.series().iter().zip(forecasts.into_iter().flatten()) {
                if forecast.notes.iter().any(Note::is_cold_start) {
                    continue;
                }
                let actual = (earlier.from..earlier.until).map(|t| series.at(t)).collect();
                pairs.push((forecast, actual));
            }
        }
        let forecasts = pipeline(set, window)?;
        if pairs.is_empty() {
            return Ok(forecasts);
        }
        let stretched = Stretched::fit(&pairs, &levels)?;
        let applied = forecasts.into_iter().map(|forecast| stretched.apply(forecast));
        Ok(applied.collect::<Result<Vec<_>, EvaluationError>>()?)
    }
}

/// The mean absolute step of the values before the window; none without a step.
fn scale(series: &Series, window: Window) -> Option<f64> {
    let known: Vec<f64> = (window.first..window.origin).filter_map(|t| series.at(t)).collect();
    let steps: Vec<f64> = known.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let mean = steps.iter().sum::<f64>() / steps.len().max(1) as f64;
    (mean > 0.0).then_some(mean)
}

/// The median over items of the scale as a share of the mean value; none where no item has both.
fn usual_share(set: &SeriesSet, window: Window) -> Option<f64> {
    let share = |series: &Series| {
        let known: Vec<f64> = (window.first..window.origin).filter_map(|t| series.at(t)).collect();
        let mean = known.iter().map(|y| y.abs()).sum::<f64>() / known.len().max(1) as f64;
        scale(series, window).filter(|_| mean > 0.0).map(|scale| scale / mean)
    };
    let mut shares: Vec<f64> = set.series().iter().filter_map(share).collect();
    shares.sort_by(f64::total_cmp);
    shares.get(shares.len() / 2).copied()
}

/// Up to `earlier` windows of the same shape that end at the origin or `step`, two steps, … before it.
fn windows_before(window: Window, earlier: usize, step: usize) -> Vec<Window> {
    let length = window.until - window.origin;
    let back = |k: usize| {
        let origin = window.origin.checked_sub(length + k * step.max(1))?;
        let from = origin + (window.from - window.origin);
        (origin > window.first).then_some(Window {
            first: window.first,
            origin,
            from,
            until: origin + length,
        })
    };
    (0..earlier).map_while(back).collect()
}
