use super::{Bench, body, manifest, options};
use neuron_data::fetch::{Event, FetchError};
use neuron_testkit::server::{Reply, Server};
use std::cell::RefCell;
use std::time::Duration;

/// Fetches from a server with these replies; the result, how often it was asked, and from where.
fn fetched(replies: Vec<Reply>) -> (Result<(), String>, Vec<Option<String>>) {
    let server = Server::start(replies);
    let bench = Bench::new(options());
    let manifest =
        manifest(&format!("{{ http = \"{}\" }}", server.url("/a.bin?key=secret")), &body());
    let result = bench.fetch(&manifest);
    let place = bench.place("a.bin");
    match &result {
        Ok(dataset) => {
            assert_eq!(dataset.path("a.bin"), Some(place.as_path()));
            assert_eq!(std::fs::read(&place).unwrap(), body());
            assert!(
                !bench.place("a.bin.part").exists() && !bench.place("a.bin.part.origin").exists()
            );
        }
        Err(error) => {
            assert!(!place.exists(), "nothing enters the cache after an error");
            assert!(bench.fetcher.cached(&manifest).is_err());
            let text = error.to_string();
            assert!(!text.contains("secret") && !text.contains('\n'), "{text}");
        }
    }
    let ranges =
        server.requests().into_iter().map(|request| request.header("range").map(String::from));
    (result.map(drop).map_err(|error| error.to_string()), ranges.collect())
}

fn good() -> Reply {
    Reply::file(&body())
}

/// What a retry may mend.
#[test]
fn passing_failures_are_overcome() {
    let from = |bytes: usize| Some(format!("bytes={bytes}-"));
    let drip = Duration::from_millis(20);
    let stall = Duration::from_secs(1);
    #[rustfmt::skip]
    let cases = vec![
        ("at once", vec![good()], vec![None]),
        ("500 then good", vec![Reply::status(500), good()], vec![None, None]),
        ("503 twice", vec![Reply::status(503), Reply::status(503), good()], vec![None; 3]),
        ("truncated", vec![good().ending_after(9000), good()], vec![None, from(9000)]),
        ("truncated, no length", vec![good().without_length().ending_after(9000), good()], vec![None, from(9000)]),
        ("truncated twice", vec![good().ending_after(9000), good().ending_after(1000), good()],
         vec![None, from(9000), from(10_000)]),
        ("truncated, no ranges", vec![good().ending_after(9000), good().without_ranges()],
         vec![None, from(9000)]),
        ("truncated, same version", vec![good().etag("\"1\"").ending_after(9000), good().etag("\"1\"")],
         vec![None, from(9000)]),
        ("reset before the answer", vec![good().resetting_after(0), good()], vec![None, None]),
        ("slow, but not stalled", vec![good().dripping(8000, drip)], vec![None]),
        ("stalled", vec![good().dripping(9000, stall), good()], vec![None, from(9000)]),
        ("redirected", vec![Reply::redirect("/b?key=secret"), good()], vec![None, None]),
        ("no length", vec![good().without_length()], vec![None]),
    ];
    for (name, replies, expected) in cases {
        let (result, ranges) = fetched(replies);
        assert_eq!(result, Ok(()), "{name}");
        if name.starts_with("reset") {
            // A reset may also meet the client while it still sends.
            assert!(ranges.len() >= 2, "{name}");
        } else {
            assert_eq!(ranges, expected, "{name}");
        }
    }
}

/// A range of another version of the file must not be put behind the bytes of the first.
#[test]
fn another_version_is_fetched_anew() {
    let old: Vec<u8> = body().iter().map(|byte| !byte).collect();
    let first = || Reply::file(&old).etag("\"old\"").ending_after(9000);
    let (result, ranges) = fetched(vec![first(), good().etag("\"new\"")]);
    assert_eq!((result, ranges.len()), (Ok(()), 2), "the server tells by If-Range");
    let (result, ranges) =
        fetched(vec![first(), good().etag("\"new\"").ignoring_if_range(), good()]);
    assert_eq!((result, ranges.len()), (Ok(()), 3), "the server does not look at If-Range");
    assert_eq!(ranges[2], None);
    let unmarked = Reply::file(&old).ending_after(9000);
    let (result, ranges) = fetched(vec![unmarked, good()]);
    assert_eq!((result, ranges.len()), (Ok(()), 3), "no mark: the hash tells");
    assert_eq!(ranges[2], None);
}

/// What no retry mends, and what the error says.
#[test]
fn final_failures_are_named() {
    let mut wrong = body();
    wrong[12_345] ^= 1;
    let wrong = Reply::file(&wrong);
    let longer = Reply::file(&[body(), vec![0]].concat());
    let hour = |status| Reply::status(status).header("retry-after", "3600");
    #[rustfmt::skip]
    let cases = vec![
        ("wrong bytes", vec![wrong], 1, "the manifest says"),
        ("too long", vec![longer.clone()], 1, "has 40001 bytes, the manifest says 40000"),
        ("too long, not announced", vec![longer.without_length()], 1, "has 40001 bytes"),
        ("too short", vec![Reply::file(&body()[..100])], 1, "has 100 bytes, the manifest says 40000"),
        ("not there", vec![Reply::status(404)], 1, "status 404: the file is not there"),
        ("forbidden", vec![Reply::status(403)], 1, "set `HF_TOKEN`"),
        ("teapot", vec![Reply::status(418)], 1, "status 418"),
        ("always 500", vec![Reply::status(500)], 4, "status 500, at attempt 4"),
        ("always truncated", vec![good().ending_after(0)], 4, "ended after 0 bytes"),
        ("asked to wait for long", vec![hour(429)], 1, "asks to come back in 3600 s"),
        ("redirected for ever", vec![Reply::redirect("/a.bin?key=secret")], 9, "more than 8 times"),
        ("redirected to a file", vec![Reply::redirect("file:///etc/passwd")], 1, "neither http nor https"),
        ("redirected to nowhere", vec![Reply::status(301)], 1, "redirects to nowhere"),
    ];
    for (name, replies, requests, part) in cases {
        let (result, ranges) = fetched(replies);
        let error = result.expect_err(name);
        // A connection that ends before its body may also be said to have broken off.
        let said = error.contains(part) || error.contains("broke off after 0 bytes");
        assert!(said && error.contains("a.bin"), "{name}: {error}");
        assert_eq!(ranges.len(), requests, "{name}");
    }
}

#[test]
fn a_server_is_left_alone_for_as_long_as_it_asks() {
    let server = Server::start([Reply::status(429).header("retry-after", "1"), good()]);
    let bench = Bench::new(options());
    let waits = RefCell::new(Vec::new());
    let progress = |event: Event<'_>| {
        if let Event::Retrying { wait, why, .. } = event {
            waits.borrow_mut().push((wait, why.to_owned()));
        }
    };
    let manifest = manifest(&format!("{{ http = \"{}\" }}", server.url("/a.bin")), &body());
    bench.fetcher.fetch(&manifest, &progress).unwrap();
    let expected = (Duration::from_secs(1), "the server answers with status 429".to_owned());
    assert_eq!(waits.into_inner(), [expected]);
}

#[test]
fn nobody_listens() {
    let url = Server::start([good()]).url("/a.bin");
    let bench = Bench::new(options());
    let error = bench.fetch(&manifest(&format!("{{ http = \"{url}\" }}"), &body())).unwrap_err();
    assert!(matches!(error, FetchError::Server { .. }));
    assert!(error.to_string().contains("attempt 4"), "{error}");
}

/// The bytes that came in stay, and another process goes on behind them.
#[test]
fn a_download_goes_on_after_the_process_ended() {
    let server = Server::start([
        good().etag("\"1\"").ending_after(9000),
        Reply::status(404),
        good().etag("\"1\""),
    ]);
    let bench = Bench::new(options());
    let manifest = manifest(&format!("{{ http = \"{}\" }}", server.url("/a.bin")), &body());
    bench.fetch(&manifest).unwrap_err();
    assert_eq!(std::fs::read(bench.place("a.bin.part")).unwrap(), body()[..9000]);
    bench.fetch(&manifest).unwrap();
    let last = server.requests().pop().unwrap();
    assert_eq!(last.header("range"), Some("bytes=9000-"));
    assert_eq!(last.header("if-range"), Some("\"1\""));
}
