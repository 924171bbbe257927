use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::date;
use neuron_prices::csv::{
    CsvOptions, DayFormat, Limits, parse_bars, parse_prices, read_bars, read_prices,
};
use neuron_prices::{Currency, PriceKind, PriceSeries, PricesError, Zone};
use std::io::Write;
use std::path::Path;

fn parsed(text: &str) -> Result<Vec<PriceSeries>, PricesError> {
    parse_prices(text.as_bytes(), "p.csv", &CsvOptions::default())
}

fn error(text: &str) -> String {
    parsed(text).unwrap_err().to_string()
}

#[test]
fn both_forms_hold_the_same() {
    let wide = parsed("Date,B,A\n2024-01-02,1.5,10\n2024-01-03,,11\n2024-01-04,2,12\n").unwrap();
    let long = parsed(
        "ticker,date,price\nB,2024-01-02,1.5\nA,2024-01-02,10\nB,2024-01-03,\nA,2024-01-03,11\n\
         B,2024-01-04,2\nA,2024-01-04,12\n",
    );
    assert_eq!(wide, long.unwrap());
    assert_eq!((wide[0].ticker(), wide[1].prices()), ("B", &[10.0, 11.0, 12.0][..]));
    assert_eq!(wide[0].gaps(), [date(2024, 1, 3)]);
}

#[test]
fn a_file_is_read_as_it_was_written() {
    let expected = parsed("date,A,B\n2024-01-02,1234.5,2\n2024-01-03,1235,2.25\n").unwrap();
    let others = [
        "\u{feff}date,A,B\r\n2024-01-02,1234.5,2\r\n2024-01-03,1235,2.25\r\n",
        "date;A;B\n2024-01-02;1234,5;2\n2024-01-03;1235;2,25\n",
        "date;A;B\n2024-01-02;1234.5;2\n2024-01-03;1235;2.25\n",
        "date\tA\tB\n2024-01-02\t1234,5\t2\n2024-01-03\t1235\t2,25",
        ",A,B\n\"2024-01-02 00:00:00-05:00\",\" 1234.5 \",2.0\n20240103,1.235e3,+2.25\n",
        "\n\ndate,A,B\n\n2024-01-02,1234.5,2\n\n2024-01-03,1235,2.25\n\n",
    ];
    for text in others {
        assert_eq!(parsed(text).unwrap(), expected, "{text:?}");
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(others[0].as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    assert_eq!(parse_prices(&packed, "p.csv", &CsvOptions::default()).unwrap(), expected);
    let cut = &packed[..packed.len() - 9];
    let error = parse_prices(cut, "p.csv.gz", &CsvOptions::default()).unwrap_err().to_string();
    assert!(error.starts_with("`p.csv.gz`: it cannot be unpacked ("), "{error}");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.csv.gz");
    std::fs::write(&path, &packed).unwrap();
    let read = read_prices(&path, &CsvOptions::default()).unwrap();
    assert_eq!(read[0].asset().origin.place, path.display().to_string());
    assert_eq!(read[0].prices(), expected[0].prices());
    let missing = read_bars(Path::new("nothing.csv"), &CsvOptions::default()).unwrap_err();
    assert!(missing.to_string().starts_with("cannot read `nothing.csv`: "), "{missing}");
}

/// Each error names file, row, and column or ticker.
#[test]
fn what_is_wrong_is_named_with_its_place() {
    #[rustfmt::skip]
    let cases = [
        ("", "`p.csv`: there is no price; the file is empty"),
        ("\u{feff} \n", "`p.csv`: there is no price; the file is empty"),
        ("date,A\n", "`p.csv`, column `A`: there is no price of `A`"),
        ("date\n2024-01-02\n", "`p.csv`: there is no price; there is no column behind the date"),
        ("day of week,A\nMon,1\n", "`p.csv`, row 1: there is no column `date`; there are `day of week`, `A`"),
        ("date,A,A\n2024-01-02,1,2\n", "ticker `A` is there twice"),
        ("date,A,\n2024-01-02,1,2\n", "`p.csv`, row 1, column ``: `` is no ticker"),
        ("date,A\n2024-01-02,NaN\n", "`p.csv`, row 2, column `A`: the price of `A` on 2024-01-02 is not a number"),
        ("date,A\n2024-01-02,1\n2024-01-03,inf\n", "`p.csv`, row 3, column `A`: the price of `A` on 2024-01-03 is infinite"),
        ("date,A,B\n2024-01-02,1,0.00\n", "`p.csv`, row 2, column `B`: the price of `B` on 2024-01-02 is zero"),
        ("date,A,B\n2024-01-02,-5,1\n", "`p.csv`, row 2, column `A`: the price of `A` on 2024-01-02 is -5"),
        ("date,A\n2024-01-02,NA\n", "`p.csv`, row 2, column `A`: `NA` is no number"),
        ("date,A\n2024-01-02,\"1,234.5\"\n", "`p.csv`, row 2, column `A`: `1,234.5` is no number: expected a decimal point"),
        ("date;A;B\n2024-01-02;1,5;1.5\n", "`p.csv`, row 2, column `B`: `1.5` is no number: expected a decimal comma"),
        ("date,A\n2024-01-03,1\n2024-01-02,1\n", "`p.csv`, row 3: 2024-01-02 of `A` comes after 2024-01-03"),
        ("date,A\n2024-01-02,1\n\n2024-01-02,1\n", "`p.csv`, row 4: 2024-01-02 is there twice for `A`, first in row 2"),
        ("date,A\n2024-01-02,\n2024-01-02,1\n", "`p.csv`, row 3: 2024-01-02 is there twice for `A`, first in row 2"),
        ("date,A\n02/01/2024,1\n", "`p.csv`, row 2, column `date`: `02/01/2024` is no day: expected a day such as 2024-01-31"),
        ("date,A\n2023-02-29,1\n", "`p.csv`, row 2, column `date`: `2023-02-29` is no day"),
        ("date,A,B\n2024-01-02,1\n", "`p.csv`, row 2: 2 cells, expected 3 as in the header"),
        ("date,A\n2024-01-02,1,2\n", "`p.csv`, row 2: 3 cells, expected 2"),
        ("date,ticker,high\n2024-01-02,A,1\n", "`p.csv`, row 1: there is no column `adj_close`, `price` or `close`"),
        ("date,ticker,close\n2024-01-02,A B,1\n", "`p.csv`, row 2, column `ticker`: `A B` is no ticker"),
        ("date,ticker,close\n2024-01-02,A,1\n2024-01-03,B,1\n2024-01-02,A,1\n", "`p.csv`, row 4: 2024-01-02 is there twice for `A`, first in row 2"),
        ("date,open,high,low,close\n2024-01-02,1,1,1,1\n", "`p.csv`, row 1: it holds one asset and no column `ticker`: state the ticker"),
        ("date,Adj Close\n2024-01-02,1\n", "`p.csv`, row 1: it holds one asset and no column `ticker`"),
    ];
    for (text, expected) in cases {
        let found = error(text);
        assert!(found.starts_with(expected), "{text:?}: {found}");
        assert!(!found.contains('\n'), "{found}");
    }
    let latin = b"date,A\n2024-01-02,1\n2024-01-03,\xe4\n";
    let found = parse_prices(latin, "p.csv", &CsvOptions::default()).unwrap_err().to_string();
    assert!(found.starts_with("`p.csv`, row 3: the text is not UTF-8 there"), "{found}");
    let wide = parse_prices(b"\xff\xfed\0a\0", "p.csv", &CsvOptions::default()).unwrap_err();
    assert!(wide.to_string().contains("UTF-16"), "{wide}");
}

#[test]
fn nothing_larger_than_allowed_is_read() {
    let text = "date,A\n2024-01-02,1\n2024-01-03,1\n";
    let with = |limits: Limits| {
        let options = CsvOptions { limits, ..CsvOptions::default() };
        parse_prices(text.as_bytes(), "p.csv", &options).map(drop).map_err(|e| e.to_string())
    };
    let limits = Limits { bytes: text.len() as u64, rows: 2, columns: 2 };
    assert_eq!(with(limits), Ok(()));
    assert!(with(Limits { bytes: 10, ..limits }).unwrap_err().contains("longer than the 10 bytes"));
    let rows = with(Limits { rows: 1, ..limits }).unwrap_err();
    assert_eq!(rows, "`p.csv`, row 3: more rows than the 1 that are allowed");
    assert!(
        with(Limits { columns: 1, ..limits }).unwrap_err().contains("2 columns, more than the 1")
    );

    // A megabyte of zeros in a kilobyte.
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&vec![b'0'; 1 << 20]).unwrap();
    let packed = packed.finish().unwrap();
    let options = CsvOptions { limits: Limits { bytes: 4096, ..limits }, ..CsvOptions::default() };
    let bomb = parse_prices(&packed, "p.csv.gz", &options).unwrap_err().to_string();
    assert!(bomb.contains("longer than the 4096 bytes"), "{bomb}");
}

#[test]
fn what_a_file_does_not_say_is_stated() {
    let options = CsvOptions {
        days: DayFormat::DayMonthYear,
        missing: vec!["-".into()],
        ticker: Some("ABC".into()),
        currency: Some(Currency::new("EUR").unwrap()),
        zone: Some(Zone::new("Europe/Berlin").unwrap()),
        source: "a bank".into(),
        ..CsvOptions::default()
    };
    let text = "Date,Close,Adj Close\n2.1.2024,10,5\n3.1.2024,-,-\n";
    let series = parse_prices(text.as_bytes(), "p.csv", &options).unwrap().remove(0);
    assert_eq!((series.ticker(), series.prices()), ("ABC", &[5.0][..]));
    assert_eq!(series.asset().kind, PriceKind::Adjusted, "the column's name says so");
    assert_eq!(series.gaps(), [date(2024, 1, 3)]);
    assert_eq!(series.asset().currency.as_ref().unwrap().as_str(), "EUR");
    let closes = CsvOptions { price_column: Some("Close".into()), ..options.clone() };
    let series = parse_prices(text.as_bytes(), "p.csv", &closes).unwrap().remove(0);
    assert_eq!((series.prices(), series.asset().kind), (&[10.0][..], PriceKind::Unstated));
    let none = CsvOptions { price_column: Some("Last".into()), ..options };
    let error = parse_prices(text.as_bytes(), "p.csv", &none).unwrap_err().to_string();
    assert!(error.contains("there is no column `Last`; there are `Date`, `Close`"), "{error}");
    let comma = CsvOptions { decimal_comma: Some(true), ..CsvOptions::default() };
    assert!(matches!(
        parse_prices(b"date,A\n2024-01-02,1\n", "p.csv", &comma),
        Err(PricesError::Setting { name: "decimal_comma", .. })
    ));
}

#[test]
fn bars_of_one_asset_and_of_many() {
    let text = "symbol,date,open,high,low,close,volume,adjusted\n\
                A,2024-01-02,1,3,1,2,500,1.5\nB,2024-01-02,4,4,4,4,0,4\nA,2024-01-03,2,2,,2,1,2\n";
    let bars = parse_bars(text.as_bytes(), "b.csv", &CsvOptions::default()).unwrap();
    assert_eq!(bars.len(), 2);
    assert_eq!((bars[0].bars()[0].volume, bars[0].gaps()), (500.0, &[date(2024, 1, 3)][..]));
    assert_eq!(bars[0].adjusted_closes().unwrap().prices(), [1.5]);
    let with = |text: &str| {
        parse_bars(text.as_bytes(), "b.csv", &CsvOptions::default()).unwrap_err().to_string()
    };
    assert!(with("date,open,high,low,close\n").contains("there is no column `ticker`: state"));
    assert!(with("date,ticker,open,high,low\n").contains("there is no column `close`; there are"));
    let head = "date,ticker,open,high,low,close,volume\n";
    let cases = [
        (
            "2024-01-02,A,1,1,1,1,-5",
            "row 2, column `volume`: the volume of `A` on 2024-01-02 is -5",
        ),
        ("2024-01-02,A,1,0,1,1,5", "row 2, column `high`: the price of `A` on 2024-01-02 is zero"),
        ("2024-01-02,A,,,,,", "there is no price of `A`"),
        ("", "there is no price; there are no rows below the header"),
    ];
    for (row, expected) in cases {
        let found = with(&format!("{head}{row}\n"));
        assert!(found.contains(expected), "{found}");
    }
}

#[test]
fn what_is_written_is_read_again_to_the_last_bit() {
    use neuron_prices::csv::{bars_text, prices_text};
    let text = "date,ticker,open,high,low,close,volume,adj_close\n\
                2024-01-02,A,0.1,0.30000000000000004,0.1,0.2,5e300,0.05\n2024-01-03,A,,,,,,\n\
                2024-01-02,B,1,3,1,2,0,1.3333333333333333\n";
    let bars = parse_bars(text.as_bytes(), "x", &CsvOptions::default()).unwrap();
    let again = parse_bars(bars_text(&bars).as_bytes(), "x", &CsvOptions::default()).unwrap();
    assert_eq!(again.len(), 2);
    for (one, own) in again.iter().zip(&bars) {
        assert_eq!((one.bars(), one.dates(), one.gaps()), (own.bars(), own.dates(), own.gaps()));
        let closes = |bars: &neuron_prices::Bars| bars.adjusted_closes().unwrap().prices().to_vec();
        assert_eq!(closes(one), closes(own));
    }
    let series =
        parse_prices(b"date,A,B\n2024-01-02,0.1,\n2024-01-03,7,3\n", "x", &CsvOptions::default());
    let series = series.unwrap();
    let again = parse_prices(prices_text(&series).as_bytes(), "x", &CsvOptions::default()).unwrap();
    for (one, own) in again.iter().zip(&series) {
        assert_eq!(
            (one.prices(), one.dates(), one.gaps()),
            (own.prices(), own.dates(), own.gaps())
        );
    }
}
