use super::{ModelError, Window};
use crate::series::{Series, SeriesSet};
use crate::{EvaluationError, Forecast};
use neuron_random::{Rng, Stream};

/// The same panel with everything that was not known at `origin` replaced by random values: targets
/// and past-only covariates from `origin` on. Covariates known ahead stay.
#[must_use]
pub fn scramble_future(set: &SeriesSet, origin: usize, seed: u64) -> SeriesSet {
    let known: Vec<bool> = set.covariates().iter().map(|c| c.known_ahead).collect();
    let scramble = |series: &Series, values: &mut [Option<f64>], place: Stream| {
        let size = values.iter().flatten().map(|y| y.abs()).fold(1.0, f64::max);
        let mut rng = place.rng();
        for value in values.iter_mut().skip(origin.saturating_sub(series.offset)) {
            if value.is_some() {
                *value = Some(size * rng.random_range(0.5..3.0));
            }
        }
    };
    let changed = set.series().iter().enumerate().map(|(at, series)| {
        let place = Stream::new(seed, "look-ahead").sample(at as u64);
        let mut copy = series.clone();
        scramble(series, &mut copy.target, place);
        for (which, row) in copy.covariates.iter_mut().enumerate() {
            if !known[which] {
                scramble(series, row, place.step(which as u32 + 1));
            }
        }
        copy
    });
    // Only values changed, and to finite ones, so the panel stays valid.
    set.with_series(changed.collect()).unwrap_or_else(|_| set.clone())
}

/// Runs a pipeline on the panel and on one whose future is scrambled twice over, and demands the
/// same bits.
///
/// ```
/// use neuron_forecast_evaluation::{EvaluationError, Forecast};
/// use neuron_forecast_evaluation::backtest::{Window, check_look_ahead};
/// use neuron_forecast_evaluation::series::{Frequency, Series, SeriesSet};
/// let start = jiff::civil::date(2024, 1, 1).at(0, 0, 0, 0);
/// let set = SeriesSet::new(Frequency::Daily, start, vec![Series::new("a", &[1.0, 2.0, 3.0])])?;
/// let window = Window { first: 0, origin: 2, from: 2, until: 3 };
/// // The mean of the whole series is not known at the origin.
/// let leak = |set: &SeriesSet, _| {
///     let values = set.series()[0].filled();
///     let mean = values.iter().sum::<f64>() / values.len() as f64;
///     Ok(vec![Forecast::point(vec![mean])])
/// };
/// let caught = check_look_ahead(&set, window, 1, &leak);
/// assert!(matches!(caught, Err(EvaluationError::LooksAhead { .. })));
/// # Ok::<(), EvaluationError>(())
/// ```
///
/// # Errors
/// [`EvaluationError::LooksAhead`] with the first number that changed; or the model's own error.
pub fn check_look_ahead<P>(
    set: &SeriesSet,
    window: Window,
    seed: u64,
    pipeline: &P,
) -> Result<(), EvaluationError>
where
    P: Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError>,
{
    let run = |set: &SeriesSet| {
        pipeline(set, window)
            .map_err(|source| EvaluationError::Model { origin: set.time_text(window.from), source })
    };
    let before = run(set)?;
    for round in 0..2 {
        let after = run(&scramble_future(set, window.origin, seed.wrapping_add(round)))?;
        compare(set, window, &before, &after)?;
    }
    Ok(())
}

fn compare(
    set: &SeriesSet,
    window: Window,
    before: &[Forecast],
    after: &[Forecast],
) -> Result<(), EvaluationError> {
    let lengths = |all: &[Forecast]| -> Vec<(usize, usize)> {
        all.iter().map(|f| (f.horizon(), f.quantiles.len())).collect()
    };
    let (shape_before, shape_after) = (lengths(before), lengths(after));
    let changed = (0..shape_before.len().max(shape_after.len()))
        .find(|&item| shape_before.get(item) != shape_after.get(item));
    if let Some(item) = changed {
        let count = |shape: &[(usize, usize)]| {
            shape.get(item).map_or(0.0, |&(steps, levels)| (steps * (1 + levels)) as f64)
        };
        return Err(EvaluationError::LooksAhead {
            item: set.series().get(item).map_or_else(String::new, |s| s.item.clone()),
            step: 1,
            what: "the number of values".to_owned(),
            before: count(&shape_before),
            after: count(&shape_after),
            origin: set.time_text(window.origin),
        });
    }
    for (series, (old, new)) in set.series().iter().zip(before.iter().zip(after)) {
        let paths = |forecast: &Forecast| {
            let quantiles = forecast.quantiles.iter();
            std::iter::once(("the point".to_owned(), forecast.point.clone()))
                .chain(quantiles.map(|q| (format!("quantile {}", q.level), q.values.clone())))
                .collect::<Vec<_>>()
        };
        for ((what, old), (_, new)) in paths(old).into_iter().zip(paths(new)) {
            let differs = |step: &usize| old[*step].to_bits() != new[*step].to_bits();
            if let Some(step) = (0..old.len().min(new.len())).find(differs) {
                return Err(EvaluationError::LooksAhead {
                    item: series.item.clone(),
                    step: step + 1,
                    what,
                    before: old[step],
                    after: new[step],
                    origin: set.time_text(window.origin),
                });
            }
        }
    }
    Ok(())
}
