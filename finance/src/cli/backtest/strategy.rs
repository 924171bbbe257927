//! From flags to a strategy.

use crate::cli::args::{BacktestArgs, StrategyName};
use crate::cli::error::CommandError;
use neuron_backtest::Bars;
use neuron_backtest::strategies::{ReadyStrategy, Schedule};

/// The strategy that the flags name, with their settings.
pub(super) fn ready(args: &BacktestArgs, bars: &Bars) -> Result<ReadyStrategy, CommandError> {
    let names = bars.names();
    let asset = names.first().cloned().unwrap_or_default();
    let ready = match args.strategy {
        StrategyName::SmaCross => {
            ReadyStrategy::SmaCross { asset, fast: 10, slow: 30, long_only: args.long_only }
        }
        StrategyName::BuyAndHold => ReadyStrategy::BuyAndHold { weights: Vec::new() },
        StrategyName::Rebalance => {
            ReadyStrategy::Rebalance { weights: Vec::new(), schedule: Schedule::Month }
        }
        StrategyName::Momentum => ReadyStrategy::MomentumRotation {
            lookback: 120,
            skip: 5,
            hold: 2.min(names.len()),
            schedule: Schedule::Month,
            rising_only: args.long_only,
        },
        StrategyName::MeanReversion => {
            ReadyStrategy::MeanReversion { asset, window: 20, entry: 2.0, exit: 0.5 }
        }
        StrategyName::Donchian => ReadyStrategy::DonchianBreakout {
            asset,
            entry: 20,
            exit: 10,
            long_only: args.long_only,
        },
        StrategyName::Pairs => {
            let [first, second, ..] = &names[..] else {
                return Err(CommandError::flag(
                    "--tickers",
                    format!("{asset} alone"),
                    "two assets for `pairs`",
                ));
            };
            let (first, second) = (first.clone(), second.clone());
            ReadyStrategy::Pairs { first, second, window: 60, entry: 2.0, exit: 0.5 }
        }
    };
    let ready = args.set.iter().try_fold(ready, |ready, text| {
        let wrong = || {
            CommandError::flag(
                "--set",
                format!("`{}`", text.escape_debug()),
                format!("NAME=VALUE with a name of {}", ready.parameters().join(", ")),
            )
        };
        let (name, value) = text.split_once('=').ok_or_else(wrong)?;
        let value: f64 = value.trim().parse().map_err(|_| wrong())?;
        if !ready.parameters().contains(&name.trim()) {
            return Err(wrong());
        }
        Ok::<_, CommandError>(ready.with(name.trim(), value)?)
    })?;
    Ok(match args.trailing_stop {
        None => ready,
        Some(share) if share > 0.0 && share < 1.0 => {
            ReadyStrategy::Trailed { of: Box::new(ready), share }
        }
        Some(share) => {
            let expected = "a share above 0 and below 1, as 0.1";
            return Err(CommandError::flag("--trailing-stop", share.to_string(), expected));
        }
    })
}

/// The strategy in words.
pub(super) fn name(ready: &ReadyStrategy) -> String {
    match ready {
        ReadyStrategy::SmaCross { asset, fast, slow, .. } => {
            format!("crossing moving averages of {asset} over {fast} and {slow} bars")
        }
        ReadyStrategy::BuyAndHold { .. } => "buy and hold".into(),
        ReadyStrategy::Rebalance { .. } => "equal weights, each month".into(),
        ReadyStrategy::MomentumRotation { lookback, hold, .. } => {
            format!("the {hold} assets that rose most over {lookback} bars, each month")
        }
        ReadyStrategy::MeanReversion { asset, window, .. } => {
            format!("mean reversion of {asset} over {window} bars")
        }
        ReadyStrategy::DonchianBreakout { asset, entry, .. } => {
            format!("breakouts of {asset} from {entry} bars")
        }
        ReadyStrategy::Pairs { first, second, .. } => format!("{first} against {second}"),
        ReadyStrategy::Trailed { of, share } => {
            format!("{}, with a trailing stop of {} %", name(of), 100.0 * share)
        }
    }
}
