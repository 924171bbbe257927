use super::{Bench, body, options};
use neuron_data::fetch::{Event, FetchError};
use neuron_data::manifest::{Digest, DigestKind, Manifest};
use neuron_testkit::server::{Reply, Server};
use std::cell::RefCell;
use std::fs;
use std::path::Path;

/// A manifest of `a.bin` that states a hash (md5, as some publishers do) and the most bytes it may have.
fn bounded(server: &Server, most: usize) -> Manifest {
    let md5 = Digest::of_bytes(DigestKind::Md5, &body());
    let text = format!(
        "name = \"tested\"\ntitle = \"t\"\ntask = \"t\"\nlicence = \"CC0-1.0\"\nprovenance = \"p\"\n\
         [[files]]\npath = \"a.bin\"\nsource = {{ http = \"{}\" }}\nat_most = {most}\nmd5 = \"{md5}\"\n",
        server.url("/a.bin")
    );
    Manifest::parse(text.as_bytes(), Path::new("tested.toml")).unwrap()
}

#[test]
fn a_file_of_unknown_size_is_known_by_its_hash() {
    for announced in [true, false] {
        let reply = Reply::file(&body());
        let reply = if announced { reply } else { reply.without_length() };
        let server = Server::start([reply]);
        let bench = Bench::new(options());
        let manifest = bounded(&server, 50_000);
        let sizes = RefCell::new(Vec::new());
        let note = |event: Event<'_>| {
            if let Event::Started { size, .. } = event {
                sizes.borrow_mut().push(size);
            }
        };
        let dataset = bench.fetcher.fetch(&manifest, &note).unwrap();
        assert_eq!(fs::read(dataset.path("a.bin").unwrap()).unwrap(), body());
        assert_eq!(sizes.into_inner(), [announced.then_some(40_000)]);
        drop(server);
        assert_eq!(bench.fetch(&manifest).unwrap(), dataset);
        assert!(bench.fetcher.check(&manifest).is_ok());
        // Cut, it has another size than it came in with, whatever the manifest allows.
        fs::write(bench.place("a.bin"), &body()[..100]).unwrap();
        assert!(matches!(bench.fetcher.cached(&manifest), Err(FetchError::NotCached { .. })));
    }
}

#[test]
fn a_server_cannot_fill_the_disk() {
    for reply in [Reply::file(&body()), Reply::file(&body()).without_length()] {
        let server = Server::start([reply]);
        let bench = Bench::new(options());
        let error = bench.fetch(&bounded(&server, 30_000)).unwrap_err();
        assert!(matches!(&error, FetchError::WrongSize { .. }), "{error}");
        assert!(error.to_string().contains("the manifest says at most 30000"), "{error}");
        assert!(!bench.place("a.bin").exists());
        let part = fs::metadata(bench.place("a.bin.part")).map_or(0, |part| part.len());
        assert!(part <= 30_000, "{part} bytes are left");
    }
}

#[test]
fn a_download_of_unknown_size_goes_on_and_ends() {
    let server = Server::start([Reply::file(&body()).ending_after(7_000), Reply::file(&body())]);
    let bench = Bench::new(options());
    bench.fetch(&bounded(&server, 50_000)).unwrap();
    assert_eq!(server.requests()[1].header("range"), Some("bytes=7000-"));

    // All of it was here, but the process ended before it was verified: the server says that there is
    // no more.
    let server = Server::start([Reply::status(416).header("content-range", "bytes */40000")]);
    let bench = Bench::new(options());
    fs::create_dir_all(bench.place("")).unwrap();
    fs::write(bench.place("a.bin.part"), body()).unwrap();
    bench.fetch(&bounded(&server, 50_000)).unwrap();
    assert_eq!(server.requests().len(), 1);
    assert_eq!(fs::read(bench.place("a.bin")).unwrap(), body());
}

#[test]
fn other_bytes_of_a_size_that_is_allowed_are_refused() {
    let server = Server::start([Reply::file(&body()[1..])]);
    let bench = Bench::new(options());
    let error = bench.fetch(&bounded(&server, 50_000)).unwrap_err();
    assert!(matches!(&error, FetchError::WrongDigest { .. }), "{error}");
    assert_eq!(fs::read_dir(bench.place("")).unwrap().count(), 1, "the lock alone is left");
}
