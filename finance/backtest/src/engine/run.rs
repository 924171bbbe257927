use super::account::PositionValue;
use super::broker::Broker;
use super::{BacktestConfig, Finalise, OpenPosition, Orders, Outcome, PlacedOrder, Records, View};
use crate::error::expect_rows;
use crate::{BacktestError, Bars, Strategy};

/// Runs `strategy` over `bars` on one cash account.
///
/// On each bar, in this order: interest and borrow fees of the time since the bar before; the
/// orders placed on earlier bars fill or wait; the equity is taken at the close; the strategy sees
/// the bar and places orders, which can fill from the next bar on. Within a bar market orders fill
/// before limits and stops (after them where they fill at the close), and of each, targets that
/// make positions smaller before those that make them larger.
///
/// Where the equity falls to 0 or below at a close, all is closed there and the account stays at 0.
///
/// ```
/// use neuron_backtest::{BacktestConfig, Bars, Commission, backtest, strategies::SmaCross};
/// let bars = Bars::random_walk(&["MADE UP"], 500, 0.0, 0.01, 3)?;
/// let config = BacktestConfig {
///     commission: Commission::proportional(0.002),
///     exclusive_orders: true,
///     ..BacktestConfig::with_cash(10_000.0)
/// };
/// let outcome = backtest(&bars, SmaCross::new(0, 10, 30)?, &config)?;
/// assert_eq!(outcome.equity.len(), 500);
/// assert!(outcome.trades.iter().all(|trade| trade.exit_bar > trade.entry_bar));
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
///
/// # Errors
/// If a setting is outside what it may be, if there are fewer bars than the strategy needs, if an
/// order is for an unknown asset or has a size or price that cannot be, or if the strategy fails.
pub fn backtest<S: Strategy>(
    bars: &Bars,
    mut strategy: S,
    config: &BacktestConfig,
) -> Result<Outcome, BacktestError> {
    expect_rows("the strategy", bars.len(), (strategy.warm_up() + 1).max(2))?;
    let rows = bars.len();
    let mut broker = Broker::new(bars, config)?;
    let mut orders = Orders::default();
    let mut equity = Vec::with_capacity(rows);
    let mut gross_exposure = Vec::with_capacity(rows);
    let mut net_exposure = Vec::with_capacity(rows);
    let mut records = config.keep_records.then(Records::default);
    let mut ruined = None;
    for bar in 0..rows {
        broker.carry(bar);
        broker.fill(bar);
        let mut held = broker.value(bar);
        let mut now = broker.account.cash + held.net;
        if now <= 0.0 {
            broker.finalise(bar, Finalise::AtLastClose);
            broker.account.cash = 0.0;
            (held, now) = (PositionValue::default(), 0.0);
            ruined = Some(bar);
        } else {
            orders.clear();
            let view = View { bars, bar, account: &broker.account, equity: now };
            strategy.on_bar(&view, &mut orders)?;
            if let Some(records) = &mut records {
                let placed = |&order: &_| PlacedOrder { bar, order };
                records.orders.extend(orders.placed.iter().map(placed));
            }
            broker.take(bar, &orders)?;
            if bar + 1 == rows && config.finalise != Finalise::Keep {
                broker.finalise(bar, config.finalise);
                held = broker.value(bar);
                now = (broker.account.cash + held.net).max(0.0);
            }
        }
        equity.push(now);
        let part = |value: f64| if now > 0.0 { value / now } else { 0.0 };
        gross_exposure.push(part(held.gross));
        net_exposure.push(part(held.net));
        if let Some(records) = &mut records {
            records.cash.push(broker.account.cash);
            let view = View { bars, bar, account: &broker.account, equity: now };
            records.weights.extend((0..view.assets()).map(|asset| view.weight(asset)));
        }
        if ruined.is_some() {
            break;
        }
    }
    equity.resize(rows, 0.0);
    gross_exposure.resize(rows, 0.0);
    net_exposure.resize(rows, 0.0);
    if let Some(records) = &mut records {
        records.cash.resize(rows, 0.0);
        records.weights.resize(rows * bars.assets().len(), 0.0);
    }
    Ok(Outcome {
        assets: bars.names(),
        times: bars.times().to_vec(),
        equity,
        gross_exposure,
        net_exposure,
        open_positions: open_positions(&broker, bars),
        fills: broker.account.fills,
        trades: broker.account.trades,
        rejections: broker.rejections,
        commissions: broker.account.commissions,
        borrow_fees: broker.borrow_fees,
        interest: broker.interest,
        ruined,
        records,
    })
}

fn open_positions(broker: &Broker<'_>, bars: &Bars) -> Vec<OpenPosition> {
    let last = bars.len() - 1;
    let position = |(asset, held): (usize, &super::account::Holding)| {
        let value = held.units * bars.assets()[asset].close[last];
        (held.units != 0.0).then_some(OpenPosition { asset, units: held.units, value })
    };
    broker.account.holdings.iter().enumerate().filter_map(position).collect()
}
