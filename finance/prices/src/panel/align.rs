use super::{AlignOptions, Alignment, AlignmentReport, Filled, Panel};
use crate::{PriceSeries, PricesError};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Brings series onto common days.
///
/// The days are those on which any series has a price. A day that is a gap of some series and on which
/// none has a price is a missing price too: an error, or a day that is dropped.
///
/// ```
/// use jiff::civil::date;
/// use neuron_prices::{AlignOptions, Alignment, Asset, PriceSeries, align};
///
/// let days = [2, 3, 4].map(|day| date(2024, 1, day));
/// let one = PriceSeries::new(Asset::new("ONE")?, days.to_vec(), vec![1.0, 2.0, 3.0])?;
/// let two = PriceSeries::new(Asset::new("TWO")?, vec![days[0], days[2]], vec![5.0, 6.0])?;
/// let policy = Alignment::ForwardFill { limit: 1 };
/// let panel = align(&[one, two], &AlignOptions { policy, ..AlignOptions::default() })?;
/// assert_eq!(panel.column(1), [5.0, 5.0, 6.0]);
/// assert_eq!(panel.report().filled[0].day, days[1]);
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
///
/// # Errors
/// [`PricesError::Missing`], [`PricesError::TooOld`] or [`PricesError::BeforeFirst`] with the first
/// day and asset that the policy does not allow for; [`PricesError::ShortHistory`];
/// [`PricesError::DuplicateTicker`]; [`PricesError::TooFewAssets`] where there is no series.
pub fn align(series: &[PriceSeries], options: &AlignOptions) -> Result<Panel, PricesError> {
    if series.is_empty() {
        return Err(PricesError::TooFewAssets { found: 0, expected: 1, there: "none".into() });
    }
    let inside = |day: &&Date| {
        options.first.is_none_or(|first| **day >= first)
            && options.last.is_none_or(|last| **day <= last)
    };
    let priced: BTreeSet<Date> =
        series.iter().flat_map(|one| one.dates().iter().filter(inside)).copied().collect();
    let gaps: BTreeSet<Date> =
        series.iter().flat_map(|one| one.gaps().iter().filter(inside)).copied().collect();
    let days: Vec<Date> = priced.union(&gaps).copied().collect();
    let mut report = AlignmentReport {
        policy: options.policy,
        days: days.len(),
        missing: missing(series, &days),
        ..AlignmentReport::default()
    };
    let mut dates = Vec::with_capacity(days.len());
    let mut values = Vec::with_capacity(days.len() * series.len());
    // The last day of the panel on which each asset had a price: its number, the day and the price.
    let mut last: Vec<Option<(usize, Date, f64)>> = vec![None; series.len()];
    let mut row = Vec::with_capacity(series.len());
    let mut number = 0;
    for &day in &days {
        row.clear();
        row.extend(series.iter().map(|one| one.price(day)));
        if row.iter().any(Option::is_none) {
            let drop = match options.policy {
                Alignment::Error => return Err(missing_price(series, day, &report)),
                Alignment::Inner => true,
                // Nothing was traded: a day of carried prices alone would be made up.
                Alignment::ForwardFill { .. } => !priced.contains(&day),
            };
            if drop {
                report.dropped.push(day);
                continue;
            }
        }
        for ((one, price), last) in series.iter().zip(&row).zip(&mut last) {
            if let Some(price) = price {
                *last = Some((number, day, *price));
                values.push(*price);
                continue;
            }
            let Alignment::ForwardFill { limit } = options.policy else { continue };
            let ticker = one.ticker().to_owned();
            match *last {
                None => {
                    return Err(PricesError::BeforeFirst { ticker, day, first: one.dates()[0] });
                }
                Some((then, _, _)) if number - then > limit => {
                    return Err(PricesError::TooOld { ticker, day, limit });
                }
                Some((_, from, price)) => {
                    values.push(price);
                    report.filled.push(Filled { ticker, day, from });
                }
            }
        }
        dates.push(day);
        number += 1;
    }
    if dates.len() < options.min_days.max(1) {
        return Err(short_history(series, dates.len(), options.min_days.max(1)));
    }
    let assets = series.iter().map(|one| one.asset().clone()).collect();
    Ok(Panel::new(assets, dates, values)?.with_report(report))
}

/// On how many of these days each series has no price.
fn missing(series: &[PriceSeries], days: &[Date]) -> Vec<usize> {
    let of = |one: &PriceSeries| days.iter().filter(|day| one.price(**day).is_none()).count();
    series.iter().map(of).collect()
}

/// The first asset without a price on a day, and why there ought to be one.
fn missing_price(series: &[PriceSeries], day: Date, report: &AlignmentReport) -> PricesError {
    let without = series.iter().find(|one| one.price(day).is_none());
    let with = series.iter().find(|one| one.price(day).is_some());
    PricesError::Missing {
        ticker: without.map_or("", PriceSeries::ticker).to_owned(),
        day,
        though: match with {
            Some(with) => format!("which `{}` has", with.ticker()),
            None => "a day that the source names without one".to_owned(),
        },
        missing: report.missing.iter().sum(),
    }
}

fn short_history(series: &[PriceSeries], found: usize, expected: usize) -> PricesError {
    let shortest = series.iter().min_by_key(|one| one.dates().len());
    // There is a series, and none is empty.
    let dates = shortest.map(PriceSeries::dates).unwrap_or_default();
    PricesError::ShortHistory {
        found,
        expected,
        ticker: shortest.map_or("", PriceSeries::ticker).to_owned(),
        rows: dates.len(),
        first: dates.first().copied().unwrap_or_default(),
        last: dates.last().copied().unwrap_or_default(),
    }
}
