//! Those who quote prices over the network, and the replies that they give.
//!
//! Sockets are opened by [`neuron_data::http`] alone. Each source takes its address as an option, so
//! that a server of one's own can stand for it. A source that asks for fewer requests is not asked
//! again: that is an error, for a person to wait.

mod address;
mod body;
pub mod fred;
pub mod stooq;
pub mod yahoo;

pub use fred::{Fred, FredOptions, Observations};
pub use stooq::{Stooq, StooqOptions};
pub use yahoo::{Chart, Interval, Period, Yahoo, YahooOptions};
