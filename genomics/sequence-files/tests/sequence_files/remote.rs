//! Regions of files on a server that fails now and then.

use crate::content::bgzipped;
use crate::index::records;
use crate::variants::{Site, overlapping, text};
use neuron_data::fetch::FetchOptions;
use neuron_data::http::{Client, HttpError};
use neuron_sequence_files::index::{Columns, Index};
use neuron_sequence_files::remote::{IndexedFile, Location, Release, client};
use neuron_sequence_files::{Limits, SequenceFileError};
use neuron_testkit::server::{Reply, Request, Server};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

const KEY: &str = "/release/calls.vcf.gz";

/// A synthetic chromosome of 20 Mb: 40,000 sites of about 150 compressed bytes each, some long.
struct Bucket {
    text: String,
    file: Vec<u8>,
    index: Vec<u8>,
}

impl Bucket {
    fn new() -> Self {
        let site = |number: u64| Site {
            contig: if number < 30_000 { "20" } else { "21" },
            position: 1 + (number % 30_000) * 600 + number * number % 599,
            reference: if number.is_multiple_of(7) { "ACGT" } else { "A" },
            end: number.is_multiple_of(997).then_some((number % 30_000) * 600 + 200_000),
        };
        let sites: Vec<Site> = (0..40_000).map(site).collect();
        let text = text(&sites, 200);
        let file = bgzipped(text.as_bytes());
        let index = Index::build(&file[..], "calls", Columns::VCF).unwrap();
        Self { text, file, index: index.write_tbi(Vec::new()).unwrap() }
    }

    fn reply(&self, request: &Request) -> Reply {
        match request.path.as_str() {
            KEY => Reply::file(&self.file).etag("\"one\""),
            "/release/calls.vcf.gz.tbi" => Reply::file(&self.index),
            _ => Reply::status(404),
        }
    }
}

fn patient() -> Arc<Client> {
    client(FetchOptions { backoff: Duration::from_millis(1), ..FetchOptions::default() })
}

fn open(address: &str, client: &Arc<Client>) -> Result<IndexedFile, SequenceFileError> {
    let location = Location::parse("s3://bucket/release/calls.vcf.gz", Some(address)).unwrap();
    IndexedFile::open(&location, None, client, Limits::default())
}

#[test]
fn of_a_region_only_its_blocks_are_moved_whatever_fails() {
    let bucket = Bucket::new();
    let whole = bucket.file.len() as u64;
    assert!(whole > 5 << 20, "{whole}");
    let text = bucket.text.clone();
    let count = AtomicUsize::new(0);
    let server = Server::answering(move |request| {
        let reply = bucket.reply(request);
        match count.fetch_add(1, Ordering::SeqCst) % 5 {
            0 => Reply::status(503).header("retry-after", "0"),
            1 => Reply::status(500),
            2 => reply.ending_after(3000),
            3 => reply.without_length().ending_after(2000),
            _ => reply,
        }
    });
    let client = patient();
    let mut file = open(&server.url(""), &client).unwrap();
    let found = records(&mut file, "20:6000001-6500000");
    let expected = overlapping(&text, "20", 6_000_001, 6_500_000);
    assert!(expected.len() > 830, "{}", expected.len());
    assert!(found == expected);
    let traffic = client.traffic();
    // Of 6 MB about a fortieth is asked for; header, index and what broke off come to it.
    assert!(traffic.bytes < 700_000, "{traffic:?} of {whole}");
    assert!(traffic.requests >= 15, "{traffic:?}");
    // A second region costs no index and no header.
    let found = records(&mut file, "21:100-2000");
    assert!(found == overlapping(&text, "21", 100, 2000));
    let more = client.traffic().bytes - traffic.bytes;
    assert!(more < 200_000, "{more}");
}

#[test]
fn a_file_that_changes_meanwhile_is_noticed() {
    let bucket = Bucket::new();
    let other = Arc::new(AtomicBool::new(false));
    let changed = other.clone();
    let server = Server::answering(move |request| match request.path.as_str() {
        KEY if changed.load(Ordering::SeqCst) => Reply::file(&bucket.file).etag("\"two\""),
        _ => bucket.reply(request),
    });
    let mut file = open(&server.url(""), &patient()).unwrap();
    other.store(true, Ordering::SeqCst);
    let mut records = file.records(&"20:600000-900000".parse().unwrap()).unwrap();
    let error = records.next_line().unwrap_err();
    assert!(matches!(error, SequenceFileError::Server(HttpError::Changed { .. })), "{error}");
    assert!(records.next_line().unwrap().is_none());
}

#[test]
fn a_server_that_fails_for_good_is_given_up() {
    let bucket = Bucket::new();
    let server = Server::answering(move |request| match request.path.as_str() {
        KEY => Reply::status(503),
        _ => bucket.reply(request),
    });
    let error = open(&server.url(""), &patient()).unwrap_err().to_string();
    assert!(error.ends_with("the server answers with status 503, at attempt 7"), "{error}");
}

#[test]
fn a_server_without_parts_is_told_apart() {
    let bucket = Bucket::new();
    let server = Server::answering(move |request| bucket.reply(request).without_ranges());
    let error = open(&server.url(""), &patient()).unwrap_err();
    assert!(matches!(error, SequenceFileError::Server(HttpError::NoRanges { .. })), "{error}");
}

#[test]
fn an_object_that_is_not_there_is_said_to_lack_its_index() {
    let server = Server::answering(|_| Reply::status(403));
    let error = open(&server.url(""), &patient()).unwrap_err().to_string();
    assert!(error.contains("has no index: there is no `http://"), "{error}");
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn the_older_name_of_a_release_is_tried_behind_the_newer() {
    let bucket = Bucket::new();
    let server = Server::answering(move |request| {
        let v5a = "/release/20130502/ALL.chr20.phase3_shapeit2_mvncall_integrated_v5a.20130502.genotypes.vcf.gz";
        match request.path.strip_prefix(v5a) {
            Some("") => Reply::file(&bucket.file),
            Some(".tbi") => Reply::file(&bucket.index),
            _ => Reply::status(404),
        }
    });
    let client = patient();
    let release = Release::ThousandGenomesPhase3;
    let mut file =
        release.open("chr20", Some(&server.url("")), &client, Limits::default()).unwrap();
    assert!(records(&mut file, "20:1-3000").len() > 3);
    assert!(server.requests()[0].path.contains("_v5b."));
    let error =
        release.open("chr1", Some(&server.url("")), &client, Limits::default()).unwrap_err();
    assert!(error.to_string().ends_with("none of its 2 objects has an index"), "{error}");
    let error = release.open("chrX", None, &client, Limits::default()).unwrap_err().to_string();
    assert_eq!(error, "`1000genomes-phase3` has `1` to `22` (or `chr1` to `chr22`), not `chrX`");
}
