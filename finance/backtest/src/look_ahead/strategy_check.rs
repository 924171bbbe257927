use super::{Field, LookAhead, LookAheadReport};
use crate::engine::{Kind, PlacedOrder, Size};
use crate::{BacktestConfig, BacktestError, Bars, Finalise, Outcome, Strategy, backtest};

/// Tests that a strategy's orders, positions, cash and equity up to a step do not depend on what
/// comes after it.
///
/// `build` makes the strategy from the bars, as a caller would who computes its signals beforehand
/// (which is where the future gets in).
///
/// ```
/// use neuron_backtest::look_ahead::{LookAhead, check_look_ahead};
/// use neuron_backtest::{BacktestConfig, Bars, strategies::SmaCross};
/// let bars = Bars::random_walk(&["MADE UP"], 300, 0.0, 0.01, 3)?;
/// let config = BacktestConfig::with_cash(1e5);
/// let report =
///     check_look_ahead(&bars, &config, |_| SmaCross::new(0, 5, 20), &LookAhead::new(1))?;
/// assert!(report.passes());
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
///
/// # Errors
/// As [`backtest`] and [`LookAhead::check_fields`].
pub fn check_look_ahead<S: Strategy>(
    bars: &Bars,
    config: &BacktestConfig,
    build: impl Fn(&Bars) -> Result<S, BacktestError>,
    test: &LookAhead,
) -> Result<LookAheadReport, BacktestError> {
    // What is closed at the end is closed because the data ends, which is no signal.
    let config = BacktestConfig { keep_records: true, finalise: Finalise::Keep, ..*config };
    test.check_fields(bars, |bars| {
        let outcome = backtest(bars, build(bars)?, &config)?;
        Ok::<_, BacktestError>(fields_of(outcome))
    })
}

fn fields_of(outcome: Outcome) -> Vec<Field> {
    let (rows, assets) = (outcome.times.len(), outcome.assets.len());
    let records = outcome.records.unwrap_or_default();
    let mut fields: Vec<Field> = Vec::with_capacity(assets + 4);
    for (number, name) in outcome.assets.iter().enumerate() {
        let mut sizes = vec![0.0; rows];
        for placed in records.orders.iter().filter(|placed| placed.order.asset == number) {
            sizes[placed.bar] = amount(placed.order.size);
        }
        fields.push(Field::new(format!("order for {name}"), sizes));
    }
    fields.push(Field::new("orders", digests(&records.orders, rows)));
    fields.push(Field::new("weights", records.weights));
    fields.push(Field::new("cash", records.cash));
    fields.push(Field::new("equity", outcome.equity));
    fields
}

fn amount(size: Size) -> f64 {
    match size {
        Size::Units(value)
        | Size::Fraction(value)
        | Size::TargetUnits(value)
        | Size::TargetWeight(value) => value,
        Size::Close => f64::MIN_POSITIVE,
    }
}

/// One number for all that was ordered on each bar, so that nothing of an order is left out.
fn digests(orders: &[PlacedOrder], rows: usize) -> Vec<f64> {
    let mut digests = vec![0_u64; rows];
    for PlacedOrder { bar, order } in orders {
        let (kind, price, limit) = match order.kind {
            Kind::Market => (0, 0.0, 0.0),
            Kind::Limit(price) => (1, price, 0.0),
            Kind::Stop(price) => (2, price, 0.0),
            Kind::StopLimit { stop, limit } => (3, stop, limit),
            Kind::TrailingStop(share) => (4, share, 0.0),
        };
        let size = match order.size {
            Size::Units(_) => 0,
            Size::Fraction(_) => 1,
            Size::TargetUnits(_) => 2,
            Size::TargetWeight(_) => 3,
            Size::Close => 4,
        };
        let lapses = order.lapses_after.map_or(u64::MAX, |bars| bars as u64);
        let parts = [
            order.asset as u64,
            size,
            amount(order.size).to_bits(),
            kind,
            f64::to_bits(price),
            f64::to_bits(limit),
            lapses,
            order.stop_loss.unwrap_or_default().to_bits(),
            order.take_profit.unwrap_or_default().to_bits(),
            order.trailing_stop.unwrap_or_default().to_bits(),
        ];
        // FNV-1a over the parts, as a mark that differs where any of them does.
        let mark = parts.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, part| {
            (hash ^ part).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29)
        });
        digests[*bar] = digests[*bar].rotate_left(7) ^ mark;
    }
    // The upper 52 bits fit into a float without loss.
    digests.into_iter().map(|digest| (digest >> 12) as f64).collect()
}
