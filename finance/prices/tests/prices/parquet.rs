//! Parquet files, against the same tables as text.

use neuron_prices::csv::{CsvOptions, parse_bars, parse_prices};
use neuron_prices::{read_bars, read_prices};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use std::path::{Path, PathBuf};
use std::sync::Arc;

enum Column<'a> {
    Days(&'a [i32]),
    Moments(&'a [i64]),
    Names(&'a [&'a str]),
    Prices(&'a [Option<f64>]),
}

fn fill(column: &Column<'_>, writer: &mut SerializedColumnWriter<'_>) {
    match column {
        Column::Days(days) => writer.typed::<Int32Type>().write_batch(days, None, None),
        Column::Moments(times) => writer.typed::<Int64Type>().write_batch(times, None, None),
        Column::Names(names) => {
            let names: Vec<ByteArray> = names.iter().map(|&name| name.into()).collect();
            writer.typed::<ByteArrayType>().write_batch(&names, None, None)
        }
        Column::Prices(prices) => {
            let levels: Vec<i16> = prices.iter().map(|price| i16::from(price.is_some())).collect();
            let values: Vec<f64> = prices.iter().copied().flatten().collect();
            writer.typed::<DoubleType>().write_batch(&values, Some(&levels), None)
        }
    }
    .unwrap();
}

fn write(folder: &Path, schema: &str, columns: &[Column<'_>]) -> PathBuf {
    let path = folder.join("prices.parquet");
    let schema = Arc::new(parse_message_type(&format!("message prices {{ {schema} }}")).unwrap());
    let properties = Arc::new(WriterProperties::builder().build());
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, properties).unwrap();
    let mut rows = writer.next_row_group().unwrap();
    for column in columns {
        let mut writer = rows.next_column().unwrap().unwrap();
        fill(column, &mut writer);
        writer.close().unwrap();
    }
    rows.close().unwrap();
    writer.close().unwrap();
    path
}

/// 2 January 2024, in days since 1970.
const DAY: i32 = 19_724;

#[test]
fn a_wide_table_is_the_same_as_in_text() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = ([Some(10.1), Some(1.0 / 3.0)], [Some(7.0), None]);
    let text = "date,A,B\n2024-01-02,10.1,7\n2024-01-03,0.3333333333333333,\n";
    let expected = parse_prices(text.as_bytes(), "x", &CsvOptions::default()).unwrap();
    let nanoseconds = i64::from(DAY) * 86_400 * 1_000_000_000;
    for (schema, days) in [
        ("required int32 date (DATE);", Column::Days(&[DAY, DAY + 1])),
        (
            "required int64 date (TIMESTAMP(NANOS,false));",
            Column::Moments(&[nanoseconds, nanoseconds + 86_400_000_000_000]),
        ),
        (
            "required int64 date (TIMESTAMP_MILLIS);",
            Column::Moments(&[nanoseconds / 1_000_000, nanoseconds / 1_000_000 + 86_400_000]),
        ),
        ("required binary date (UTF8);", Column::Names(&["2024-01-02", "2024-01-03"])),
        ("required int32 __index_level_0__ (DATE);", Column::Days(&[DAY, DAY + 1])),
    ] {
        let schema = format!("{schema} optional double A; optional double B;");
        let path = write(folder.path(), &schema, &[days, Column::Prices(&a), Column::Prices(&b)]);
        let found = read_prices(&path, &CsvOptions::default()).unwrap();
        assert_eq!(found.len(), 2);
        for (one, own) in found.iter().zip(&expected) {
            assert_eq!((one.prices(), one.dates()), (own.prices(), own.dates()), "{schema}");
            assert_eq!(one.gaps(), own.gaps());
        }
    }
}

#[test]
fn bars_in_long_form_are_read_too() {
    let folder = tempfile::tempdir().unwrap();
    let schema = "required int32 date (DATE); required binary ticker (UTF8); optional double open; \
                  optional double high; optional double low; optional double close; optional double volume;";
    let of = |value: f64| [Some(value), Some(value + 1.0)];
    let columns = [of(2.0), of(4.0), of(1.0), of(3.0), of(500.0)];
    let mut all = vec![Column::Days(&[DAY, DAY]), Column::Names(&["A", "B"])];
    all.extend(columns.iter().map(|column| Column::Prices(column)));
    let found = read_bars(&write(folder.path(), schema, &all), &CsvOptions::default()).unwrap();
    let text = "date,ticker,open,high,low,close,volume\n2024-01-02,A,2,4,1,3,500\n2024-01-02,B,3,5,2,4,501\n";
    let expected = parse_bars(text.as_bytes(), "x", &CsvOptions::default()).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].bars(), expected[1].bars());
}

#[test]
fn what_is_wrong_is_named_with_row_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let said = |path: &Path| read_prices(path, &CsvOptions::default()).unwrap_err().to_string();
    let schema = "required int32 date (DATE); optional double A;";
    let days = || Column::Days(&[DAY, DAY + 1]);
    let path = write(folder.path(), schema, &[days(), Column::Prices(&[Some(1.0), Some(-2.0)])]);
    let error = said(&path);
    assert!(error.contains("row 3, column `A`") && error.contains("`A` on 2024-01-03"), "{error}");
    let path = write(folder.path(), schema, &[days(), Column::Prices(&[Some(f64::NAN), None])]);
    assert!(said(&path).contains("row 2, column `A`"));
    let boolean = "required int32 date (DATE); required boolean A;";
    let schema = Arc::new(parse_message_type(&format!("message prices {{ {boolean} }}")).unwrap());
    let file = std::fs::File::create(&path).unwrap();
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(file, schema, properties).unwrap();
    let mut rows = writer.next_row_group().unwrap();
    let mut column = rows.next_column().unwrap().unwrap();
    column.typed::<Int32Type>().write_batch(&[DAY], None, None).unwrap();
    column.close().unwrap();
    let mut column = rows.next_column().unwrap().unwrap();
    column.typed::<parquet::data_type::BoolType>().write_batch(&[true], None, None).unwrap();
    column.close().unwrap();
    rows.close().unwrap();
    writer.close().unwrap();
    let error = said(&path);
    assert!(error.contains("row 2, column `A`: the cell is no text, day or number"), "{error}");
    // Cut or damaged at any place, it is an error of one line or the table, and never a panic.
    let whole = std::fs::read(&path).unwrap();
    for at in 4..whole.len() {
        std::fs::write(&path, &whole[..at]).unwrap();
        assert!(!said(&path).contains('\n'));
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        std::fs::write(&path, &damaged).unwrap();
        if let Err(error) = read_prices(&path, &CsvOptions::default()) {
            assert!(!error.to_string().contains('\n'), "{error}");
        }
    }
}
