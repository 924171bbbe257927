use crate::client::client;
use jiff::civil::date;
use neuron_prices::PricesError;
use neuron_prices::sources::fred::{parse_graph, parse_observations};
use neuron_prices::sources::{Fred, FredOptions, Observations};
use neuron_testkit::server::{Reply, Server};

fn asked(reply: Reply, key: Option<&str>) -> (Result<Observations, PricesError>, Vec<String>) {
    let server = Server::start([reply]);
    let client = client();
    let options = FredOptions {
        graph_url: server.url(""),
        api_url: server.url(""),
        api_key: key.map(String::from),
    };
    assert!(!format!("{options:?}").contains("secret"), "the key is not shown");
    let fred = Fred::new(&client, options).unwrap();
    let result = fred.observations("dgs10", Some((date(2024, 1, 1), date(2024, 1, 31))));
    (result, server.requests().into_iter().map(|request| request.path).collect())
}

#[test]
fn a_missing_value_is_missing_in_both_shapes() {
    let table =
        "observation_date,DGS10\n2024-01-01,.\n2024-01-02,3.95\n2024-01-03,\n2024-01-04,-0.5\n";
    let (found, paths) = asked(Reply::file(table.as_bytes()), None);
    let found = found.unwrap();
    assert_eq!(found.values, [3.95, -0.5]);
    assert_eq!(found.dates, [date(2024, 1, 2), date(2024, 1, 4)]);
    assert_eq!(found.missing, [date(2024, 1, 1), date(2024, 1, 3)]);
    assert_eq!(paths, ["/graph/fredgraph.csv?id=DGS10&cosd=2024-01-01&coed=2024-01-31"]);
    let error = found.prices().unwrap_err().to_string();
    assert!(error.contains("row 2: the price of `DGS10` on 2024-01-04 is -0.5"), "{error}");

    let json = r#"{"realtime_start":"2024-02-01","count":4,"offset":0,"limit":100000,"observations":[
        {"realtime_start":"x","date":"2024-01-01","value":"."},{"date":"2024-01-02","value":"3.95"},
        {"date":"2024-01-03","value":"."},{"date":"2024-01-04","value":"-0.5"}]}"#;
    let (again, paths) = asked(Reply::file(json.as_bytes()), Some("secret1"));
    let again = again.unwrap();
    assert_eq!((again.values, again.missing), (found.values, found.missing));
    assert_eq!(
        paths,
        ["/fred/series/observations?series_id=DGS10&api_key=secret1&file_type=json\
                        &observation_start=2024-01-01&observation_end=2024-01-31"]
    );
    let old =
        parse_graph(b"DATE,SP500\n2024-01-01,.\n2024-01-02,4742.83\n", "f.csv", "SP500").unwrap();
    let prices = old.prices().unwrap();
    assert_eq!((prices.prices(), prices.gaps()), (&[4742.83][..], &[date(2024, 1, 1)][..]));
}

#[test]
fn what_is_wrong_is_named_and_the_key_is_not() {
    #[rustfmt::skip]
    let tables = [
        ("observation_date,DGS2\n2024-01-01,1\n", "the columns are `observation_date` and `DGS2`: expected"),
        ("observation_date\n2024-01-01\n", "1 columns: expected a date and `DGS10`"),
        ("observation_date,DGS10\n", "there is no price of `DGS10`"),
        ("observation_date,DGS10\n2024-01-01,.\n", "there is no price of `DGS10`"),
        ("observation_date,DGS10\n2024-01-01,nan\n", "row 2, column `DGS10`: `nan` is no value"),
        ("observation_date,DGS10\n2024-01-01,1\n2024-01-01,1\n", "row 3, column `DGS10`: 2024-01-01 is there twice"),
        ("observation_date,DGS10\n2024-01-02,.\n2024-01-01,1\n", "2024-01-01 of `DGS10` comes after 2024-01-02"),
        ("observation_date,DGS10\nJan,1\n", "row 2, column `observation_date`: `Jan` is no day"),
        ("", "the file is empty"),
    ];
    for (table, expected) in tables {
        let error = parse_graph(table.as_bytes(), "f.csv", "DGS10").unwrap_err().to_string();
        assert!(error.contains(expected), "{table}: {error}");
    }
    #[rustfmt::skip]
    let replies = [
        (r#"{"error_code":400,"error_message":"Bad Request.  The series does not exist."}"#, "knows no `DGS10`: Bad Request. The series does not exist."),
        (r#"{"error_code":400,"error_message":"Bad Request. The value for variable api_key is not registered."}"#, "refuses `DGS10`: Bad Request."),
        (r#"{"count":2,"observations":[{"date":"2024-01-01","value":"1"}]}"#, "1 observations of 2: ask for fewer days"),
        (r#"{"observations":[{"date":"2024-01-01","value":"x"}]}"#, "row 1, column `value`: `x` is no value"),
        (r#"{"observations":[]}"#, "there is no price of `DGS10`"),
        (r#"{"observations":[{"date":"20"#, "the reply is not what FRED answers: EOF"),
        ("{}", "the reply has no `observations`"),
    ];
    for (reply, expected) in replies {
        let error =
            parse_observations(reply.as_bytes(), "f.json", "DGS10").unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    for (reply, expected) in [
        (Reply::file(b"<html><title>FRED</title>"), "a page for a person (`FRED`)"),
        (Reply::status(404), "knows no `DGS10`: status 404"),
        (Reply::status(403), "refuses `DGS10`: status 403"),
        (Reply::status(429), "too many requests"),
        (Reply::status(500), "at attempt 2"),
    ] {
        for key in [None, Some("secret1")] {
            let error = asked(reply.clone(), key).0.unwrap_err().to_string();
            assert!(error.contains(expected) && !error.contains("secret"), "{error}");
        }
    }
    let client = client();
    let fred = Fred::new(&client, FredOptions::default()).unwrap();
    assert!(matches!(fred.observations("a&b", None), Err(PricesError::Name { .. })));
    let options = FredOptions { api_key: Some("a&b".into()), ..FredOptions::default() };
    assert!(matches!(
        Fred::new(&client, options),
        Err(PricesError::Setting { name: "api_key", .. })
    ));
}
