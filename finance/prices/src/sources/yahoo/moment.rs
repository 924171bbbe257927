//! Prices of the moment at which the source was asked, which are no closes.

use super::reply::day;
use super::shape::Meta;
use super::{Chart, Interval};
use crate::{Place, PricesError, Warning};
use jiff::tz::TimeZone;

/// Leaves out a last entry that is of the same day, week or month as the one before it: the price of the
/// moment.
pub(super) fn leave_out_live_bar(chart: &mut Chart, interval: Interval) {
    let [.., before, last] = chart.dates[..] else { return };
    // What comes before the one above it is no price of the moment, but out of order.
    if last < before || !interval.same(before, last) {
        return;
    }
    chart.dates.pop();
    for list in [&mut chart.open, &mut chart.high, &mut chart.low, &mut chart.volume] {
        list.pop();
    }
    if let Some(adjusted) = &mut chart.adjusted_close {
        adjusted.pop();
    }
    let left_out = chart.close.pop().flatten();
    let kept = chart.close.last().copied().flatten();
    chart.warnings.push(Warning::LiveBar {
        ticker: chart.asset.ticker.to_string(),
        day: last,
        kept,
        left_out,
        log_return: left_out.zip(kept).map(|(left_out, kept)| (left_out / kept).ln()),
    });
}

/// Warns of a last day that was still traded.
pub(super) fn unfinished_day(
    chart: &mut Chart,
    meta: &Meta,
    rules: &TimeZone,
    name: &str,
) -> Result<(), PricesError> {
    let session = meta.current_trading_period.as_ref().and_then(|own| own.regular.as_ref());
    let Some((now, session)) = meta.regular_market_time.zip(session) else { return Ok(()) };
    let Some((start, end)) = session.start.zip(session.end) else { return Ok(()) };
    let today = day(now, rules, &Place::of(name).column("regularMarketTime"))?;
    if (start..end).contains(&now) && chart.dates.last() == Some(&today) {
        let ticker = chart.asset.ticker.to_string();
        let seconds_left = end - now;
        chart.warnings.push(Warning::UnfinishedDay { ticker, day: today, seconds_left });
    }
    Ok(())
}
