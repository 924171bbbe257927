//! What the assets of a panel have not in common.

use super::{Mixed, Warning};
use crate::{Asset, Panel, PriceKind};

/// Different currencies, time zones and kinds, and assets with the same prices.
pub(super) fn find(panel: &Panel) -> Vec<Warning> {
    let unstated = || "unstated".to_owned();
    let currency = |asset: &Asset| {
        asset.currency.as_ref().map_or_else(unstated, |currency| currency.as_str().to_owned())
    };
    let zone =
        |asset: &Asset| asset.zone.as_ref().map_or_else(unstated, |zone| zone.as_str().to_owned());
    let kind = |asset: &Asset| {
        match asset.kind {
            PriceKind::Adjusted => "adjusted",
            PriceKind::SplitAdjusted => "split-adjusted",
            PriceKind::Unadjusted => "unadjusted",
            PriceKind::Unstated => "unstated",
        }
        .to_owned()
    };
    let mut found = Vec::new();
    found.extend(mixture(panel, Mixed::Currencies, currency));
    found.extend(mixture(panel, Mixed::TimeZones, zone));
    found.extend(mixture(panel, Mixed::Kinds, kind));
    found.extend(same_prices(panel));
    found
}

/// The parts that the assets fall into, in the order in which they come, where there is more than one.
fn mixture(panel: &Panel, mixed: Mixed, part: impl Fn(&Asset) -> String) -> Option<Warning> {
    let mut parts: Vec<(String, Vec<String>)> = Vec::new();
    for asset in panel.assets() {
        let (name, ticker) = (part(asset), asset.ticker.to_string());
        match parts.iter_mut().find(|(other, _)| *other == name) {
            Some((_, tickers)) => tickers.push(ticker),
            None => parts.push((name, vec![ticker])),
        }
    }
    (parts.len() > 1).then_some(Warning::Mixture { mixed, parts })
}

/// Assets whose prices are those of one before them: their covariance has no inverse.
fn same_prices(panel: &Panel) -> Vec<Warning> {
    let columns: Vec<Vec<f64>> = (0..panel.assets().len()).map(|n| panel.column(n)).collect();
    let tickers = panel.tickers();
    let same = (1..columns.len()).filter_map(|n| {
        let other = (0..n).find(|other| columns[*other] == columns[n])?;
        let (ticker, other) = (tickers[n].to_owned(), tickers[other].to_owned());
        Some(Warning::SamePrices { ticker, other, days: panel.dates().len() })
    });
    same.collect()
}
