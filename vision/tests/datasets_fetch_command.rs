//! `fetch` as a person calls it, against a server that stands in for the hub.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use neuron_testkit::command::{Command, Output};
use neuron_testkit::server::{Reply, Server};
use std::path::Path;

fn fetch(server: &Server, data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_neuron-vision"))
        .args(["fetch", "eurosat-ms", "--data-dir"])
        .args([data.to_str().unwrap()])
        .args(arguments.iter().copied())
        .env("HF_ENDPOINT", server.url(""))
        .run()
}

/// The program's own manifest of `eurosat-ms` on a server that gives other bytes: its addresses are
/// those of the hub, and what is not the publisher's is refused.
#[test]
fn other_bytes_than_the_publishers_are_refused_in_one_line() {
    let server = Server::start([Reply::file(&[7; 300_000])]);
    let data = tempfile::tempdir().unwrap();
    for arguments in [&[][..], &["--quiet"], &["--json"]] {
        let output = fetch(&server, data.path(), arguments).with_code(2);
        assert_eq!(output.stdout, "");
        let lines: Vec<&str> = output.stderr.lines().collect();
        let (last, progress) = lines.split_last().unwrap();
        assert!(last.starts_with("error: dataset `eurosat-ms`: "), "{last}");
        assert!(last.contains("EuroSATallBands.zip` has md5 "), "{last}");
        assert!(last.contains("the manifest says 5ac12b3b2557aa56e1826e981e8e200e"), "{last}");
        let quiet = arguments.contains(&"--quiet");
        assert_eq!(progress.is_empty(), quiet, "{}", output.stderr);
        if !quiet {
            assert_eq!(progress[0], "EuroSATallBands.zip: 300.00 kB");
            assert_eq!(
                progress.last(),
                Some(&"EuroSATallBands.zip: 100 %, 300.00 kB of 300.00 kB")
            );
        }
        assert!(!data.path().join("eurosat-ms/EuroSATallBands.zip").exists());
    }
    assert_eq!(
        server.requests()[0].path,
        "/datasets/torchgeo/eurosat/resolve/1ce6f1bfb56db63fd91b6ecc466ea67f2509774c/EuroSATallBands.zip"
    );
}

#[test]
fn a_file_that_is_gone_or_endless_is_named() {
    let data = tempfile::tempdir().unwrap();
    let gone = Server::start([Reply::status(404)]);
    let output = fetch(&gone, data.path(), &["-q"]).with_code(2);
    assert!(output.stderr.contains("status 404"), "{}", output.stderr);
    assert_eq!(output.stderr.lines().count(), 1);
    // More than the manifest allows is refused before it is read.
    let vast = Reply::status(200).without_length().header("content-length", "4000000001");
    let vast = Server::start([vast]);
    let output = fetch(&vast, data.path(), &["-q"]).with_code(2);
    assert!(output.stderr.contains("says at most 4000000000"), "{}", output.stderr);
}

#[test]
fn check_asks_no_server() {
    let server = Server::start([Reply::status(500)]);
    let data = tempfile::tempdir().unwrap();
    let output = fetch(&server, data.path(), &["--check"]).with_code(2);
    assert!(output.stderr.contains("EuroSATallBands.zip` is missing"), "{}", output.stderr);
    assert!(server.requests().is_empty());
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0);
}
