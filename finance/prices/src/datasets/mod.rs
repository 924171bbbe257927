//! Price and demand data by name: `datasets/finance/*.toml` says where each is from and by which hash it
//! is known.
//!
//! | dataset | what | where |
//! |-|-|-|
//! | `tech-portfolio` | AAPL, FB, GOOG, IBM, MSFT, 2000 to 2013, bars: [`tech_portfolio`], [`tech_stocks`] | in the program |
//! | `diversified-portfolio` | 20 names of 7 sectors, 1990 to 2022, adjusted closes: [`diversified_portfolio`] | fetched |
//! | `tech-stocks-daily` | AAPL, AMZN, GOOG, META, NFLX, NVDA, 2013 to 2023, bars: [`tech_stocks_daily`] | fetched |
//! | `sp500-index` | the S&P 500, 1999 to 2018, bars: [`sp500_index`] | fetched |
//! | `walmart-weekly` | weekly sales of 7 departments with covariates: [`walmart_weekly`] | fetched |
//! | `m3` | the 3,003 series of the M3 competition: [`m3`] | fetched |
//!
//! What is fetched comes into the cache by [`fetch`], with the package client of this machine; readers
//! take the bytes of a file, so that one's own copy will do.

mod diversified;
mod m3;
mod manifests;
mod sp500;
mod tech;
mod tech_daily;
mod walmart;

pub use diversified::{diversified_groups, diversified_portfolio};
pub use m3::{M3Series, Periodicity, m3};
pub use manifests::{cached, fetch, manifest, names};
pub use sp500::sp500_index;
pub use tech::{tech_portfolio, tech_stocks};
pub use tech_daily::tech_stocks_daily;
pub use walmart::{DepartmentWeek, DepartmentWeeks, walmart_weekly};
