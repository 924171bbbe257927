use crate::synthetic::days;
use jiff::civil::date;
use neuron_prices::datasets::{tech_portfolio, tech_stocks};
use neuron_prices::{Asset, Bar, Bars, PriceKind, PricesError};

fn bar(price: f64) -> Bar {
    Bar { open: price, high: price, low: price, close: price, volume: 1.0 }
}

#[test]
fn what_is_no_bar_is_refused_with_its_column() {
    let of = |bars: Vec<Bar>, adjusted| {
        let asset = Asset::new("A").unwrap();
        Bars::new(asset, days(bars.len()), bars, adjusted).unwrap_err().to_string()
    };
    let low = Bar { low: 0.0, ..bar(1.0) };
    assert!(of(vec![bar(1.0), low], None).contains("row 2, column `low`: the price of `A`"));
    let volume = Bar { volume: -1.0, ..bar(1.0) };
    assert!(
        of(vec![volume], None).contains("column `volume`: the volume of `A` on 2020-01-01 is -1")
    );
    let volume = Bar { volume: f64::NAN, ..bar(1.0) };
    assert!(of(vec![volume], None).contains("is NaN: expected zero or more"));
    assert!(of(vec![bar(1.0)], Some(vec![f64::NAN])).contains("column `adjusted close`"));
    assert!(
        of(vec![bar(1.0)], Some(vec![])).contains("`adjusted close` of `A` has 0 entries for 1")
    );
    assert!(of(vec![], None).contains("there is no price of `A`"));
}

/// Bars of many assets on the days of a panel, for a back-test.
#[test]
fn bars_are_brought_onto_the_days_of_a_panel() {
    let panel = tech_portfolio().unwrap();
    let stocks = tech_stocks().unwrap();
    for bars in stocks.iter().filter(|bars| bars.ticker() != "FB") {
        let own = bars.adjusted().unwrap().on(panel.dates()).unwrap();
        assert_eq!(own.closes().prices(), panel.column(panel.position(own.ticker()).unwrap()));
        assert_eq!(own.dates(), panel.dates());
    }
    let error = stocks[1].on(panel.dates()).unwrap_err().to_string();
    let expected = "`FB` has no price on 2004-08-19, which is asked for (1952 price(s) are missing";
    assert!(error.starts_with(expected), "{error}");
    assert!(stocks[0].on(&[]).is_err());
}

#[test]
fn adjusted_bars_have_the_returns_of_the_adjusted_closes() {
    let stocks = tech_stocks().unwrap();
    for bars in &stocks {
        let adjusted = bars.adjusted().unwrap();
        assert_eq!(adjusted.asset().kind, PriceKind::Adjusted);
        assert_eq!(adjusted.closes().prices(), bars.adjusted_closes().unwrap().prices());
        for (one, two) in adjusted.bars().iter().zip(bars.bars()) {
            assert!((one.open / one.close - two.open / two.close).abs() < 1e-12);
            assert_eq!(one.volume, two.volume);
        }
    }
    let part = stocks[0].between(date(2005, 1, 1), date(2005, 12, 31)).unwrap();
    assert_eq!((part.dates().len(), part.bars().len()), (252, 252));
    assert_eq!(part.adjusted_closes().unwrap().dates(), part.dates());
    let plain = Bars::new(Asset::new("A").unwrap(), days(1), vec![bar(1.0)], None).unwrap();
    assert!(matches!(plain.adjusted(), Err(PricesError::NoSuchKind { kind: "adjusted", .. })));
}
