//! Replies of Yahoo's chart API and of FRED.
#![no_main]

use neuron_prices::sources::Interval;
use neuron_prices::sources::fred::{parse_graph, parse_observations};
use neuron_prices::sources::yahoo::parse_chart;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for interval in [Interval::Day, Interval::Week, Interval::Month] {
        if let Ok(chart) = parse_chart(bytes, "f", "ABC", interval) {
            assert!(chart.dates.windows(2).all(|pair| pair[0] < pair[1]));
            assert_eq!(chart.close.len(), chart.dates.len());
            // Either may be absent: only a panic is wrong.
            let _ = (chart.bars(), chart.closes(), chart.adjusted_closes());
        }
    }
    for observations in [parse_graph(bytes, "f", "DGS10"), parse_observations(bytes, "f", "DGS10")] {
        if let Ok(observations) = observations {
            assert!(observations.values.iter().all(|value| value.is_finite()));
        }
    }
});
