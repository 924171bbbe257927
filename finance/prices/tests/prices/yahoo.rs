//! The chart API against a server on this machine: what is asked, and how often.

use crate::client::client;
use crate::yahoo_shapes::good;
use neuron_prices::PricesError;
use neuron_prices::sources::{Chart, Interval, Period, Yahoo, YahooOptions};
use neuron_testkit::server::{Reply, Server};

/// Path and query of a request without a crumb.
const ASKED: &str =
    "/v8/finance/chart/ABC?symbol=ABC&range=5y&interval=1d&events=div%7Csplit%7CcapitalGains";
const CRUMB: &str = "/v1/test/getcrumb";

/// Asks a server with these replies once; the result and the paths that were asked for.
fn asked(replies: Vec<Reply>) -> (Result<Chart, PricesError>, Vec<String>) {
    let server = Server::start(replies);
    let client = client();
    let mut yahoo = Yahoo::new(&client, YahooOptions::of_server(&server.url(""))).unwrap();
    let result = yahoo.chart("ABC", &"5y".parse().unwrap(), Interval::Day);
    (result, server.requests().into_iter().map(|request| request.path).collect())
}

fn chart() -> Reply {
    Reply::file(good().as_bytes())
}

fn unauthorized() -> Reply {
    Reply::file(br#"{"finance":{"result":null,"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}"#)
}

fn cookie() -> Reply {
    Reply::status(404).header("set-cookie", "A3=d=AQAB&S=x; Path=/; Secure")
}

#[test]
fn a_chart_needs_neither_cookie_nor_crumb() {
    let server = Server::start([chart()]);
    let client = client();
    let mut yahoo = Yahoo::new(&client, YahooOptions::of_server(&server.url("/"))).unwrap();
    let found = yahoo.chart("ABC", &"5y".parse().unwrap(), Interval::Day).unwrap();
    assert_eq!(found.asset.origin.source, "Yahoo chart API");
    assert_eq!(found.asset.origin.place, server.url("/v8/finance/chart/ABC"));
    let request = &server.requests()[0];
    assert_eq!((request.method.as_str(), request.path.as_str()), ("GET", ASKED));
    assert!(request.header("user-agent").unwrap().starts_with("Mozilla/5.0"));
    assert_eq!(request.header("cookie"), None);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn symbols_and_periods_are_asked_for_as_they_have_to_be() {
    let server = Server::start([Reply::file(good().replace("ABC", "^GSPC").as_bytes())]);
    let client = client();
    let mut yahoo = Yahoo::new(&client, YahooOptions::of_server(&server.url(""))).unwrap();
    let period: Period = "2024-01-02..2024-01-04".parse().unwrap();
    yahoo.chart("^GSPC", &period, Interval::Day).unwrap();
    // 2024-01-02 and 2024-01-05, midnight in Greenwich.
    let expected = "/v8/finance/chart/%5EGSPC?symbol=%5EGSPC&period1=1704153600&period2=1704412800\
                    &interval=1d&events=div%7Csplit%7CcapitalGains";
    assert_eq!(server.requests()[0].path, expected);
    let _other = yahoo.chart("ABC", &period, Interval::Week);
    assert!(server.requests()[1].path.contains("&interval=1wk&"));
    assert!(matches!(yahoo.chart("A B", &period, Interval::Day), Err(PricesError::Name { .. })));
    assert!("2024-01-04..2024-01-02".parse::<Period>().is_err());
    assert_eq!(server.requests().len(), 2, "what is no symbol is not asked for");
}

#[test]
fn cookie_and_crumb_are_fetched_once_where_they_are_wanted() {
    for first in [unauthorized(), Reply::status(401)] {
        let replies = vec![first, cookie(), Reply::file(b"aB/c.1"), chart()];
        let server = Server::start(replies);
        let client = client();
        let mut yahoo = Yahoo::new(&client, YahooOptions::of_server(&server.url(""))).unwrap();
        yahoo.chart("ABC", &"5y".parse().unwrap(), Interval::Day).unwrap();
        let requests = server.requests();
        let paths: Vec<&str> = requests.iter().map(|request| request.path.as_str()).collect();
        let again = format!("{ASKED}&crumb=aB%2Fc.1");
        assert_eq!(paths, [ASKED, "/", CRUMB, &again]);
        assert_eq!(requests[2].header("cookie"), Some("A3=d=AQAB&S=x"));
        assert_eq!(requests[3].header("cookie"), Some("A3=d=AQAB&S=x"));
        assert!(!format!("{yahoo:?}").contains("aB/c"), "secrets are not shown");
        // The next chart is asked for with what is there.
        yahoo.chart("ABC", &"5y".parse().unwrap(), Interval::Day).unwrap();
        assert_eq!(server.requests().len(), 5);
        assert_eq!(server.requests()[4].path, again);
    }
    let (result, paths) =
        asked(vec![unauthorized(), cookie(), Reply::file(b"crumb"), unauthorized()]);
    let error = result.unwrap_err().to_string();
    assert!(error.contains("Invalid Crumb, with a new cookie and crumb"), "{error}");
    assert_eq!(paths.len(), 4, "not a second time");
}

#[test]
fn what_is_no_crumb_is_not_taken_for_one() {
    let long = "x".repeat(65);
    #[rustfmt::skip]
    let cases: [(&[u8], &str); 7] = [
        (b"Too Many Requests\r\n", "too many requests"),
        (b"<html><title>Oops</title></html>", "a page for a person (`Oops`), status 200"),
        (b"", "is no crumb"),
        (b"  \n", "is no crumb"),
        (b"two words", "`two words`, status 200, is no crumb"),
        (b"{\"finance\":{}}", "is no crumb"),
        (long.as_bytes(), "is no crumb"),
    ];
    for (body, expected) in cases {
        let (result, paths) = asked(vec![unauthorized(), cookie(), Reply::file(body), chart()]);
        let error = result.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert_eq!(paths, [ASKED, "/", CRUMB], "nothing is asked with it");
    }
    let (result, paths) = asked(vec![unauthorized(), Reply::status(404), chart()]);
    let error = result.unwrap_err().to_string();
    assert!(error.contains("status 404 and no cookie that"), "{error}");
    assert_eq!(paths.len(), 2);
}

#[test]
fn too_many_requests_are_reported_and_not_asked_again() {
    let limited = || Reply::status(429).header("retry-after", "60");
    let (result, paths) = asked(vec![limited()]);
    let error = result.unwrap_err();
    assert!(matches!(error, PricesError::TooManyRequests { after: Some(60), .. }), "{error}");
    assert!(error.to_string().contains("too many requests (it asks to come back in 60 s)"));
    assert_eq!(paths.len(), 1);
    for at in 1..=3 {
        let mut replies = vec![unauthorized(), cookie(), Reply::file(b"crumb"), chart()];
        replies[at] = Reply::status(429);
        let (result, paths) = asked(replies);
        assert!(matches!(result, Err(PricesError::TooManyRequests { .. })), "{result:?}");
        assert_eq!(paths.len(), at + 1);
    }
    let text = Reply::file(b"Too Many Requests");
    assert!(matches!(asked(vec![text]).0, Err(PricesError::TooManyRequests { after: None, .. })));
}

#[test]
fn pages_statuses_and_broken_bodies_are_named() {
    let page = b"<!DOCTYPE html><html><head><title> Yahoo \n is part of the\tfamily </title>";
    #[rustfmt::skip]
    let cases = vec![
        (vec![Reply::file(page)], 1, "a page for a person (`Yahoo is part of the family`), status 200: expected JSON"),
        (vec![Reply::status(404)], 1, "knows no `ABC`: status 404"),
        (vec![Reply::status(403)], 1, "refuses `ABC`: status 403: it says nothing more"),
        (vec![Reply::status(500)], 2, "the server answers with status 500, at attempt 2"),
        (vec![Reply::status(502), chart()], 2, ""),
        (vec![chart().ending_after(100)], 2, "it broke off after 100 bytes"),
        (vec![chart().without_length().ending_after(100)], 1, "the reply is cut off"),
        (vec![Reply::file(&[0xff, 0xfe, b'{'])], 1, "the reply is not UTF-8"),
        (vec![Reply::file(b"[]")], 1, "the reply is no chart"),
        (vec![Reply::redirect("/v8/finance/chart/ABC")], 9, "redirects more than 8 times"),
    ];
    for (replies, requests, expected) in cases {
        let (result, paths) = asked(replies);
        match result {
            Ok(_) => assert_eq!(expected, ""),
            Err(error) => {
                let error = error.to_string();
                assert!(!expected.is_empty() && error.contains(expected), "{expected}: {error}");
                assert!(!error.contains("symbol=") && !error.contains('\n'), "{error}");
            }
        }
        assert_eq!(paths.len(), requests, "{expected}");
    }
    let closed = Server::start([chart()]).url("");
    let client = client();
    let mut yahoo = Yahoo::new(&client, YahooOptions::of_server(&closed)).unwrap();
    let error = yahoo.chart("ABC", &"max".parse().unwrap(), Interval::Day).unwrap_err();
    assert!(matches!(error, PricesError::Http(_)), "{error}");
    let nowhere = Yahoo::new(&client, YahooOptions::of_server("ftp://x"));
    assert!(matches!(nowhere.unwrap_err(), PricesError::Setting { name: "base_url", .. }));
}
