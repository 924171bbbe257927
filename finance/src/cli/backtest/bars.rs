//! From flags to bars on common days.

use crate::cli::args::BacktestArgs;
use crate::cli::error::CommandError;
use neuron_backtest::{AssetBars, Bars};
use neuron_prices::csv::{CsvOptions, read_bars};
use neuron_prices::datasets;
use std::collections::BTreeSet;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Bars, and where they are from.
pub(super) struct Opened {
    pub(super) bars: Bars,
    pub(super) source: String,
}

/// Opens bars as the flags say.
pub(super) fn open(args: &BacktestArgs) -> Result<Opened, CommandError> {
    let (mut all, source) = match &args.bars {
        Some(path) => (read_bars(path, &CsvOptions::default())?, path.display().to_string()),
        None => {
            let mut all = datasets::tech_stocks()?;
            // It came to the exchange late, and would leave 196 days of all.
            all.retain(|bars| bars.ticker() != "FB" || args.tickers.iter().any(|own| own == "FB"));
            let adjusted =
                all.iter().map(neuron_prices::Bars::adjusted).collect::<Result<_, _>>()?;
            (adjusted, "Quandl WIKI, public domain, embedded; adjusted".to_owned())
        }
    };
    if !args.tickers.is_empty() {
        let known: Vec<String> = all.iter().map(|bars| bars.ticker().to_owned()).collect();
        let mut chosen = Vec::new();
        for ticker in &args.tickers {
            let Some(at) = known.iter().position(|own| own == ticker) else {
                return Err(CommandError::Flag {
                    flag: "--tickers",
                    found: format!("`{}`", ticker.escape_debug()),
                    expected: format!("one of {}", known.join(", ")),
                });
            };
            chosen.push(all[at].clone());
        }
        all = chosen;
    }
    let within = |day: &jiff::civil::Date| {
        args.from.is_none_or(|first| *day >= first) && args.to.is_none_or(|last| *day <= last)
    };
    let mut common: Option<BTreeSet<jiff::civil::Date>> = None;
    for bars in &all {
        let own: BTreeSet<_> = bars.dates().iter().copied().filter(within).collect();
        common = Some(match common {
            None => own,
            Some(common) => common.intersection(&own).copied().collect(),
        });
    }
    let days: Vec<_> = common.unwrap_or_default().into_iter().collect();
    let times = days.iter().map(|day| seconds(*day)).collect();
    let assets = all.iter().map(|bars| of_days(bars, &days)).collect();
    Ok(Opened { bars: Bars::new(times, assets)?, source })
}

fn of_days(bars: &neuron_prices::Bars, days: &[jiff::civil::Date]) -> AssetBars {
    let kept: Vec<neuron_prices::Bar> = days
        .iter()
        .filter_map(|day| bars.dates().binary_search(day).ok().map(|at| bars.bars()[at]))
        .collect();
    let column = |of: fn(&neuron_prices::Bar) -> f64| kept.iter().map(of).collect::<Vec<f64>>();
    AssetBars {
        name: bars.ticker().to_owned(),
        open: column(|bar| bar.open),
        high: column(|bar| bar.high),
        low: column(|bar| bar.low),
        close: column(|bar| bar.close),
        volume: column(|bar| bar.volume),
    }
}

/// Midnight of a day, in seconds of UNIX.
fn seconds(day: jiff::civil::Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    i64::from((day - epoch).get_days()) * DAY
}

/// The day of a time.
pub(super) fn day(time: i64) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    let span = jiff::Span::new().try_days(time.div_euclid(DAY));
    span.and_then(|span| epoch.checked_add(span))
        .map_or_else(|_| time.to_string(), |d| d.to_string())
}
