//! Tables of prices and bars, as text, plain or compressed.
#![no_main]

use neuron_prices::csv::{CsvOptions, Limits, bars_text, parse_bars, parse_prices};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 20, rows: 10_000, columns: 1_000 };
    let options = CsvOptions { ticker: Some("A".into()), limits, ..CsvOptions::default() };
    for series in parse_prices(bytes, "f", &options).into_iter().flatten() {
        assert!(series.prices().iter().all(|price| price.is_finite() && *price > 0.0));
        assert!(series.dates().windows(2).all(|pair| pair[0] < pair[1]));
    }
    match parse_bars(bytes, "f", &options) {
        Err(error) => assert!(!error.to_string().contains('\n'), "an error is one line"),
        // What is written is read again.
        Ok(bars) => {
            let again = parse_bars(bars_text(&bars).as_bytes(), "f", &CsvOptions::default());
            assert_eq!(again.map(|bars| bars.len()).ok(), Some(bars.len()));
        }
    }
});
