//! Yahoo's chart API: `GET {base}/v8/finance/chart/{SYMBOL}?…`.
//!
//! It is not documented; what is read here is what its clients agree upon. A chart needs neither cookie
//! nor crumb as long as the server asks for none. Where it does (status 401, or an error that speaks of
//! the crumb), both are fetched together, once, and the chart is asked for once more. Status 429 is
//! reported and not asked again.
//!
//! Its `close` is corrected for splits, its `adjclose` for dividends besides: returns are to be taken
//! from the second.

mod chart;
mod cookie;
mod endpoint;
mod events;
mod lists;
mod moment;
mod period;
mod reply;
mod session;
mod shape;

pub use chart::Chart;
pub use endpoint::{Yahoo, YahooOptions};
pub use events::{Dividend, Split};
pub use period::{Interval, Period};
pub use reply::parse_chart;
