//! Replies in every shape that the chart API is known to give.

use neuron_prices::sources::Interval;
use neuron_prices::sources::yahoo::{Chart, parse_chart};
use neuron_prices::{PriceKind, PricesError, Warning};

/// 14:30 in Greenwich, when New York opens, on 2, 3 and 4 January 2024.
pub(crate) const TIMES: [i64; 3] = [1_704_205_800, 1_704_292_200, 1_704_378_600];

/// A reply of three days with these parts.
pub(crate) fn reply(meta: &str, times: &str, quote: &str, more: &str) -> String {
    format!(
        r#"{{"chart":{{"result":[{{"meta":{{"currency":"USD","symbol":"ABC","exchangeName":"NMS",
        "instrumentType":"EQUITY","exchangeTimezoneName":"America/New_York","gmtoffset":-18000,
        "timezone":"EST","dataGranularity":"1d","range":"5d","validRanges":["1d"]{meta}}},
        "timestamp":{times},"indicators":{{"quote":[{quote}]{more}}}}}],"error":null}}}}"#
    )
}

pub(crate) const QUOTE: &str =
    r#"{"open":[1,2,3],"high":[2,3,4],"low":[1,2,3],"close":[2,3,4],"volume":[10,20,30]}"#;
pub(crate) const ADJUSTED: &str = r#","adjclose":[{"adjclose":[1,1.5,2]}]"#;

pub(crate) fn good() -> String {
    reply("", &format!("{TIMES:?}"), QUOTE, ADJUSTED)
}

fn parsed(text: &str) -> Result<Chart, PricesError> {
    parse_chart(text.as_bytes(), "yahoo", "ABC", Interval::Day)
}

#[test]
fn a_whole_reply_is_read() {
    let chart = parsed(&good()).unwrap();
    assert_eq!(
        chart.dates.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["2024-01-02", "2024-01-03", "2024-01-04"]
    );
    assert_eq!(chart.warnings, []);
    assert_eq!(chart.asset.zone.as_ref().unwrap().as_str(), "America/New_York");
    let (adjusted, closes) = (chart.adjusted_closes().unwrap(), chart.closes().unwrap());
    assert_eq!(
        (adjusted.prices(), adjusted.asset().kind),
        (&[1.0, 1.5, 2.0][..], PriceKind::Adjusted)
    );
    assert_eq!(
        (closes.prices(), closes.asset().kind),
        (&[2.0, 3.0, 4.0][..], PriceKind::SplitAdjusted)
    );
    assert_eq!(chart.bars().unwrap().bars()[2].high, 4.0);
}

/// A null at any place of any list is a gap of what it is in, and of nothing else.
#[test]
fn nulls_are_gaps() {
    for column in ["open", "high", "low", "close", "volume", "adjclose"] {
        for entry in 0..3 {
            let mut own: serde_json::Value = serde_json::from_str(&good()).unwrap();
            let indicators = &mut own["chart"]["result"][0]["indicators"];
            let list = match column {
                "adjclose" => &mut indicators["adjclose"][0]["adjclose"],
                _ => &mut indicators["quote"][0][column],
            };
            list[entry] = serde_json::Value::Null;
            let chart = parsed(&own.to_string()).unwrap();
            let missing = [chart.dates[entry]];
            assert_eq!(chart.bars().unwrap().gaps(), missing, "{column}");
            let expected = if column == "adjclose" { &missing[..] } else { &[] };
            assert_eq!(chart.adjusted_closes().unwrap().gaps(), expected, "{column}");
            let expected = if column == "close" { &missing[..] } else { &[] };
            assert_eq!(chart.closes().unwrap().gaps(), expected, "{column}");
        }
    }
    let all =
        reply("", &format!("{TIMES:?}"), QUOTE, r#","adjclose":[{"adjclose":[null,null,null]}]"#);
    let error = parsed(&all).unwrap().adjusted_closes().unwrap_err();
    assert!(matches!(error, PricesError::Empty { .. }), "{error}");
}

#[test]
fn what_holds_no_bars_is_said_to_hold_none() {
    for text in [
        r#"{"chart":{"result":[],"error":null}}"#.to_owned(),
        r#"{"chart":{"result":null,"error":null}}"#.to_owned(),
        r#"{"chart":{"result":[null],"error":null}}"#.to_owned(),
        r#"{"chart":{"result":[{"meta":{"symbol":"ABC","gmtoffset":0},"indicators":{"quote":[{}]}}],"error":null}}"#.to_owned(),
        r#"{"chart":{"result":[{"meta":{"symbol":"ABC","gmtoffset":0},"indicators":{"quote":[{}],"adjclose":[{}]}}]}}"#.to_owned(),
        r#"{"chart":{"result":[{"meta":{"gmtoffset":0},"timestamp":null,"indicators":null}]}}"#.to_owned(),
        reply("", "[]", "{}", ""),
    ] {
        let error = parsed(&text).unwrap_err();
        assert!(matches!(error, PricesError::Empty { .. }), "{text}: {error}");
        assert!(error.to_string().contains("there is no price of `ABC` in the reply"), "{error}");
    }
}

#[test]
fn errors_of_the_server_keep_their_words() {
    let not_found = r#"{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}}"#;
    let error = parsed(not_found).unwrap_err();
    assert!(matches!(&error, PricesError::UnknownSymbol { symbol, .. } if symbol == "ABC"));
    assert_eq!(
        error.to_string(),
        "yahoo knows no `ABC`: Not Found: No data found, symbol may be delisted"
    );
    let finance = r#"{"finance":{"result":null,"error":{"code":"Internal Server Error","description":"boom"}}}"#;
    assert_eq!(
        parsed(finance).unwrap_err().to_string(),
        "yahoo refuses `ABC`: Internal Server Error: boom"
    );
    let crumb = r#"{"finance":{"result":null,"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}"#;
    assert_eq!(
        parsed(crumb).unwrap_err().to_string(),
        "yahoo refuses `ABC`: Unauthorized: Invalid Crumb"
    );
    let odd = r#"{"chart":{"result":null,"error":{"code":422,"description":null}}}"#;
    assert_eq!(parsed(odd).unwrap_err().to_string(), "yahoo refuses `ABC`: 422");
    let many =
        r#"{"finance":{"result":null,"error":{"code":"Too Many Requests","description":"x"}}}"#;
    assert!(matches!(parsed(many), Err(PricesError::TooManyRequests { .. })));
}

#[test]
fn replies_that_are_broken_are_errors_with_their_place() {
    let times = format!("{TIMES:?}");
    let quote = |key: &str, list: &str| {
        let mut own: serde_json::Value = serde_json::from_str(QUOTE).unwrap();
        own[key] = serde_json::from_str(list).unwrap();
        reply("", &times, &own.to_string(), ADJUSTED)
    };
    #[rustfmt::skip]
    let cases = [
        (good()[..200].to_owned(), "the reply is cut off (EOF while parsing"),
        ("not json".into(), "the reply is no chart (expected"),
        (String::new(), "the reply is cut off"),
        ("[]".into(), "the reply is no chart"),
        ("{}".into(), "the reply has neither `chart` nor `finance`"),
        (reply("", &times, "{}", ""), "`open` of `ABC` has 0 entries for 3 days"),
        (quote("close", "[1,2]"), "`close` of `ABC` has 2 entries for 3 days"),
        (quote("close", "[1,0,2]"), "row 2, column `close`: the price of `ABC` on 2024-01-03 is zero"),
        (quote("low", "[1,-2.5,2]"), "row 2, column `low`: the price of `ABC` on 2024-01-03 is -2.5"),
        (quote("high", "[1,\"x\",2]"), "row 2, column `high`: it is no number"),
        (quote("high", "[1,\"NaN\",2]"), "row 2, column `high`: the price of `ABC` on 2024-01-03 is not a number"),
        (quote("volume", "[1,2,-3]"), "row 3, column `volume`: the volume of `ABC` on 2024-01-04 is -3"),
        (quote("close", "{\"a\":1}"), "the reply is no chart"),
        (good().replace("\"close\":[2", "\"close\":[2e999"), "the reply is no chart (number out of range"),
        (reply("", &format!("[{},null,{}]", TIMES[0], TIMES[2]), QUOTE, ADJUSTED), "row 2, column `timestamp`: it is null"),
        (reply("", &format!("[{},{},{}]", TIMES[1], TIMES[0], TIMES[2]), QUOTE, ADJUSTED), "row 2, column `timestamp`: 2024-01-02 of `ABC` comes after 2024-01-03"),
        (reply("", &format!("[{0},{0},{1}]", TIMES[0], TIMES[2]), QUOTE, ADJUSTED), "row 2, column `timestamp`: 2024-01-02 is there twice for `ABC`"),
        (reply("", "[1,2,9223372036854775807]", QUOTE, ADJUSTED), "9223372036854775807 is no moment"),
        (good().replace("\"ABC\"", "\"XYZ\""), "`symbol` is `XYZ`, and `ABC` was asked for"),
        (good().replace("\"1d\",\"range\"", "\"3mo\",\"range\""), "`dataGranularity` is `3mo`, and `1d` was asked for"),
        (good().replace("America/New_York", "America/Nowhere"), "`America/Nowhere` is no time zone"),
        (good().replace("\"USD\"", "\"dollars\""), "`dollars` is no currency"),
        (good().replace("exchangeTimezoneName", "zone").replace("gmtoffset", "offset"), "neither `exchangeTimezoneName` nor `gmtoffset`"),
    ];
    for (text, expected) in cases {
        let error = parsed(&text).unwrap_err().to_string();
        assert!(error.starts_with("`yahoo`") && error.contains(expected), "{expected}: {error}");
        assert!(!error.contains('\n'), "{error}");
    }
}

/// Adjusted closes that are fewer than the days cannot be told apart: none is used, and none is moved.
#[test]
fn adjusted_closes_that_are_too_few_are_not_used() {
    let chart =
        parsed(&reply("", &format!("{TIMES:?}"), QUOTE, r#","adjclose":[{"adjclose":[1,1.5]}]"#));
    let chart = chart.unwrap();
    let expected = Warning::AdjustedCloses { ticker: "ABC".into(), found: 2, expected: 3 };
    assert_eq!(chart.warnings, [expected]);
    let error = chart.adjusted_closes().unwrap_err();
    assert!(matches!(error, PricesError::NoSuchKind { .. }), "{error}");
    assert_eq!(chart.closes().unwrap().prices().len(), 3);
    assert!(chart.bars().unwrap().adjusted_closes().is_err());
    let without = parsed(&reply("", &format!("{TIMES:?}"), QUOTE, "")).unwrap();
    assert!(without.adjusted_closes().is_err() && without.warnings.is_empty());
}

#[test]
fn the_price_of_the_moment_is_left_out_aloud() {
    // At 18:00 in Greenwich of the third day, in the middle of the session.
    let now = TIMES[2] + 3 * 3600 + 1800;
    let times = format!("[{},{},{},{now}]", TIMES[0], TIMES[1], TIMES[2]);
    let quote = r#"{"open":[1,2,3,4],"high":[2,3,4,4],"low":[1,2,3,4],"close":[2,3,4,5],"volume":[1,2,3,0]}"#;
    let adjusted = r#","adjclose":[{"adjclose":[1,1.5,2,2.5]}]"#;
    let session = format!(
        r#","regularMarketTime":{now},"currentTradingPeriod":{{"pre":{{}},"regular":{{"timezone":"EST",
        "start":{},"end":{},"gmtoffset":-18000}}}}"#,
        TIMES[2],
        TIMES[2] + 23_400
    );
    let chart = parsed(&reply(&session, &times, quote, adjusted)).unwrap();
    assert_eq!((chart.dates.len(), chart.closes().unwrap().prices()[2]), (3, 4.0));
    assert_eq!(chart.adjusted_closes().unwrap().prices(), [1.0, 1.5, 2.0]);
    let [live, unfinished] = &chart.warnings[..] else { panic!("{:?}", chart.warnings) };
    let Warning::LiveBar { day, kept: Some(4.0), left_out: Some(5.0), log_return, .. } = live
    else {
        panic!("{live:?}")
    };
    assert_eq!((day, *log_return), (&chart.dates[2], Some(1.25f64.ln())));
    assert_eq!(
        live.to_string(),
        "the source gives 2024-01-04 of `ABC` twice: 4 is kept, 5, of the moment, is left out"
    );
    assert!(
        matches!(unfinished, Warning::UnfinishedDay { seconds_left: 10_800, .. }),
        "{unfinished:?}"
    );
    // After the session nothing is unfinished.
    let closed = session
        .replace(&format!("\"regularMarketTime\":{now}"), "\"regularMarketTime\":1704402001");
    let chart = parsed(&reply(&closed, &format!("{TIMES:?}"), QUOTE, ADJUSTED)).unwrap();
    assert_eq!(chart.warnings, []);
}

/// Of weeks and months, the moment's day is another than the bar's.
#[test]
fn the_price_of_the_moment_is_known_by_its_week_or_month() {
    // The Mondays 1 and 8 January 2024 and Wednesday the 10th, midnight in New York.
    let times = "[1704085200,1704690000,1704862800]";
    let of = |interval: Interval, times: &str| {
        let text = reply("", times, QUOTE, ADJUSTED)
            .replace("\"1d\",\"range\"", &format!("\"{interval}\",\"range\""));
        parse_chart(text.as_bytes(), "yahoo", "ABC", interval).unwrap()
    };
    let week = of(Interval::Week, times);
    assert_eq!((week.dates.len(), week.warnings.len()), (2, 1));
    // 1 January and February, 14 February.
    let month = of(Interval::Month, "[1704085200,1706763600,1707886800]");
    assert!(matches!(
        month.warnings[..],
        [Warning::LiveBar { kept: Some(3.0), left_out: Some(4.0), .. }]
    ));
    assert_eq!(of(Interval::Day, times).dates.len(), 3);
}

#[test]
fn dividends_and_splits_are_read_as_numbers_or_text() {
    let events = r#""events":{"dividends":{"1704292200":{"amount":0.24,"date":1704292200},
        "1704205800":{"amount":"0.23","date":1704205800}},
        "splits":{"a":{"date":1704292200,"numerator":4,"denominator":1,"splitRatio":"4:1"},
        "b":{"date":1704378600,"numerator":"1.0","denominator":"10.0","splitRatio":"1:10"},
        "1704205800":{"splitRatio":"3/2"}}},"indicators""#;
    let chart = parsed(&good().replace("\"indicators\"", events)).unwrap();
    let dividends: Vec<_> = chart.dividends.iter().map(|own| (own.day, own.amount)).collect();
    assert_eq!(dividends, [(chart.dates[0], 0.23), (chart.dates[1], 0.24)]);
    let splits: Vec<_> = chart.splits.iter().map(|own| (own.numerator, own.denominator)).collect();
    assert_eq!(splits, [(3.0, 2.0), (4.0, 1.0), (1.0, 10.0)]);
    for wrong in [
        r#""splits":{"a":{"date":1704292200,"numerator":0,"denominator":1}}"#,
        r#""splits":{"a":{"numerator":2,"denominator":1}}"#,
        r#""splits":{"a":{"date":1704292200,"splitRatio":"two"}}"#,
        r#""dividends":{"a":{"date":1704292200,"amount":"NaN"}}"#,
        r#""dividends":{"a":{"date":1704292200}}"#,
    ] {
        let text =
            good().replace("\"indicators\"", &format!("\"events\":{{{wrong}}},\"indicators\""));
        let error = parsed(&text).unwrap_err().to_string();
        assert!(error.contains("entry `a` cannot be read"), "{error}");
    }
}

/// The same moment is of the next day where the day begins earlier.
#[test]
fn a_moment_is_of_the_day_of_its_exchange() {
    let tokyo = reply(
        "",
        "[1704153600]",
        r#"{"open":[1],"high":[1],"low":[1],"close":[1],"volume":[0]}"#,
        "",
    );
    let day = |text: String| parsed(&text).unwrap().dates[0].to_string();
    assert_eq!(day(tokyo.clone()), "2024-01-01");
    assert_eq!(day(tokyo.replace("America/New_York", "Asia/Tokyo")), "2024-01-02");
    let offset = tokyo.replace("\"exchangeTimezoneName\":\"America/New_York\",", "");
    assert_eq!(day(offset), "2024-01-01");
}
