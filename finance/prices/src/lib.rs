//! Prices of many assets on common days: panels, returns, calendars, sources, warnings.
//!
//! | module | what |
//! |-|-|
//! | [`PriceSeries`], [`Bars`] | prices of one asset on its own days; open, high, low, close and volume |
//! | [`Asset`], [`Currency`], [`Zone`], [`PriceKind`], [`Origin`] | what a price is of, in which unit, and where it comes from |
//! | [`Panel`], [`align`](fn@align), [`Alignment`] | prices of many assets on common days, brought there by a stated policy |
//! | [`Returns`] | simple and logarithmic returns of a panel |
//! | [`warnings`] | splits, phantom splits, stale prices, mixed units: named, never repaired |
//! | [`csv`] | price files in long and in wide form, plain or compressed |
//! | [`sources`] | Yahoo's chart API, Stooq and FRED |
//! | [`PortfolioFile`] | tickers, weights and groups in TOML |
//! | [`datasets`] | the embedded `tech-portfolio`, and what is fetched by a pinned hash |
//!
//! A price is a positive, finite number, or it is not there: no value stands for a missing one. What
//! the source has no price for is a *gap* of the series, and a panel has none, since
//! [`align`](fn@align) removes or fills them as its policy says and notes what it did.
//!
//! ```
//! use jiff::civil::date;
//! use neuron_prices::{AlignOptions, Alignment, Asset, PriceSeries, ReturnKind, align};
//!
//! let days = vec![date(2024, 1, 2), date(2024, 1, 3), date(2024, 1, 4)];
//! let one = PriceSeries::new(Asset::new("ONE")?, days.clone(), vec![100.0, 110.0, 99.0])?;
//! let two = PriceSeries::new(Asset::new("TWO")?, days[..2].to_vec(), vec![50.0, 50.0])?;
//!
//! let error = align(&[one.clone(), two.clone()], &AlignOptions::default()).unwrap_err();
//! assert!(error.to_string().starts_with("`TWO` has no price on 2024-01-04, which `ONE` has"));
//!
//! let inner = AlignOptions { policy: Alignment::Inner, ..AlignOptions::default() };
//! let panel = align(&[one, two], &inner)?;
//! assert_eq!(panel.report().dropped, [date(2024, 1, 4)]);
//! let returns = panel.returns(ReturnKind::Simple)?;
//! assert!((returns.row(0)[0] - 0.1).abs() < 1e-12);
//! # Ok::<(), neuron_prices::PricesError>(())
//! ```
#![forbid(unsafe_code)]

mod asset;
mod bars;
pub mod csv;
pub mod datasets;
mod error;
mod file;
mod panel;
mod parquet;
mod place;
mod portfolio_file;
mod series;
pub mod sources;
pub mod warnings;

pub use asset::{Asset, Currency, Origin, PriceKind, Ticker, Zone};
pub use bars::{Bar, Bars};
pub use error::{PriceFault, PricesError};
pub use file::{read_bars, read_prices};
pub use panel::{
    AlignOptions, Alignment, AlignmentReport, Filled, Panel, ReturnKind, Returns, align,
};
pub use place::Place;
pub use portfolio_file::PortfolioFile;
pub use series::PriceSeries;
pub use warnings::Warning;
