//! GeoTIFFs that are read where they lie.

use crate::catalogue::{SIDE, client, image, serving, value};
use neuron_raster::geotiff::GeoTiff;
use neuron_raster::{Limits, Window};
use neuron_scenes::remote::{RemoteFile, RemoteLimits};
use neuron_testkit::server::{Reply, Server};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

fn opened(server: &Server) -> Result<GeoTiff, String> {
    let client = client();
    let file = RemoteFile::open(client, &server.url("/a.tif"), RemoteLimits::default());
    let file = file.map_err(|error| error.to_string())?;
    let opened = GeoTiff::from_source(Box::new(file), Path::new("a.tif"), Limits::default());
    opened.map_err(|error| error.to_string())
}

fn is_right(file: &GeoTiff, window: Window) {
    let raster = file.read(window, &[0]).unwrap();
    for (at, found) in raster.band::<u16>(0).unwrap().iter().enumerate() {
        let (row, column) = (window.y + at / window.width, window.x + at % window.width);
        assert_eq!(*found, value(0, row, column), "{row} {column}");
    }
}

#[test]
fn a_window_needs_few_bytes_and_those_once() {
    let image = image();
    let total = image.len() as u64;
    let server = serving(image);
    let client = client();
    let file =
        RemoteFile::open(client.clone(), &server.url("/a.tif"), RemoteLimits::default()).unwrap();
    let fetched = file.fetched();
    let file = GeoTiff::from_source(Box::new(file), Path::new("a.tif"), Limits::default()).unwrap();
    let header = client.traffic();
    assert!(header.requests <= 3 && header.bytes < 70_000, "{header:?}");
    let window = Window::new(70, 200, 50, 40);
    is_right(&file, window);
    let one = client.traffic();
    // Two tiles of 8 kB, in blocks of 16.
    assert!(one.requests - header.requests <= 2, "{one:?}");
    assert!(one.bytes - header.bytes <= 5 * 16384, "{one:?}");
    is_right(&file, window);
    assert_eq!(client.traffic(), one, "what is here is not asked for again");
    is_right(&file, Window::whole(SIDE, SIDE));
    let all = client.traffic();
    assert!(all.bytes >= total && all.bytes < total + 3 * 16384, "{all:?} of {total}");
    assert_eq!(fetched.load(Ordering::Relaxed), all.bytes);
    assert!(all.requests < 30, "{all:?}");
    for request in &server.requests()[1..] {
        assert_eq!(request.header("if-range"), Some("\"one\""));
        assert!(request.header("range").unwrap().starts_with("bytes="));
    }
}

#[test]
fn little_memory_does_and_too_many_bytes_do_not() {
    let server = serving(image());
    let limits = RemoteLimits { kept_bytes: 64 << 10, ..RemoteLimits::default() };
    let file = RemoteFile::open(client(), &server.url("/a.tif"), limits).unwrap();
    let file = GeoTiff::from_source(Box::new(file), Path::new("a.tif"), Limits::default()).unwrap();
    is_right(&file, Window::new(0, 100, SIDE, 300));
    let limits = RemoteLimits { fetched_bytes: 100_000, ..RemoteLimits::default() };
    let file = RemoteFile::open(client(), &server.url("/a.tif"), limits).unwrap();
    let file = GeoTiff::from_source(Box::new(file), Path::new("a.tif"), Limits::default()).unwrap();
    let error = file.read(Window::whole(SIDE, SIDE), &[0]).unwrap_err().to_string();
    assert!(
        error.contains("more than the 100000 bytes would be brought that are allowed"),
        "{error}"
    );
}

#[test]
fn a_server_without_ranges_is_told() {
    let server = Server::start([Reply::file(&image()).without_ranges()]);
    let error = opened(&server).unwrap_err();
    assert!(error.contains("the server gives no parts of files (it ignores `Range`)"), "{error}");
    assert!(error.starts_with("http://127.0.0.1:") && error.contains("/a.tif:"), "{error}");
}

#[test]
fn a_file_that_changes_is_not_mixed() {
    let image = image();
    for second in ["\"two\"", "W/\"two\""] {
        let count = AtomicUsize::new(0);
        let image = image.clone();
        let server = Server::answering(move |_| {
            // The header is of one version, what comes after of another.
            let first = count.fetch_add(1, Ordering::SeqCst) < 1;
            Reply::file(&image).etag(if first { "\"one\"" } else { second }).ignoring_if_range()
        });
        let error = opened(&server).and_then(|file| {
            let read = file.read(Window::whole(SIDE, SIDE), &[0]);
            read.map(drop).map_err(|error| error.to_string())
        });
        let error = error.unwrap_err();
        assert!(error.contains("the file changed on the server while it was read"), "{error}");
    }
}

#[test]
fn replies_that_break_off_are_asked_for_again() {
    let image = image();
    let whole = image.clone();
    let count = AtomicUsize::new(0);
    let server = Server::answering(move |_| {
        let reply = Reply::file(&whole).etag("\"one\"");
        let broken = count.fetch_add(1, Ordering::SeqCst).is_multiple_of(2);
        if broken { reply.ending_after(5000) } else { reply }
    });
    is_right(&opened(&server).unwrap(), Window::new(10, 10, 300, 100));
    let broken = Server::answering(move |_| Reply::file(&image).ending_after(5000));
    let error = opened(&broken).unwrap_err();
    assert!(error.contains("after 5000") && error.contains("at attempt 3"), "{error}");
}

#[test]
fn what_is_no_geotiff_or_no_answer_is_named() {
    for (reply, expected) in [
        (Reply::file(&[7; 100]), "is not a TIFF"),
        (Reply::file(&image()[..5000]), "`a.tif` is damaged"),
        (Reply::status(404), "status 404"),
        (Reply::status(206).header("content-range", "bytes 5-9/10"), "another part"),
        (Reply::status(206), "does not say which"),
        (Reply::redirect("file:///etc/passwd"), "neither http nor https"),
    ] {
        let server = Server::start([reply]);
        let error = opened(&server).unwrap_err();
        assert!(error.contains(expected), "{error} has no `{expected}`");
    }
    let error = RemoteFile::open(client(), "s3://bucket/a.tif", RemoteLimits::default());
    let error = error.unwrap_err().to_string();
    assert!(error.contains("lets the reader pay"), "{error}");
}
