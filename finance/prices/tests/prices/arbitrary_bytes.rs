//! Whatever is in a file or reply, a reader ends with a result, and an error is one line.

use crate::yahoo_shapes::good;
use neuron_prices::csv::{CsvOptions, parse_bars, parse_prices};
use neuron_prices::datasets::{m3, walmart_weekly};
use neuron_prices::sources::Interval;
use neuron_prices::sources::fred::{parse_graph, parse_observations};
use neuron_prices::sources::yahoo::parse_chart;
use neuron_prices::{PortfolioFile, PricesError};
use proptest::prelude::*;

fn one_line<T>(result: Result<T, PricesError>) {
    if let Err(error) = result {
        let text = error.to_string();
        assert!(!text.contains('\n') && text.len() < 2000, "{text}");
    }
}

fn all(bytes: &[u8]) {
    let options = CsvOptions { ticker: Some("A".into()), ..CsvOptions::default() };
    one_line(parse_prices(bytes, "f", &CsvOptions::default()));
    one_line(parse_prices(bytes, "f", &options));
    one_line(parse_bars(bytes, "f", &options));
    one_line(parse_chart(bytes, "f", "ABC", Interval::Day).and_then(|chart| {
        one_line(chart.bars());
        one_line(chart.closes());
        chart.adjusted_closes()
    }));
    one_line(parse_graph(bytes, "f", "DGS10"));
    one_line(parse_observations(bytes, "f", "DGS10"));
    one_line(m3(bytes, "f"));
    one_line(walmart_weekly(bytes, "f"));
    one_line(PortfolioFile::parse(&String::from_utf8_lossy(bytes), "f"));
}

/// Files that are right, to be damaged.
fn whole() -> Vec<Vec<u8>> {
    vec![
        good().into_bytes(),
        b"date,ticker,open,high,low,close,volume,adj_close\n2024-01-02,A,1,3,1,2,5,1\n".to_vec(),
        b"Date;AAA;BBB\n2024-01-02;10,5;\n2024-01-03;10,6;7,25\n".to_vec(),
        b"observation_date,DGS10\n2024-01-01,.\n2024-01-02,3.95\n".to_vec(),
        b"name=\"x\"\ntickers=[\"A\"]\n[weights]\nA=1\n[groups.s]\nt=[\"A\"]\n".to_vec(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_of_any_kind(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        all(&bytes);
    }

    #[test]
    fn damaged_files(
        which in 0usize..5,
        cut in 0usize..2000,
        changes in proptest::collection::vec((0usize..2000, any::<u8>()), 0..4),
    ) {
        let mut bytes = whole().swap_remove(which);
        bytes.truncate(cut);
        for (at, byte) in changes {
            if let Some(own) = bytes.get_mut(at) {
                *own = byte;
            }
        }
        all(&bytes);
    }
}

#[test]
fn whole_files_are_read_by_the_reader_they_are_for() {
    let [chart, bars, prices, rates, portfolio] = &whole()[..] else { panic!() };
    assert!(parse_chart(chart, "f", "ABC", Interval::Day).is_ok());
    assert!(parse_bars(bars, "f", &CsvOptions::default()).is_ok());
    assert!(parse_prices(prices, "f", &CsvOptions::default()).is_ok());
    assert!(parse_graph(rates, "f", "DGS10").is_ok());
    assert!(PortfolioFile::parse(&String::from_utf8_lossy(portfolio), "f").is_ok());
}
