use neuron_forecasting::{Forecaster, Method};

/// The forecast that the network corrects, of as many steps as `horizon`: that of a model fitted to what is seen, whose
/// gaps are filled on a straight line; where it can make none, the last value; nothing where nothing is seen.
pub(super) fn reference(
    seen: &[Option<f64>],
    method: Option<Method>,
    season: usize,
    horizon: usize,
) -> Option<Vec<f64>> {
    let method = method?;
    let (history, behind) = filled(seen)?;
    let last = *history.last()?;
    let steps = horizon + behind;
    let made = method.fit(&history, season).and_then(|fitted| fitted.forecast(steps, &[]));
    Some(match made {
        Ok(forecast) => forecast.mean[behind..].to_vec(),
        // Too short for a season, or for the model.
        Err(_) => vec![last; horizon],
    })
}

/// The values from the first to the last that is there, and how many are missing behind that.
pub(super) fn filled(seen: &[Option<f64>]) -> Option<(Vec<f64>, usize)> {
    let first = seen.iter().position(Option::is_some)?;
    let last = seen.iter().rposition(Option::is_some)?;
    let mut values: Vec<f64> = Vec::with_capacity(last + 1 - first);
    let mut before = (first, seen[first]?);
    for (at, value) in seen.iter().enumerate().take(last + 1).skip(first) {
        let Some(value) = *value else { continue };
        let (from, start) = before;
        for between in from + 1..at {
            let share = (between - from) as f64 / (at - from) as f64;
            values.push(start + share * (value - start));
        }
        values.push(value);
        before = (at, value);
    }
    Some((values, seen.len() - 1 - last))
}

#[cfg(test)]
mod tests {
    use super::{filled, reference};
    use neuron_forecasting::Method;

    #[test]
    fn gaps_are_filled_between_values_alone() {
        let seen = [None, Some(1.0), None, None, Some(4.0), None];
        assert_eq!(filled(&seen), Some((vec![1.0, 2.0, 3.0, 4.0], 1)));
        assert_eq!(filled(&[None]), None);
    }

    #[test]
    fn a_season_goes_on_behind_what_is_missing() {
        let seen = [Some(1.0), Some(2.0), Some(1.0), Some(2.0), None];
        let found = reference(&seen, Some(Method::SeasonalNaive), 2, 3);
        // The missing one would be 1.
        assert_eq!(found, Some(vec![2.0, 1.0, 2.0]));
        let short = reference(&[Some(3.0)], Some(Method::SeasonalNaive), 2, 2);
        assert_eq!(short, Some(vec![3.0, 3.0]));
        assert_eq!(reference(&seen, None, 2, 3), None);
    }
}
