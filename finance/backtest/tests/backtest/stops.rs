//! Trailing stops and stop-limits by hand: every price here can be followed on paper.

use neuron_backtest::{
    AssetBars, BacktestConfig, BacktestError, Bars, FillAt, Finalise, Kind, Order, Orders, Outcome,
    Size, Slippage, Strategy, Units, View, backtest,
};

/// Places the orders of a list of (bar, order).
struct Script(Vec<(usize, Order)>);

impl Strategy for Script {
    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        self.0.iter().filter(|(bar, _)| *bar == view.bar()).for_each(|(_, o)| orders.place(*o));
        Ok(())
    }
}

/// Open, high, low and close of each bar.
fn bars(rows: &[[f64; 4]]) -> Bars {
    let column = |i: usize| rows.iter().map(|row| row[i]).collect();
    let asset = AssetBars {
        name: "A".to_owned(),
        open: column(0),
        high: column(1),
        low: column(2),
        close: column(3),
        volume: Vec::new(),
    };
    Bars::new((0..rows.len() as i64).map(|day| day * 86_400).collect(), vec![asset]).unwrap()
}

fn config() -> BacktestConfig {
    BacktestConfig {
        finalise: Finalise::Keep,
        units: Units::Fractional,
        ..BacktestConfig::with_cash(1e3)
    }
}

fn run(rows: &[[f64; 4]], script: Vec<(usize, Order)>, config: &BacktestConfig) -> Outcome {
    backtest(&bars(rows), Script(script), config).unwrap()
}

/// Bar and price of each fill.
fn fills(rows: &[[f64; 4]], script: Vec<(usize, Order)>) -> Vec<(usize, f64)> {
    run(rows, script, &config()).fills.iter().map(|fill| (fill.bar, fill.price)).collect()
}

fn trailed(units: f64) -> Order {
    Order::market(0, Size::Units(units)).trailing_stop(0.25)
}

const FIRST: [f64; 4] = [100.0, 100.0, 100.0, 100.0];

#[test]
fn a_trailing_stop_follows_the_highs_of_bars_that_are_over() {
    // The stop is at 75, 90 and 120 in bars 1 to 3. The high of bar 2 alone would put it at 120, above
    // that bar's low: it does not count before the bar is over.
    let mut rows = [
        FIRST,
        [100.0, 120.0, 80.0, 110.0],
        [110.0, 160.0, 95.0, 150.0],
        [130.0, 130.0, 115.0, 118.0],
    ];
    assert_eq!(fills(&rows, vec![(0, trailed(1.0))]), [(1, 100.0), (3, 120.0)]);
    // A gap through the stop fills at the open.
    rows[3] = [110.0, 170.0, 105.0, 168.0];
    assert_eq!(fills(&rows, vec![(0, trailed(1.0))]), [(1, 100.0), (3, 110.0)]);
    // It never goes back down.
    rows[2] = [110.0, 110.0, 91.0, 92.0];
    rows[3] = [92.0, 93.0, 85.0, 86.0];
    assert_eq!(fills(&rows, vec![(0, trailed(1.0))]), [(1, 100.0), (3, 90.0)]);
}

#[test]
fn a_trailing_stop_of_a_short_position_follows_the_lows() {
    // At 125, 100 and 75.
    let rows =
        [FIRST, [100.0, 110.0, 80.0, 90.0], [90.0, 99.0, 60.0, 70.0], [72.0, 80.0, 70.0, 78.0]];
    assert_eq!(fills(&rows, vec![(0, trailed(-1.0))]), [(1, 100.0), (3, 75.0)]);
}

#[test]
fn a_trailing_stop_holds_in_the_bar_at_whose_open_it_began() {
    let rows = [FIRST, [100.0, 101.0, 70.0, 95.0], FIRST];
    assert_eq!(fills(&rows, vec![(0, trailed(1.0))]), [(1, 100.0), (1, 75.0)]);
    // Filled at the close, it has not seen the low before it.
    let at_close = BacktestConfig { fill_at: FillAt::NextClose, ..config() };
    let outcome = run(&rows, vec![(0, trailed(1.0))], &at_close);
    assert_eq!((outcome.fills.len(), outcome.fills[0].price), (1, 95.0));
}

#[test]
fn a_trailing_stop_does_not_know_the_highs_before_a_fill_within_a_bar() {
    // Bought at 90 somewhere in bar 1, whose high of 130 may have come before: the stop begins at the
    // close of 95, is 71.25 in bar 2 and 72 in bar 3.
    let rows =
        [FIRST, [100.0, 130.0, 85.0, 95.0], [95.0, 96.0, 71.5, 80.0], [80.0, 80.0, 70.0, 75.0]];
    let order = Order { kind: Kind::Limit(90.0), ..trailed(1.0) };
    assert_eq!(fills(&rows, vec![(0, order)]), [(1, 90.0), (3, 72.0)]);
}

#[test]
fn a_trailing_stop_as_an_order_of_its_own() {
    // Held from bar 1; the order of bar 1 begins with its close of 110, at 82.5 in bar 2 and at 90 in
    // bar 3, after a high of 120.
    let rows = [
        FIRST,
        [100.0, 150.0, 95.0, 110.0],
        [110.0, 120.0, 85.0, 100.0],
        [100.0, 100.0, 88.0, 90.0],
    ];
    let out = Order { kind: Kind::TrailingStop(0.25), ..Order::market(0, Size::Close) };
    let script = vec![(0, Order::market(0, Size::Units(2.0))), (1, out)];
    assert_eq!(fills(&rows, script), [(1, 100.0), (3, 90.0)]);
    // To buy, a quarter above the lowest price so far: 125, and 100 after a low of 80.
    let into = Order { kind: Kind::TrailingStop(0.25), ..Order::market(0, Size::Units(1.0)) };
    let rows = [FIRST, [100.0, 110.0, 80.0, 90.0], [95.0, 105.0, 94.0, 104.0]];
    assert_eq!(fills(&rows, vec![(0, into)]), [(2, 100.0)]);
    // Stops slip, as all that becomes a market order.
    let slips = BacktestConfig { slippage: Slippage::BasisPoints(100.0), ..config() };
    assert_eq!(run(&rows, vec![(0, into)], &slips).fills[0].price, 101.0);
}

#[test]
fn a_stop_limit_fills_within_its_limit_or_waits() {
    let order = |units: f64, stop: f64, limit: f64| {
        vec![(
            0,
            Order { kind: Kind::StopLimit { stop, limit }, ..Order::market(0, Size::Units(units)) },
        )]
    };
    let later = [114.0, 116.0, 112.0, 115.0];
    for (stop, limit, bar, filled) in [
        // Reached within the bar.
        (110.0, 112.0, [100.0, 115.0, 99.0, 114.0], Some((1, 110.0))),
        // A gap through the stop to a price within the limit.
        (110.0, 112.0, [111.0, 115.0, 99.0, 114.0], Some((1, 111.0))),
        // A gap beyond the limit: it stays open, and the next bar comes back to it.
        (110.0, 112.0, [115.0, 116.0, 113.0, 114.0], Some((2, 112.0))),
        // A gap beyond the limit, to which the same bar comes back.
        (110.0, 112.0, [115.0, 116.0, 111.0, 114.0], Some((1, 112.0))),
        // Not reached at all, though the limit would be good.
        (117.0, 118.0, [100.0, 115.0, 99.0, 114.0], None),
        // The low of the bar may have come before the stop: only what follows counts.
        (110.0, 108.0, [100.0, 115.0, 99.0, 114.0], None),
        (110.0, 113.0, [115.0, 116.0, 114.0, 115.0], Some((2, 113.0))),
    ] {
        let found = fills(&[FIRST, bar, later], order(1.0, stop, limit));
        assert_eq!(found.first().copied(), filled, "{stop} {limit} {bar:?}");
        // Its mirror image sells.
        let turned =
            |row: [f64; 4]| [200.0 - row[0], 200.0 - row[2], 200.0 - row[1], 200.0 - row[3]];
        let rows = [FIRST, turned(bar), turned(later)];
        let found = fills(&rows, order(-1.0, 200.0 - stop, 200.0 - limit));
        let filled = filled.map(|(bar, price)| (bar, 200.0 - price));
        assert_eq!(found.first().copied(), filled, "sells: {stop} {limit} {bar:?}");
    }
}

#[test]
fn a_woken_stop_limit_stays_awake() {
    // Beyond its limit of 108 at the stop of 110; later bars never see 110 again.
    let rows = [
        FIRST,
        [100.0, 111.0, 99.0, 110.0],
        [109.0, 109.5, 108.5, 109.0],
        [109.0, 109.0, 100.0, 101.0],
    ];
    let kind = Kind::StopLimit { stop: 110.0, limit: 108.0 };
    let order = Order { kind, ..Order::market(0, Size::Units(1.0)) };
    assert_eq!(fills(&rows, vec![(0, order)]), [(3, 108.0)]);
    // Its price is kept: it does not slip beyond the limit.
    let slips = BacktestConfig { slippage: Slippage::BasisPoints(100.0), ..config() };
    assert_eq!(run(&rows, vec![(0, order)], &slips).fills[0].price, 108.0);
}

#[test]
fn what_cannot_be_is_refused() {
    let wrong = |order: Order| {
        backtest(&bars(&[FIRST; 3]), Script(vec![(0, order)]), &config()).unwrap_err().to_string()
    };
    for share in [0.0, 1.0, -0.1, f64::NAN] {
        let error = wrong(Order::market(0, Size::Units(1.0)).trailing_stop(share));
        assert!(
            error.contains("trailing stop") && error.contains("above 0 and below 1"),
            "{error}"
        );
        let kind = Kind::TrailingStop(share);
        let error = wrong(Order { kind, ..Order::market(0, Size::Units(1.0)) });
        assert!(error.contains("trailing stop"), "{error}");
    }
    let both = Order { stop_loss: Some(80.0), ..trailed(1.0) };
    assert!(wrong(both).contains("give one"), "{}", wrong(both));
    let kind = Kind::StopLimit { stop: 110.0, limit: -1.0 };
    let error = wrong(Order { kind, ..Order::market(0, Size::Units(1.0)) });
    assert!(error.contains("its price is -1"), "{error}");
}
