//! Long tables of series to be forecast.
#![no_main]

use neuron_forecast_evaluation::series::LongTable;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let table = LongTable::new("item", "time", "value").known("price").metadata("kind");
    match table.read(bytes) {
        Err(error) => assert!(!error.to_string().contains('\n'), "an error is one line"),
        Ok(set) => {
            for series in set.series() {
                assert!(series.target.iter().flatten().all(|value| value.is_finite()));
                assert_eq!(series.filled().len(), series.target.len());
            }
        }
    }
});
