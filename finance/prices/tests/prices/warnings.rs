use crate::synthetic::{series, walk};
use neuron_prices::datasets::{tech_portfolio, tech_stocks};
use neuron_prices::warnings::{Mixed, WarningOptions, of_bars, of_panel, of_series};
use neuron_prices::{
    AlignOptions, Alignment, Asset, Bars, Currency, PriceKind, PricesError, Warning, Zone, align,
};

fn found(prices: Vec<f64>) -> Vec<Warning> {
    of_series(&series("A", prices), &WarningOptions::default())
}

/// All prices from a day on times a factor.
fn jumped(mut prices: Vec<f64>, from: usize, to: usize, factor: f64) -> Vec<f64> {
    prices[from..to].iter_mut().for_each(|price| *price *= factor);
    prices
}

/// The splits of these shares from 2000 to 2013, which the unadjusted closes of the source show and its
/// adjusted closes confirm; and Apple's crash of 29 September 2000 (−52 %), which by its closes alone
/// looks like one, and which the adjusted closes tell apart.
#[test]
fn the_splits_of_real_shares_are_found_and_nothing_else() {
    let mut all = Vec::new();
    for bars in tech_stocks().unwrap() {
        for warning in of_bars(&bars, &WarningOptions::default()) {
            let Warning::UnadjustedSplit { ticker, day, ratio, confirmed, .. } = warning else {
                panic!("{warning}")
            };
            all.push((ticker, day.to_string(), ratio, confirmed));
        }
    }
    let expected = [
        ("AAPL", "2000-06-21", 2.0, Some(true)),
        ("AAPL", "2000-09-29", 2.0, Some(false)),
        ("AAPL", "2005-02-28", 2.0, Some(true)),
        ("MSFT", "2003-02-18", 2.0, Some(true)),
    ];
    let expected = expected.map(|(ticker, day, ratio, confirmed)| {
        (ticker.to_owned(), day.to_owned(), ratio, confirmed)
    });
    assert_eq!(all, expected);
    assert_eq!(of_panel(&tech_portfolio().unwrap(), &WarningOptions::default()).unwrap(), []);
}

#[test]
fn splits_and_mergers_of_any_size_are_found_with_their_ratio() {
    for (ratio, text) in [
        (1.5, "3 for 2"),
        (2.0, "2 for 1"),
        (3.0, "3 for 1"),
        (10.0, "10 for 1"),
        (0.1, "1 for 10"),
    ] {
        for seed in 0..20 {
            let prices = jumped(walk(seed, 120, 0.02), 60, 120, 1.0 / ratio);
            let own = found(prices);
            let [Warning::UnadjustedSplit { day, ratio: found, log_return, distance, .. }] =
                &own[..]
            else {
                panic!("{own:?}")
            };
            assert_eq!((day.to_string().as_str(), *found), ("2020-03-01", ratio));
            assert!((log_return.abs() - ratio.ln().abs()).abs() < 0.021 && distance.abs() < 0.021);
            assert!(
                own[0].to_string().contains(&format!("like a split of {text}: not repaired")),
                "{}",
                own[0]
            );
        }
    }
    for seed in 0..50 {
        assert_eq!(found(walk(seed, 500, 0.05)), [], "a walk has no split");
    }
}

/// A fall that others like it surround is a market, not a split.
#[test]
fn a_jump_among_jumps_is_none() {
    let wild: Vec<f64> =
        (0..60).map(|n| if n % 2 == 0 { 100.0 } else { 60.0 + f64::from(n) / 100.0 }).collect();
    assert_eq!(found(wild), []);
}

#[test]
fn a_jump_and_back_is_a_phantom_split() {
    for days in [1, 3, 9] {
        let own = found(jumped(walk(1, 120, 0.01), 50, 50 + days, 0.5));
        let [Warning::PhantomSplit { day, back, ratio, log_return, .. }] = &own[..] else {
            panic!("{days}: {own:?}")
        };
        assert_eq!((day.to_string().as_str(), *ratio), ("2020-02-20", 2.0));
        assert_eq!(day.until(*back).unwrap().get_days() as usize, days);
        assert!((log_return + 2f64.ln()).abs() < 0.011);
    }
    let two = found(jumped(walk(1, 200, 0.01), 50, 100, 0.5));
    assert!(matches!(two[..], [Warning::UnadjustedSplit { .. }, Warning::UnadjustedSplit { .. }]));
}

#[test]
fn stale_prices_are_counted() {
    let mut prices = walk(3, 40, 0.01);
    for day in 10..14 {
        prices[day] = prices[10];
    }
    assert_eq!(found(prices.clone()), [], "four days are not stale yet");
    prices[14] = prices[10];
    let own = found(prices.clone());
    let [Warning::StalePrice { day, last, days: 5, price, .. }] = &own[..] else {
        panic!("{own:?}")
    };
    assert_eq!((day.to_string().as_str(), last.to_string().as_str()), ("2020-01-11", "2020-01-15"));
    assert_eq!(*price, prices[10]);
    assert!(matches!(found(vec![5.0; 7])[..], [Warning::StalePrice { days: 7, .. }]));
}

#[test]
fn what_assets_have_not_in_common_is_said() {
    let bars = tech_stocks().unwrap();
    let closes: Vec<_> = bars.iter().skip(2).map(Bars::closes).collect();
    let remade =
        |asset: Asset, ticker: &str| Asset { ticker: Asset::new(ticker).unwrap().ticker, ..asset };
    let pence = Asset {
        currency: Some(Currency::new("GBp").unwrap()),
        zone: Some(Zone::new("Europe/London").unwrap()),
        kind: PriceKind::Adjusted,
        ..remade(closes[1].asset().clone(), "X.L")
    };
    let other = neuron_prices::PriceSeries::new(
        pence,
        closes[1].dates().to_vec(),
        closes[1].prices().to_vec(),
    );
    let all = [closes[0].clone(), closes[1].clone(), other.unwrap()];
    let options = AlignOptions { policy: Alignment::Inner, ..AlignOptions::default() };
    let panel = align(&all, &options).unwrap();
    let own = of_panel(&panel, &WarningOptions::default()).unwrap();
    let mixed: Vec<Mixed> = own
        .iter()
        .filter_map(|own| match own {
            Warning::Mixture { mixed, parts } => {
                assert_eq!(parts.len(), 2);
                Some(*mixed)
            }
            _ => None,
        })
        .collect();
    assert_eq!(mixed, [Mixed::Currencies, Mixed::TimeZones, Mixed::Kinds]);
    assert_eq!(
        own[0].to_string(),
        "different currencies in one panel: USD of GOOG, IBM; GBp of X.L"
    );
    let same = own.iter().find_map(|own| match own {
        Warning::SamePrices { ticker, other, days } => {
            Some((ticker.as_str(), other.as_str(), *days))
        }
        _ => None,
    });
    assert_eq!(same, Some(("X.L", "IBM", 2148)));
}

#[test]
fn carried_prices_are_not_stale() {
    let one = series("ONE", walk(5, 30, 0.01));
    let mut two = series("TWO", walk(6, 30, 0.01));
    let (dates, prices) = (two.dates().to_vec(), two.prices().to_vec());
    let kept = |n: &usize| !(10..18).contains(n);
    two = neuron_prices::PriceSeries::new(
        two.asset().clone(),
        (0..30).filter(kept).map(|n| dates[n]).collect(),
        (0..30).filter(kept).map(|n| prices[n]).collect(),
    )
    .unwrap();
    let policy = Alignment::ForwardFill { limit: 8 };
    let panel = align(&[one, two], &AlignOptions { policy, ..AlignOptions::default() }).unwrap();
    assert_eq!(panel.report().filled.len(), 8);
    assert_eq!(of_panel(&panel, &WarningOptions::default()).unwrap(), []);
}

#[test]
fn bars_that_contradict_themselves_are_named() {
    use crate::synthetic::days;
    use neuron_prices::Bar;
    let bars = vec![
        Bar { open: 1.0, high: 3.0, low: 1.0, close: 2.0, volume: 0.0 },
        Bar { open: 3.3, high: 3.0, low: 1.0, close: 0.5, volume: 0.0 },
    ];
    let bars = Bars::new(Asset::new("A").unwrap(), days(2), bars, None).unwrap();
    let own = of_bars(&bars, &WarningOptions::default());
    let [
        Warning::InconsistentBar { column: "open", excess: high, .. },
        Warning::InconsistentBar { column: "close", excess: low, .. },
    ] = &own[..]
    else {
        panic!("{own:?}")
    };
    assert!((high - 0.1).abs() < 1e-12 && (low - 0.5).abs() < 1e-12);
}

#[test]
fn options_that_find_everything_are_refused() {
    let with = |stale_days, window, isolation| {
        let options = WarningOptions { stale_days, window, isolation, ..WarningOptions::default() };
        matches!(options.checked(), Err(PricesError::Setting { .. }))
    };
    assert!(with(1, 20, 2.0) && with(5, 2, 2.0) && with(5, 20, f64::NAN) && !with(5, 20, 2.0));
}
