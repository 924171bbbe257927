//! Replies over HTTP as they come, against a server on this machine.
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

use neuron_data::fetch::FetchOptions;
use neuron_data::http::{Client, HttpError};
use neuron_testkit::server::{Reply, Server};
use std::time::Duration;

const MOST: u64 = 1000;

fn client() -> Client {
    Client::new(FetchOptions {
        connect_timeout: Duration::from_secs(2),
        stall_timeout: Duration::from_millis(500),
        retries: 2,
        backoff: Duration::from_millis(1),
        longest_wait: Duration::from_millis(20),
        ..FetchOptions::default()
    })
}

#[test]
fn any_status_is_a_reply_with_headers_and_body() {
    for status in [200, 401, 404, 429] {
        let reply = if status == 200 { Reply::file(b"body") } else { Reply::status(status) };
        let reply = reply.header("set-cookie", "A3=x; Path=/").header("set-cookie", "B=y");
        let server = Server::start([reply.header("retry-after", "7")]);
        let got = client().get(&server.url("/a?key=secret"), &[], MOST).unwrap();
        let body: &[u8] = if status == 200 { b"body" } else { b"" };
        assert_eq!((got.status, got.body.as_slice()), (status, body));
        assert_eq!(got.values("set-cookie").collect::<Vec<_>>(), ["A3=x; Path=/", "B=y"]);
        assert_eq!((got.header("retry-after"), got.retry_after()), (Some("7"), Some(7)));
        assert_eq!(got.address, server.url("/a"), "what follows the `?` may be a secret");
        assert!(!format!("{got:?}").contains("A3"), "cookies are not shown");
        assert_eq!(server.requests().len(), 1, "{status} is not asked again");
    }
}

#[test]
fn headers_are_sent_and_take_the_place_of_defaults() {
    let server = Server::start([Reply::file(b"")]);
    let headers = [("user-agent", "Mozilla/5.0"), ("cookie", "A3=x")];
    client().get(&server.url("/"), &headers, MOST).unwrap();
    client().get(&server.url("/"), &[], MOST).unwrap();
    let requests = server.requests();
    let agents = |n: usize| {
        let of = requests[n].headers.iter().filter(|(name, _)| name == "user-agent");
        of.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(agents(0), ["Mozilla/5.0"]);
    assert!(agents(1)[0].starts_with("neuron-data/"));
    assert_eq!(requests[0].header("cookie"), Some("A3=x"));
}

#[test]
fn a_cookie_goes_to_no_other_server() {
    let other = Server::start([Reply::file(b"there")]);
    let here = Server::answering({
        let target = other.url("/b");
        move |request| match request.path.as_str() {
            "/same" => Reply::redirect("/end"),
            "/end" => Reply::file(b"end"),
            _ => Reply::redirect(&target),
        }
    });
    let headers = [("Cookie", "A3=x"), ("authorization", "Bearer x"), ("x-plain", "1")];
    assert_eq!(client().get(&here.url("/a"), &headers, MOST).unwrap().body, b"there");
    let seen = other.requests().remove(0);
    assert_eq!((seen.header("cookie"), seen.header("authorization")), (None, None));
    assert_eq!(seen.header("x-plain"), Some("1"));
    client().get(&here.url("/same"), &headers, MOST).unwrap();
    assert_eq!(here.requests().pop().unwrap().header("cookie"), Some("A3=x"));
}

#[test]
fn what_may_pass_is_asked_again_and_no_more_is_read_than_allowed() {
    let server =
        Server::start([Reply::status(503), Reply::file(b"ok").ending_after(1), Reply::file(b"ok")]);
    assert_eq!(client().get(&server.url("/"), &[], MOST).unwrap().body, b"ok");
    assert_eq!(server.requests().len(), 3);

    let server = Server::start([Reply::status(500)]);
    let error = client().get(&server.url("/"), &[], MOST).unwrap_err();
    assert!(matches!(error, HttpError::GivenUp { attempts: 3, .. }), "{error}");

    for reply in [Reply::file(&[0; 1001]), Reply::file(&[0; 1001]).without_length()] {
        let server = Server::start([reply]);
        let error = client().get(&server.url("/"), &[], MOST).unwrap_err();
        assert!(matches!(error, HttpError::TooLong { most: MOST, .. }), "{error}");
    }
}

#[test]
fn a_header_that_is_none_is_an_error() {
    let server = Server::start([Reply::file(b"")]);
    let error = client().get(&server.url("/"), &[("x", "a\r\nb")], MOST).unwrap_err();
    assert!(matches!(error, HttpError::Refused { .. }), "{error}");
    assert!(server.requests().is_empty());
}
