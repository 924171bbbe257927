//! Alignment against a table that is filled in cell by cell.

use crate::synthetic::{days, walk};
use jiff::civil::Date;
use neuron_prices::{AlignOptions, Alignment, Asset, Panel, PriceSeries, PricesError, align};
use proptest::prelude::*;

/// A cell of a table: a price, a gap, or nothing at all.
type Cells = Vec<Option<Option<f64>>>;

fn cells() -> impl Strategy<Value = Vec<Cells>> {
    let cell = prop_oneof![
        8 => (1u32..1000).prop_map(|price| Some(Some(f64::from(price)))),
        1 => Just(Some(None)),
        1 => Just(None),
    ];
    // The first day of each asset has a price, so that none is empty.
    let column = proptest::collection::vec(cell, 12).prop_map(|mut column| {
        column[3] = Some(Some(7.0));
        column
    });
    proptest::collection::vec(column, 1..4)
}

fn series(table: &[Cells]) -> Vec<PriceSeries> {
    let own = days(12);
    let of = |(number, column): (usize, &Cells)| {
        let priced = |day: usize| column[day].flatten().map(|price| (own[day], price));
        let (dates, prices) = (0..12).filter_map(priced).unzip();
        let gaps = (0..12).filter(|day| column[*day] == Some(None)).map(|day| own[day]);
        let asset = Asset::new(&format!("T{number}")).unwrap();
        PriceSeries::new(asset, dates, prices).unwrap().with_gaps(gaps)
    };
    table.iter().enumerate().map(of).collect()
}

fn aligned(table: &[Cells], policy: Alignment) -> Result<Panel, PricesError> {
    align(&series(table), &AlignOptions { policy, min_days: 1, ..AlignOptions::default() })
}

/// Rows of the table with any price, and those with all.
fn rows(table: &[Cells]) -> (Vec<usize>, Vec<usize>) {
    let priced =
        |day: &usize| table.iter().filter(|column| column[*day].flatten().is_some()).count();
    let any = (0..12).filter(|day| priced(day) > 0).collect();
    (any, (0..12).filter(|day| priced(day) == table.len()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn inner_keeps_whole_rows(table in cells()) {
        let (_, whole) = rows(&table);
        let panel = aligned(&table, Alignment::Inner);
        let own = days(12);
        let dates: Vec<Date> = whole.iter().map(|day| own[*day]).collect();
        match panel {
            Ok(panel) => {
                prop_assert_eq!(panel.dates(), &dates[..]);
                for (row, day) in whole.iter().enumerate() {
                    let prices: Vec<f64> = table.iter().filter_map(|column| column[*day].flatten()).collect();
                    prop_assert_eq!(panel.row(row), &prices[..]);
                }
                prop_assert_eq!(panel.report().dropped.len() + dates.len(), panel.report().days);
            }
            Err(error) => {
                let short = matches!(error, PricesError::ShortHistory { .. });
                prop_assert!(whole.is_empty() && short);
            }
        }
    }

    #[test]
    fn an_error_is_the_first_missing_price(table in cells()) {
        let named = |day: &usize| table.iter().any(|column| column[*day].is_some());
        let first = (0..12).filter(named).find_map(|day| {
            table.iter().position(|column| column[day].flatten().is_none()).map(|own| (day, own))
        });
        match (aligned(&table, Alignment::Error), first) {
            (Ok(panel), None) => prop_assert_eq!(panel.dates().len(), rows(&table).1.len()),
            (Err(PricesError::Missing { ticker, day, .. }), Some((row, column))) => {
                prop_assert_eq!((ticker, day), (format!("T{column}"), days(12)[row]));
            }
            (found, first) => prop_assert!(false, "{:?} {:?}", found, first),
        }
    }

    /// The rows with any price, each hole filled with the price above it, no further than allowed.
    #[test]
    fn prices_are_carried_as_far_as_allowed(table in cells(), limit in 1usize..4) {
        let (any, _) = rows(&table);
        let mut expected = Some(Vec::new());
        let mut carried = vec![(None, 0); table.len()];
        for day in any {
            for (column, (price, age)) in table.iter().zip(&mut carried) {
                (*price, *age) = match column[day].flatten() {
                    Some(found) => (Some(found), 0),
                    None => (*price, *age + 1),
                };
                match *price {
                    Some(price) if *age <= limit => expected.as_mut().map_or((), |own| own.push(price)),
                    _ => expected = None,
                }
            }
        }
        let panel = aligned(&table, Alignment::ForwardFill { limit });
        match (panel, expected) {
            (Ok(panel), Some(expected)) => prop_assert_eq!(panel.values(), &expected[..]),
            (Err(PricesError::TooOld { .. } | PricesError::BeforeFirst { .. }), None) => {}
            (found, expected) => prop_assert!(false, "{:?} {:?}", found, expected),
        }
    }
}

/// What a program reads: days as text, no price that is no number.
#[test]
fn results_are_written_as_json() {
    let prices = walk(1, 2, 0.01);
    let one = crate::synthetic::series("ONE", prices.clone());
    let panel = align(&[one], &AlignOptions::default()).unwrap();
    let json = serde_json::to_value(&panel).unwrap();
    assert_eq!(json["dates"][1], "2020-01-02");
    assert_eq!(json["values"][1], prices[1]);
    assert_eq!(
        (&json["assets"][0]["ticker"], &json["report"]["policy"]),
        (&"ONE".into(), &"error".into())
    );
    let stale = crate::synthetic::series("A", vec![2.0; 6]);
    let own = neuron_prices::warnings::of_series(&stale, &Default::default());
    let json = serde_json::to_value(&own).unwrap();
    assert_eq!((&json[0]["warning"], &json[0]["days"]), (&"stale_price".into(), &6.into()));
}
