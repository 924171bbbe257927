use super::estimate::{Data, Estimate, estimate};
use super::filter::{filter, transformed};
use super::harmonics::{most_harmonics, significant_harmonics};
use super::model::{TbatsModel, TbatsParameters, TbatsSeason, TbatsTrend};
use crate::arima::stationary_order;

/// How many harmonics are added or left out at once, at most.
const LOOK_AHEAD: usize = 3;

/// Chooses components by AIC (De Livera, Hyndman, Snyder 2011, on model selection): harmonics by a regression,
/// power and trend by trying each, harmonics once more with these, and correlated errors of the order that
/// the residuals ask for if they make the criterion less.
pub(super) fn search(data: &Data<'_>, periods: &[f64]) -> Option<Estimate> {
    let mut best: Option<Estimate> = None;
    let seasons = significant_harmonics(data.series, periods);
    for seasons in if seasons.is_empty() { vec![seasons] } else { vec![seasons, Vec::new()] } {
        for trend in [TbatsTrend::None, TbatsTrend::Linear, TbatsTrend::Damped] {
            for box_cox in [false, true] {
                let model = TbatsModel { box_cox, trend, seasons: seasons.clone(), p: 0, q: 0 };
                keep_better(&mut best, estimate(data, &model, None));
            }
        }
    }
    let mut best = best?;
    refine_harmonics(data, periods, &mut best);
    correlated_errors(data, &mut best);
    Some(best)
}

fn keep_better(best: &mut Option<Estimate>, found: Option<Estimate>) -> bool {
    match (best.as_ref(), found) {
        (_, None) => false,
        (Some(known), Some(found)) if found.aic() >= known.aic() => false,
        (_, found) => {
            *best = found;
            true
        }
    }
}

/// More harmonics of one season after another as long as the criterion falls, or else fewer.
fn refine_harmonics(data: &Data<'_>, periods: &[f64], best: &mut Estimate) {
    let most = most_harmonics(periods);
    let mut at = 0;
    while at < best.model.seasons.len() {
        let mut moved = false;
        for up in [true, false] {
            if !up && moved {
                break;
            }
            while let Some(found) = fewer_or_more(data, best, at, up, &most) {
                *best = found;
                moved = true;
            }
        }
        at += 1;
    }
}

/// The nearest better model with more harmonics of a season, or with fewer: one that adds nothing may lie
/// before one that does.
fn fewer_or_more(
    data: &Data<'_>,
    best: &Estimate,
    at: usize,
    up: bool,
    most: &[usize],
) -> Option<Estimate> {
    (1..=LOOK_AHEAD).find_map(|step| {
        let model = with_other_harmonics(&best.model, at, up, step, most)?;
        estimate(data, &model, Some(&best.parameters)).filter(|found| found.aic() < best.aic())
    })
}

fn with_other_harmonics(
    model: &TbatsModel,
    at: usize,
    up: bool,
    step: usize,
    most: &[usize],
) -> Option<TbatsModel> {
    let TbatsSeason { period, harmonics } = model.seasons[at];
    let harmonics = if up { harmonics + step } else { harmonics.checked_sub(step)? };
    if harmonics == 0 || harmonics > most[at] {
        return None;
    }
    let mut model = model.clone();
    model.seasons[at] = TbatsSeason { period, harmonics };
    Some(model)
}

fn correlated_errors(data: &Data<'_>, best: &mut Estimate) {
    let values = transformed(data.series, best.parameters.lambda);
    let errors = filter(&values, &best.model, &best.parameters).errors;
    let Some((ar, ma)) = stationary_order(&errors) else { return };
    if ar.is_empty() && ma.is_empty() {
        return;
    }
    let model = TbatsModel { p: ar.len(), q: ma.len(), ..best.model.clone() };
    let near = TbatsParameters { ar, ma, ..best.parameters.clone() };
    if let Some(found) = estimate(data, &model, Some(&near))
        && found.aic() < best.aic()
    {
        *best = found;
    }
}
