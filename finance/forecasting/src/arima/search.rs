use super::difference;
use super::estimate::{Estimate, Maximise};
use super::order::ArimaOrder;
use super::seasonal_test::SeasonalTest;
use super::unit_root::differences;
use crate::ForecastError;

/// Highest p and q, and P and Q.
const MOST: (usize, usize) = (5, 2);
/// Most models that one search tries.
const TRIES: usize = 94;

/// Stepwise search of Hyndman and Khandakar (2008), §3.2: from the best of four models to the best
/// of its neighbours, until none is better by AICc.
pub(super) fn search(
    series: &[f64],
    season: usize,
    scale: f64,
    test: SeasonalTest,
) -> Result<Estimate, ForecastError> {
    // With less than a season beyond differencing there is nothing to estimate seasonal terms on.
    let season = if season > 1 && series.len() > 2 * season { season } else { 1 };
    let seasonal_d = test.differences(series, season);
    let lagged: Vec<f64> = if seasonal_d == 1 {
        series.iter().skip(season).zip(series).map(|(now, before)| now - before).collect()
    } else {
        series.to_vec()
    };
    let d = differences(&lagged);
    let base = ArimaOrder {
        p: 0,
        d,
        q: 0,
        seasonal_p: 0,
        seasonal_d,
        seasonal_q: 0,
        constant: d + seasonal_d <= 1,
    };
    let differenced = difference::apply(series, &base.difference_polynomial(season));
    let third = differenced.len() / 3;
    let most = third.min(MOST.0);
    let most_seasonal = if season > 1 { (third / season).min(MOST.1) } else { 0 };
    let mut search = Search { differenced, season, scale, tried: Vec::new(), best: None };
    for (p, q, seasonal_p, seasonal_q) in [(2, 2, 1, 1), (0, 0, 0, 0), (1, 0, 1, 0), (0, 1, 0, 1)] {
        search.try_order(ArimaOrder {
            p: p.min(most),
            q: q.min(most),
            seasonal_p: seasonal_p.min(most_seasonal),
            seasonal_q: seasonal_q.min(most_seasonal),
            ..base
        });
    }
    if base.constant {
        search.try_order(base.constant(false));
    }
    search.climb(most, most_seasonal, d + seasonal_d <= 1);
    search.best.ok_or_else(|| ForecastError::NoCandidate {
        model: "arima".into(),
        observations: series.len(),
        season,
        cause: "no order leaves observations to estimate it on".into(),
    })
}

/// Coefficients of the ARMA process with neither mean nor season that a series without trend asks for, by
/// the same search.
pub(crate) fn stationary_order(series: &[f64]) -> Option<(Vec<f64>, Vec<f64>)> {
    let scale = series.iter().map(|value| value.abs()).sum::<f64>() / series.len().max(1) as f64;
    let base = ArimaOrder::new(0, 0, 0).constant(false);
    let most = (series.len() / 3).min(MOST.0);
    let differenced = series.to_vec();
    let mut search = Search { differenced, season: 1, scale, tried: Vec::new(), best: None };
    for (p, q) in [(2, 2), (0, 0), (1, 0), (0, 1)] {
        search.try_order(ArimaOrder { p: p.min(most), q: q.min(most), ..base });
    }
    search.climb(most, 0, false);
    search.best.map(|best| (best.coefficients.ar, best.coefficients.ma))
}

struct Search {
    differenced: Vec<f64>,
    season: usize,
    scale: f64,
    tried: Vec<ArimaOrder>,
    best: Option<Estimate>,
}

impl Search {
    /// From the best so far to the best of its neighbours, until none is better.
    fn climb(&mut self, most: usize, most_seasonal: usize, may_have_constant: bool) {
        while let Some(current) = self.best.as_ref().map(|best| best.order) {
            let next = neighbours(current, most, most_seasonal, may_have_constant);
            // The first neighbour that is better becomes the new centre.
            if !next.into_iter().any(|order| self.try_order(order)) {
                break;
            }
        }
    }

    /// Whether the order is new and better than all before.
    fn try_order(&mut self, order: ArimaOrder) -> bool {
        let enough = self.differenced.len() >= order.parameter_count() + 2;
        if !enough || self.tried.contains(&order) || self.tried.len() >= TRIES {
            return false;
        }
        self.tried.push(order);
        let task = Maximise { order, season: self.season, scale: self.scale };
        let Some(found) = task.run(&self.differenced) else { return false };
        let clear = found.coefficients.is_clear_of_unit_roots(self.season);
        let better = clear && self.best.as_ref().is_none_or(|known| found.aicc() < known.aicc());
        if better {
            self.best = Some(found);
        }
        better
    }
}

fn neighbours(
    order: ArimaOrder,
    most: usize,
    most_seasonal: usize,
    may_have_constant: bool,
) -> Vec<ArimaOrder> {
    const STEPS: [(i8, i8, i8, i8); 16] = [
        (0, 0, -1, 0),
        (0, 0, 0, -1),
        (0, 0, 1, 0),
        (0, 0, 0, 1),
        (0, 0, -1, -1),
        (0, 0, -1, 1),
        (0, 0, 1, -1),
        (0, 0, 1, 1),
        (-1, 0, 0, 0),
        (0, -1, 0, 0),
        (1, 0, 0, 0),
        (0, 1, 0, 0),
        (-1, -1, 0, 0),
        (-1, 1, 0, 0),
        (1, -1, 0, 0),
        (1, 1, 0, 0),
    ];
    let moved = |value: usize, step: i8, most: usize| {
        value.checked_add_signed(isize::from(step)).filter(|&value| value <= most)
    };
    let mut next: Vec<ArimaOrder> = STEPS
        .iter()
        .filter_map(|&(p, q, seasonal_p, seasonal_q)| {
            Some(ArimaOrder {
                p: moved(order.p, p, most)?,
                q: moved(order.q, q, most)?,
                seasonal_p: moved(order.seasonal_p, seasonal_p, most_seasonal)?,
                seasonal_q: moved(order.seasonal_q, seasonal_q, most_seasonal)?,
                ..order
            })
        })
        .collect();
    if may_have_constant {
        next.push(order.constant(!order.constant));
    }
    next
}
