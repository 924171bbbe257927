//! Jumps by the ratio of a split.

use super::{Warning, WarningOptions};
use crate::PriceSeries;

/// Shares for one in splits that happen; a merger of shares is the inverse of one. Those below three for
/// two are left out: a bad day looks just so.
const RATIOS: &[f64] = &[
    1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0,
    100.0,
];

/// A standard deviation is this much of the median of absolute values, for a normal distribution.
const OF_MEDIAN: f64 = 1.4826;

/// How far a log return may be from a ratio's, as a part of it: a day of −28 % is no split three for two.
const SHARE: f64 = 0.15;

/// The least scale of returns around a jump: prices that hardly move would else have none.
const LEAST_SCALE: f64 = 0.002;

/// A jump that looks like a split.
#[derive(Clone, Copy)]
struct Jump {
    /// Number of the return.
    at: usize,
    log_return: f64,
    ratio: f64,
    distance: f64,
}

/// Unadjusted and phantom splits of a series, by day.
pub(super) fn find(series: &PriceSeries, options: &WarningOptions) -> Vec<Warning> {
    let logs: Vec<f64> = series.prices().iter().map(|price| price.ln()).collect();
    let returns: Vec<f64> = logs.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let jumps: Vec<Jump> =
        (0..returns.len()).filter_map(|at| jump(&returns, at, options)).collect();
    let ticker = series.ticker().to_owned();
    let day = |jump: &Jump| series.dates()[jump.at + 1];
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(jump) = jumps.get(next) {
        next += 1;
        let back = jumps.get(next).filter(|back| is_back(jump, back, options));
        found.push(match back {
            Some(back) => {
                next += 1;
                Warning::PhantomSplit {
                    ticker: ticker.clone(),
                    day: day(jump),
                    back: day(back),
                    log_return: jump.log_return,
                    ratio: jump.ratio,
                }
            }
            None => Warning::UnadjustedSplit {
                ticker: ticker.clone(),
                day: day(jump),
                log_return: jump.log_return,
                ratio: jump.ratio,
                distance: jump.distance,
                confirmed: None,
            },
        });
    }
    found
}

/// Whether a jump undoes the one before it.
fn is_back(jump: &Jump, back: &Jump, options: &WarningOptions) -> bool {
    back.at - jump.at <= options.phantom_days && (jump.ratio * back.ratio - 1.0).abs() < 1e-9
}

/// A return that is near to a ratio's, and that no other around it is like. One that jumps back is none of
/// those around it.
fn jump(returns: &[f64], at: usize, options: &WarningOptions) -> Option<Jump> {
    let log_return = returns[at];
    let least = RATIOS[0].ln() - options.tolerance;
    if log_return.abs() < least {
        return None;
    }
    let start = at.saturating_sub(options.window);
    let end = (at + options.window + 1).min(returns.len());
    let near =
        start.max(at.saturating_sub(options.phantom_days))..end.min(at + options.phantom_days + 1);
    // The return within reach that undoes this one best, if any does.
    let undone = |other: &usize| (returns[*other] + log_return).abs();
    let partner = near
        .filter(|other| *other != at && undone(other) <= 2.0 * options.tolerance)
        .min_by(|a, b| undone(a).total_cmp(&undone(b)));
    let around = (start..end).filter(|other| *other != at && Some(*other) != partner);
    let mut around: Vec<f64> = around.map(|other| returns[other].abs()).collect();
    if around.is_empty() {
        return None;
    }
    around.sort_by(f64::total_cmp);
    let greatest = around[around.len() - 1];
    if log_return.abs() < options.isolation * greatest {
        return None;
    }
    let scale = (OF_MEDIAN * around[around.len() / 2]).max(LEAST_SCALE);
    let distance = |ratio: &f64| (log_return.abs() - ratio.ln()).abs();
    let ratio = RATIOS.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let tolerance = (options.deviations * scale).min(options.tolerance).min(SHARE * ratio.ln());
    (distance(ratio) <= tolerance).then(|| Jump {
        at,
        log_return,
        // A fall is a split, a rise a merger.
        ratio: if log_return < 0.0 { *ratio } else { 1.0 / ratio },
        distance: log_return.abs() - ratio.ln(),
    })
}
