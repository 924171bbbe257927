//! Whatever is in a table, the reader ends with a result, and an error is one line.

use neuron_forecast_evaluation::calendar::HolidayCalendar;
use neuron_forecast_evaluation::series::LongTable;
use proptest::prelude::*;

const WHOLE: &[u8] = b"item,time,value,price,kind\na,2024-01-01,3,1.5,x\na,2024-01-02,4,1.5,x\n\
                       b,2024-01-01,,1,y\nb,2024-01-02,7,1,y\na,2024-01-03,,2,x\n";

fn read(bytes: &[u8]) {
    let table = LongTable::new("item", "time", "value").known("price").metadata("kind");
    match table.read(bytes) {
        Err(error) => {
            let text = error.to_string();
            assert!(!text.contains('\n') && text.len() < 2000, "{text}");
        }
        Ok(set) => {
            for series in set.series() {
                assert!(series.target.iter().flatten().all(|value| value.is_finite()));
            }
        }
    }
    if let Err(error) = HolidayCalendar::from_toml(&String::from_utf8_lossy(bytes)) {
        assert!(error.to_string().len() < 4000);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_of_any_kind(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read(&bytes);
    }

    #[test]
    fn damaged_tables(
        cut in 0usize..150,
        changes in proptest::collection::vec((0usize..150, any::<u8>()), 0..4),
    ) {
        let mut bytes = WHOLE.to_vec();
        bytes.truncate(cut);
        for (at, byte) in changes {
            if let Some(own) = bytes.get_mut(at) {
                *own = byte;
            }
        }
        read(&bytes);
    }
}

#[test]
fn the_table_is_right_where_it_is_whole() {
    let table = LongTable::new("item", "time", "value").known("price").metadata("kind");
    let found = table.read(WHOLE).map(|set| set.series().len());
    assert!(matches!(found, Ok(2)), "{found:?}");
}
