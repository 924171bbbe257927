//! Searching, page by page.

use crate::catalogue::{client, item, page};
use neuron_scenes::stac::{Place, Search, search};
use neuron_testkit::server::{Reply, Server};
use serde_json::{Value, json};

fn wanted() -> Search {
    Search {
        collections: vec!["sentinel-2-l2a".into()],
        place: Some(Place::new([-74.1, 40.6, -73.9, 40.8]).unwrap()),
        from: Some("2024-05-01".into()),
        to: Some("2024-06-30".into()),
        cloud_cover: Some(10.0),
        most: 20,
    }
}

fn body(server: &Server, number: usize) -> Value {
    serde_json::from_slice(&server.requests()[number].body).unwrap()
}

#[test]
fn a_search_goes_on_to_the_last_page() {
    let server = Server::answering(|request| {
        let asked: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        match (request.path.as_str(), asked["token"].as_str()) {
            ("/v1/search", None) => page(
                vec![item("a", json!(3.5), ""), item("b", json!(55), "")],
                json!([{ "rel": "self", "href": "x" },
                       { "rel": "next", "method": "POST", "href": "/v1/search", "merge": true,
                         "body": { "token": "next:b" } }]),
            ),
            ("/v1/search", Some("next:b")) => page(
                vec![item("c", Value::Null, "")],
                json!([{ "rel": "next", "method": "GET", "href": "/v1/search?page=3" }]),
            ),
            ("/v1/search?page=3", None) => page(vec![item("d", json!(9.99), "")], json!([])),
            _ => Reply::status(500),
        }
    });
    let found = search(&client(), &server.url("/v1/"), &wanted()).unwrap();
    let names: Vec<&str> = found.items.iter().map(|item| item.id.as_str()).collect();
    // Those with too many clouds are left out, although this server does not.
    assert_eq!((names, found.pages, found.too_cloudy, found.more), (vec!["a", "d"], 3, 2, false));
    let first = body(&server, 0);
    assert_eq!(
        first,
        json!({
            "collections": ["sentinel-2-l2a"],
            "bbox": [-74.1, 40.6, -73.9, 40.8],
            "datetime": "2024-05-01T00:00:00Z/2024-06-30T23:59:59Z",
            "query": { "eo:cloud_cover": { "lt": 10.0 } },
            "sortby": [{ "field": "properties.datetime", "direction": "asc" }],
            "limit": 20,
        })
    );
    let second = body(&server, 1);
    assert_eq!((&second["token"], &second["bbox"]), (&json!("next:b"), &first["bbox"]));
    let methods: Vec<String> = server.requests().into_iter().map(|asked| asked.method).collect();
    assert_eq!(methods, ["POST", "POST", "GET"]);

    let item = &found.items[0];
    assert_eq!((item.epsg, item.cloud_cover), (Some(32618), Some(3.5)));
    let red = item.asset("red").unwrap();
    assert_eq!((red.nodata, red.scale, red.offset), (Some(0.0), Some(0.0001), Some(-0.1)));
    assert_eq!(item.asset("nir").unwrap().name, "B08");
    let error = item.asset("swir16").unwrap_err().to_string();
    assert_eq!(error, "scene `a` has no asset `swir16`; it has B08, metadata, paid, red");
}

#[test]
fn no_more_than_wanted_is_asked_for() {
    let server = Server::answering(|_| {
        page(
            vec![item("a", json!(1), ""), item("b", json!(2), "")],
            json!([{ "rel": "next", "href": "/v1/search?again" }]),
        )
    });
    let few = Search { most: 2, ..wanted() };
    let found = search(&client(), &server.url("/v1"), &few).unwrap();
    assert_eq!((found.items.len(), found.pages, found.more), (2, 1, true));
    // A page that leads to itself ends the search.
    let error = search(&client(), &server.url("/v1"), &Search { most: 50, ..wanted() });
    let error = error.unwrap_err().to_string();
    assert!(error.contains("the next page is one that was there already"), "{error}");
}

#[test]
fn a_busy_server_is_asked_again_when_it_says() {
    let busy = Reply::status(429).header("retry-after", "1");
    let server = Server::start([busy, page(vec![item("a", json!(1), "")], json!([]))]);
    let client = client();
    assert_eq!(search(&client, &server.url(""), &wanted()).unwrap().items.len(), 1);
    assert_eq!(client.traffic().requests, 2);
    let long = Server::start([Reply::status(429).header("retry-after", "3600")]);
    let error = search(&client, &long.url(""), &wanted()).unwrap_err().to_string();
    assert!(error.ends_with("status 429 and asks to come back in 3600 s"), "{error}");
    let down = Server::start([Reply::status(503)]);
    let error = search(&client, &down.url(""), &wanted()).unwrap_err().to_string();
    assert!(error.ends_with("the server answers with status 503, at attempt 3"), "{error}");
}

#[test]
fn replies_that_are_none_are_named() {
    let text = |text: &str| Reply::file(text.as_bytes()).without_ranges();
    let whole = json!({ "type": "FeatureCollection", "features": [] }).to_string();
    for (reply, expected) in [
        (text("<html>"), "the reply is not what a STAC API answers: it is no JSON"),
        (text("{\"features\": 3}"), "it has no `features`, expected a collection of items"),
        (text("{\"description\": \"bad\\nbbox\"}"), "it has no `features`, but says: bad bbox"),
        (text("{\"features\": [{}]}"), "an item has no `id`"),
        (text("{\"features\": [{\"id\": \"a\"}]}"), "item `a` has no `assets`"),
        (
            text("{\"features\": [{\"id\": \"a\", \"assets\": {\"r\": {}}}]}"),
            "item `a`: asset `r` has no `href`",
        ),
        (text(&whole).ending_after(10), "after 10 "),
        (Reply::status(404), "status 404: it is not there"),
        (Reply::status(403), "status 403: it needs permission"),
        (
            Reply::status(200).header("content-length", "99999999999").without_length(),
            "the reply is longer than the 67108864 bytes that are allowed",
        ),
        (text(&"[".repeat(100_000)), "it is no JSON"),
    ] {
        let server = Server::start([reply]);
        let error = search(&client(), &server.url(""), &wanted()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error} has no `{expected}`");
    }
}

#[test]
fn searches_that_cannot_be_open_no_socket() {
    let server = Server::start([Reply::status(500)]);
    let all = wanted();
    for (search_for, expected) in [
        (Search { collections: vec![], ..all.clone() }, "`collection` has to be given"),
        (Search { from: Some("2024-02-30".into()), ..all.clone() }, "`from` has to be a day"),
        (Search { to: Some("2024-04-30".into()), ..all.clone() }, "`to` has to be no day before"),
        (Search { cloud_cover: Some(0.0), ..all.clone() }, "`cloud-cover` has to be more than 0"),
        (Search { most: 0, ..all.clone() }, "`limit` has to be at least 1"),
    ] {
        let error = search(&client(), &server.url(""), &search_for).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
    for wrong in
        [[10.0, 0.0, -10.0, 5.0], [0.0, 5.0, 1.0, 5.0], [0.0, 0.0, 181.0, 1.0], [f64::NAN; 4]]
    {
        assert!(Place::new(wrong).is_err());
    }
    let error = search(&client(), "ftp://a.org", &all).unwrap_err().to_string();
    assert_eq!(error, "`ftp://a.org/search` is no address that starts with https:// or http://");
    assert!(server.requests().is_empty());
}
