use crate::synthetic::{days, series};
use jiff::civil::date;
use neuron_prices::datasets::{tech_portfolio, tech_stocks};
use neuron_prices::{
    AlignOptions, Alignment, Asset, Bars, Panel, PriceSeries, PricesError, ReturnKind, align,
};

fn policy(policy: Alignment) -> AlignOptions {
    AlignOptions { policy, ..AlignOptions::default() }
}

/// ONE on days 0, 1, 2, 3, 4; TWO on 0, 3, 4.
fn uneven() -> [PriceSeries; 2] {
    let own = days(5);
    let two = vec![own[0], own[3], own[4]];
    let two = PriceSeries::new(Asset::new("TWO").unwrap(), two, vec![10.0, 13.0, 14.0]).unwrap();
    [series("ONE", vec![1.0, 2.0, 3.0, 4.0, 5.0]), two]
}

#[test]
fn a_missing_price_is_an_error_unless_a_policy_is_stated() {
    let error = align(&uneven(), &AlignOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`TWO` has no price on 2020-01-02, which `ONE` has (2 price(s) are missing in all); align by \
         `inner`, which drops such days, or by `ffill<=K`"
    );
}

#[test]
fn inner_drops_days_and_says_which() {
    let panel = align(&uneven(), &policy(Alignment::Inner)).unwrap();
    assert_eq!(panel.dates(), [days(5)[0], days(5)[3], days(5)[4]]);
    assert_eq!(panel.values(), [1.0, 10.0, 4.0, 13.0, 5.0, 14.0]);
    assert_eq!(panel.report().dropped, days(5)[1..3]);
    assert_eq!((panel.report().days, &panel.report().missing[..]), (5, &[0, 2][..]));
}

#[test]
fn prices_are_carried_as_far_as_allowed_and_each_is_noted() {
    let panel = align(&uneven(), &policy(Alignment::ForwardFill { limit: 2 })).unwrap();
    assert_eq!(panel.column(1), [10.0, 10.0, 10.0, 13.0, 14.0]);
    let filled: Vec<_> = panel.report().filled.iter().map(|own| (own.day, own.from)).collect();
    assert_eq!(filled, [(days(5)[1], days(5)[0]), (days(5)[2], days(5)[0])]);
    assert_eq!(panel.series("TWO").unwrap().gaps(), &days(5)[1..3]);

    let error = align(&uneven(), &policy(Alignment::ForwardFill { limit: 1 })).unwrap_err();
    assert!(
        matches!(&error, PricesError::TooOld { ticker, day, limit: 1 }
            if ticker == "TWO" && *day == days(5)[2]),
        "{error}"
    );
    let late = uneven()[1].between(days(5)[3], days(5)[4]).unwrap();
    let fill = policy(Alignment::ForwardFill { limit: 9 });
    let error = align(&[uneven()[0].clone(), late.clone()], &fill).unwrap_err();
    assert!(
        matches!(&error, PricesError::BeforeFirst { ticker, first, .. }
            if ticker == "TWO" && *first == days(5)[3]),
        "{error}"
    );
    let from = AlignOptions { first: Some(days(5)[3]), ..fill };
    assert_eq!(align(&[uneven()[0].clone(), late], &from).unwrap().dates().len(), 2);
}

/// A day that all sources name without a price is a missing price too, and is never made up.
#[test]
fn gaps_count_as_missing_prices() {
    let own = days(3);
    let one = PriceSeries::new(Asset::new("ONE").unwrap(), vec![own[0], own[2]], vec![1.0, 2.0]);
    let one = one.unwrap().with_gaps([own[1], own[0]]);
    assert_eq!(one.gaps(), [own[1]], "a day with a price is no gap");
    let error = align(std::slice::from_ref(&one), &AlignOptions::default()).unwrap_err();
    assert!(error.to_string().contains("on 2020-01-02, a day that the source names"), "{error}");
    for other in [Alignment::Inner, Alignment::ForwardFill { limit: 5 }] {
        let panel = align(std::slice::from_ref(&one), &policy(other)).unwrap();
        assert_eq!((panel.dates().len(), &panel.report().dropped[..]), (2, &own[1..2]));
    }
}

#[test]
fn what_is_no_panel_is_refused() {
    let asset = |name| Asset::new(name).unwrap();
    let two = || vec![asset("A"), asset("B")];
    let error = |result: Result<Panel, PricesError>| result.unwrap_err().to_string();
    assert!(error(Panel::new(vec![], days(1), vec![])).contains("0 assets (none), expected 1"));
    assert!(
        error(Panel::new(vec![asset("A"); 2], days(1), vec![1.0; 2]))
            .contains("`A` is there twice")
    );
    assert!(error(Panel::new(two(), vec![], vec![])).contains("no price of `A`"));
    assert!(error(Panel::new(two(), days(2), vec![1.0; 3])).contains("has 3 entries for 2 days"));
    for (price, what) in [
        (f64::NAN, "not a number"),
        (f64::INFINITY, "infinite"),
        (0.0, "zero"),
        (-2.5, "-2.5"),
        (-0.0, "zero"),
    ] {
        let text = error(Panel::new(two(), days(2), vec![1.0, 1.0, 1.0, price]));
        let expected = format!("row 2: the price of `B` on 2020-01-02 is {what}: expected");
        assert!(text.contains(&expected), "{text}");
    }
    let back = vec![days(2)[1], days(2)[0]];
    assert!(
        error(Panel::new(two(), back, vec![1.0; 4]))
            .contains("2020-01-01 of `A` comes after 2020-01-02")
    );
    let twice = vec![days(1)[0]; 2];
    assert!(
        error(Panel::new(two(), twice, vec![1.0; 4]))
            .contains("is there twice for `A`, first in row 1")
    );
    assert!(matches!(align(&[], &AlignOptions::default()), Err(PricesError::TooFewAssets { .. })));
}

#[test]
fn too_little_is_refused_by_name() {
    let panel = tech_portfolio().unwrap();
    assert!(panel.require_days(2148).is_ok() && panel.require_assets(4).is_ok());
    let error = panel.require_days(2149).unwrap_err().to_string();
    assert!(error.contains("2148 days") && error.contains("`GOOG` has the shortest"), "{error}");
    let one = panel.select(&["IBM"]).unwrap();
    let error = one.require_assets(2).unwrap_err().to_string();
    assert_eq!(error, "there are 1 assets (IBM), expected 2 or more");

    // FB was listed in May 2012: a year of returns cannot be had.
    let stocks = tech_stocks().unwrap();
    let closes: Vec<_> = stocks.iter().map(|bars| bars.adjusted_closes().unwrap()).collect();
    let options = AlignOptions { min_days: 252, ..policy(Alignment::Inner) };
    let error = align(&closes, &options).unwrap_err().to_string();
    assert_eq!(
        error,
        "there are 196 days with prices of all assets, expected 252 or more; `FB` has the shortest \
         history: 196 prices, 2012-05-18 to 2013-03-01"
    );
    let error = align(&closes, &AlignOptions::default()).unwrap_err().to_string();
    assert!(
        error.starts_with("`FB` has no price on 2000-03-01, which `AAPL` has (4196 "),
        "{error}"
    );
}

#[test]
fn parts_of_a_panel_keep_their_order() {
    let panel = tech_portfolio().unwrap();
    let part = panel.select(&["MSFT", "AAPL"]).unwrap();
    assert_eq!(part.column(1), panel.column(0));
    assert_eq!(part.report().missing, [0, 0]);
    assert_eq!(panel.select(&["GOOG"]).unwrap().report().missing, [1122]);
    let error = panel.select(&["aapl"]).unwrap_err().to_string();
    assert_eq!(error, "there is no ticker `aapl`; there are AAPL, GOOG, IBM, MSFT");
    let year = panel.between(date(2008, 1, 1), date(2008, 12, 31)).unwrap();
    // The New York Stock Exchange was open on 253 days of 2008.
    assert_eq!((year.dates().len(), year.dates()[0]), (253, date(2008, 1, 2)));
    assert!(panel.between(date(2030, 1, 1), date(2031, 1, 1)).is_err());
    assert!(panel.between(date(2009, 1, 1), date(2008, 1, 1)).is_err());
}

#[test]
fn returns_that_are_no_number_are_refused() {
    let panel = |prices: Vec<f64>| {
        Panel::new(vec![Asset::new("A").unwrap()], days(prices.len()), prices).unwrap()
    };
    let wide = panel(vec![1e-300, 1e300]);
    let error = wide.returns(ReturnKind::Simple).unwrap_err();
    assert!(matches!(error, PricesError::Return { .. }), "{error}");
    let log = wide.returns(ReturnKind::Log).unwrap();
    assert!((log.values()[0] - 600.0 * 10f64.ln()).abs() < 1e-9);
    assert!(matches!(
        panel(vec![1.0]).returns(ReturnKind::Log),
        Err(PricesError::ShortHistory { .. })
    ));
}

/// A panel with all 5 shares gives the rows of each share's own file.
#[test]
fn a_panel_holds_what_its_series_hold() {
    let stocks = tech_stocks().unwrap();
    let closes: Vec<PriceSeries> = stocks.iter().map(Bars::closes).collect();
    let panel = align(&closes, &policy(Alignment::Inner)).unwrap();
    for (number, own) in closes.iter().enumerate() {
        for (row, day) in panel.dates().iter().enumerate() {
            assert_eq!(Some(panel.row(row)[number]), own.price(*day));
        }
    }
}
