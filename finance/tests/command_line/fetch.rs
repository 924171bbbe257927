//! `fetch --source` against a server on this machine.

use super::place::{Place, number};
use neuron_testkit::server::{Reply, Server};

/// A chart of four days; MSFT's differs by its prices.
fn chart(symbol: &str, factor: f64) -> Reply {
    let days = [1_704_205_800_i64, 1_704_292_200, 1_704_378_600, 1_704_465_000];
    let list = |base: f64| {
        days.iter().enumerate().map(|(t, _)| factor * (base + t as f64)).collect::<Vec<f64>>()
    };
    let text = format!(
        r#"{{"chart":{{"result":[{{"meta":{{"currency":"USD","symbol":"{symbol}","exchangeName":"NMS",
        "instrumentType":"EQUITY","exchangeTimezoneName":"America/New_York","gmtoffset":-18000,
        "timezone":"EST","dataGranularity":"1d","range":"5d","validRanges":["1d"]}},
        "timestamp":{days:?},"indicators":{{"quote":[{{"open":{o:?},"high":{h:?},"low":{l:?},"close":{c:?},
        "volume":[10,20,null,40]}}],"adjclose":[{{"adjclose":{a:?}}}]}}}}],"error":null}}}}"#,
        o = list(11.0),
        h = list(13.0),
        l = list(10.0),
        c = list(12.0),
        a = list(6.0),
    );
    Reply::file(text.as_bytes())
}

#[test]
fn prices_of_a_source_become_a_file_that_analyses_take() {
    let place = Place::new();
    let server = Server::start([chart("AAA", 1.0), chart("BBB", 3.0)]);
    let line = format!(
        "fetch --source yahoo --tickers AAA,BBB --period 5d --base-url {} --output prices.csv",
        server.url("")
    );
    let json = place.json(&line);
    assert_eq!(
        (json["assets"][0]["days"].as_u64(), json["assets"][0]["gaps"].as_u64()),
        (Some(3), Some(1))
    );
    assert_eq!(json["assets"][1]["currency"], "USD");
    let asked: Vec<String> = server.requests().into_iter().map(|one| one.path).collect();
    assert!(
        asked[0].starts_with("/v8/finance/chart/AAA?symbol=AAA&range=5d&interval=1d"),
        "{asked:?}"
    );
    assert_eq!(asked.len(), 2);
    let written = std::fs::read_to_string(place.path().join("prices.csv")).unwrap();
    // 4 January has no volume: no bar.
    assert_eq!(
        written.lines().take(4).collect::<Vec<_>>(),
        [
            "date,ticker,open,high,low,close,volume,adj_close",
            "2024-01-02,AAA,11,13,10,12,10,6",
            "2024-01-03,AAA,12,14,11,13,20,7",
            "2024-01-04,AAA,,,,,,",
        ]
    );
    let json = place.json(
        "run simulate --prices prices.csv --align inner --process bootstrap --horizon 1 --simulations 1000",
    );
    assert_eq!(json["prices"]["days"], 3);
    // Adjusted closes are taken: 6, 7, 9.
    let gain = -number(&json, "/risk/horizons/0/loss/mean/value");
    assert!(7.0 / 6.0 - 1.0 < gain && gain < 9.0 / 7.0 - 1.0, "{gain}");
}

#[test]
fn stooq_and_fred_go_into_the_cache() {
    let place = Place::new();
    let table = "Date,Open,High,Low,Close,Volume\n2022-01-03,1,2,1,2,5\n2024-01-02,2,3,2,3,5\n2024-01-03,3,4,3,4,5\n";
    let server = Server::start([Reply::file(table.as_bytes())]);
    let line = format!(
        "fetch --source stooq --tickers aaa.us --period 1y --data-dir cache --base-url {}",
        server.url("")
    );
    let output = place.run(&line).with_code(0);
    assert!(output.stdout.ends_with("cache/prices/stooq-aaa.us-1y.csv\n"), "{}", output.stdout);
    let file = place.path().join("cache/prices/stooq-aaa.us-1y.csv");
    let written = std::fs::read_to_string(file).unwrap();
    // The year ends with the last day that there is.
    assert_eq!(written.lines().count(), 3, "{written}");
    assert!(written.lines().nth(1).unwrap().starts_with("2024-01-02,AAA.US,2,3,2,3,5"));
    let rates = "observation_date,SP500\n2024-01-01,.\n2024-01-02,4742.83\n2024-01-03,4704.81\n";
    let server = Server::start([Reply::file(rates.as_bytes())]);
    let line = format!(
        "fetch --source fred --tickers SP500 --period max --output sp500.csv --base-url {}",
        server.url("")
    );
    let _ = place.run(&line).with_code(0);
    let written = std::fs::read_to_string(place.path().join("sp500.csv")).unwrap();
    assert_eq!(
        written,
        "date,ticker,price\n2024-01-01,SP500,\n2024-01-02,SP500,4742.83\n2024-01-03,SP500,4704.81\n"
    );
}

/// One line, exit code 2, and no file: not even of the tickers that were there.
#[test]
fn what_a_source_refuses_is_said() {
    let place = Place::new();
    let unknown = Reply::file(
        br#"{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found"}}}"#,
    );
    let page = Reply::file(b"<html><title>Consent</title></html>");
    let truncated = Reply::file(br#"{"chart":{"result":[{"meta":{"curr"#);
    let empty = Reply::file(br#"{"chart":{"result":[],"error":null}}"#);
    let many = || Reply::status(429);
    let limit = Reply::file(b"Exceeded the daily hits limit");
    for (replies, source, part) in [
        (vec![chart("AAA", 1.0), unknown], "yahoo", "knows no `BBB`: Not Found: No data found"),
        (vec![page], "yahoo", "a page for a person (`Consent`)"),
        (vec![truncated], "yahoo", "the reply is cut off"),
        (vec![empty], "yahoo", "AAA"),
        (vec![many(), many(), many()], "yahoo", "too many requests"),
        (vec![limit], "stooq", "too many requests"),
        (vec![Reply::file(b"No data")], "stooq", "AAA"),
        (vec![Reply::file(b"observation_date,AAA\n2024-01-01,-0.5\n")], "fred", "-0.5"),
    ] {
        let server = Server::start(replies);
        let line = format!(
            "fetch --source {source} --tickers AAA,BBB --output p.csv --base-url {}",
            server.url("")
        );
        let said = place.refusal(&line);
        assert!(said.contains(part), "{source}: {said}");
        assert!(!place.path().join("p.csv").exists());
    }
    for (line, part) in [
        ("fetch --source yahoo --tickers AAA --period 5years --output p.csv", "`5years`"),
        ("fetch --source yahoo --tickers AAA,AAA --output p.csv", "`AAA` twice"),
        ("fetch --source yahoo --tickers AAA --base-url nowhere --output p.csv", "nowhere"),
    ] {
        let said = place.refusal(line);
        assert!(said.contains(part), "{line}: {said}");
    }
}
