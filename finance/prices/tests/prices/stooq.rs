use crate::client::client;
use jiff::civil::date;
use neuron_prices::sources::{Stooq, StooqOptions};
use neuron_prices::{Bars, PricesError};
use neuron_testkit::server::{Reply, Server};

fn asked(reply: Reply) -> (Result<Bars, PricesError>, Vec<String>) {
    let server = Server::start([reply]);
    let client = client();
    let stooq = Stooq::new(&client, &StooqOptions { base_url: server.url("") }).unwrap();
    let days = (date(2024, 1, 2), date(2024, 12, 31));
    let result = stooq.bars("AAPL.us", Some(days));
    (result, server.requests().into_iter().map(|request| request.path).collect())
}

#[test]
fn a_table_is_read() {
    let table =
        "Date,Open,High,Low,Close,Volume\r\n2024-01-02,1,3,1,2,500\r\n2024-01-03,2,2,2,2,0\r\n";
    let (bars, paths) = asked(Reply::file(table.as_bytes()));
    let bars = bars.unwrap();
    assert_eq!((bars.ticker(), bars.closes().prices()), ("AAPL.US", &[2.0, 2.0][..]));
    assert_eq!(bars.asset().origin.source, "Stooq");
    assert_eq!(paths, ["/q/d/l/?s=aapl.us&i=d&d1=20240102&d2=20241231"]);
    // Currencies have no volume.
    let (bars, _) = asked(Reply::file(b"Date,Open,High,Low,Close\n2024-01-02,1,3,1,2\n"));
    assert_eq!(bars.unwrap().bars()[0].volume, 0.0);
}

#[test]
fn what_is_no_table_is_named() {
    #[rustfmt::skip]
    let cases: [(&[u8], &str); 6] = [
        (b"No data", "knows no `AAPL.US`: `No data`; symbols end in their market"),
        (b"", "knows no `AAPL.US`"),
        (b"Exceeded the daily hits limit", "too many requests: it answers with exceeded the daily hits limit"),
        (b"<html><title>Stooq</title>", "a page for a person (`Stooq`), status 200: expected a table"),
        (b"Date,Open,High,Low,Close,Volume\n2024-01-02,1,3,1,0,5\n", "row 2, column `Close`: the price of `AAPL.US` on 2024-01-02 is zero"),
        (b"Date,Open,High,Low,Close,Volume\n2024-01-02,1,3\n", "row 2: 3 cells, expected 6"),
    ];
    for (body, expected) in cases {
        let (result, paths) = asked(Reply::file(body));
        let error = result.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert_eq!(paths.len(), 1);
    }
    let (result, paths) = asked(Reply::status(429));
    assert!(matches!(result, Err(PricesError::TooManyRequests { .. })));
    assert_eq!(paths.len(), 1);
}
