//! A client that a test has time for.

use neuron_data::fetch::FetchOptions;
use neuron_data::http::Client;
use std::time::Duration;

pub(crate) fn client() -> Client {
    Client::new(FetchOptions {
        connect_timeout: Duration::from_secs(2),
        stall_timeout: Duration::from_millis(500),
        retries: 1,
        backoff: Duration::from_millis(1),
        longest_wait: Duration::from_millis(20),
        ..FetchOptions::default()
    })
}
