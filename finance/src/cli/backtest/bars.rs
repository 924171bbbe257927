//! From flags to bars on common days.

use crate::cli::args::BacktestArgs;
use crate::cli::error::CommandError;
use neuron_backtest::calendar::{Day, day_of};
use neuron_backtest::{AssetBars, Bars};
use neuron_command_line::output;
use neuron_prices::csv::CsvOptions;
use neuron_prices::{AlignOptions, Alignment, PriceSeries, align, datasets, read_bars};

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
                return Err(CommandError::flag(
                    "--tickers",
                    format!("`{}`", ticker.escape_debug()),
                    format!("one of {}", known.join(", ")),
                ));
            };
            chosen.push(all[at].clone());
        }
        all = chosen;
    }
    let closes: Vec<PriceSeries> = all.iter().map(neuron_prices::Bars::closes).collect();
    let inner = AlignOptions {
        policy: Alignment::Inner,
        first: args.from,
        last: args.to,
        ..AlignOptions::default()
    };
    let panel = align(&closes, &inner)?;
    let dropped = panel.report().dropped.len();
    if dropped > 0 {
        output::notice(&format!("{dropped} days on which not all assets have a bar are left out"));
    }
    let days = panel.dates();
    let times = days.iter().map(|day| seconds(*day)).collect();
    let assets = all.iter().map(|bars| bars.on(days).map(|bars| of_bars(&bars)));
    Ok(Opened { bars: Bars::new(times, assets.collect::<Result<_, _>>()?)?, source })
}

fn of_bars(bars: &neuron_prices::Bars) -> AssetBars {
    let column = |of: fn(&neuron_prices::Bar) -> f64| bars.bars().iter().map(of).collect();
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
    let Day { year, month, day } = day_of(time);
    format!("{year}-{month:02}-{day:02}")
}
