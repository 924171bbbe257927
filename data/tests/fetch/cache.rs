use super::{Bench, body, manifest, options};
use neuron_data::fetch::{Cache, FetchError, FetchOptions, Fetcher};
use neuron_data::manifest::Manifest;
use neuron_testkit::server::{Reply, Server};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// A file that was fetched, from a server that is gone since.
fn fetched() -> (Bench, Manifest) {
    let server = Server::start([Reply::file(&body())]);
    let manifest = manifest(&format!("{{ http = \"{}\" }}", server.url("/a.bin")), &body());
    let bench = Bench::new(options());
    bench.fetch(&manifest).unwrap();
    (bench, manifest)
}

#[test]
fn what_is_in_the_cache_needs_no_server() {
    let (bench, manifest) = fetched();
    let dataset = bench.fetch(&manifest).unwrap();
    assert_eq!(bench.fetcher.cached(&manifest).unwrap(), dataset);
    assert_eq!(bench.fetcher.check(&manifest).unwrap(), dataset);
}

#[test]
fn check_finds_a_flipped_bit_and_fetch_mends_it() {
    let (bench, manifest) = fetched();
    let mut bytes = body();
    bytes[7] ^= 1;
    fs::write(bench.place("a.bin"), &bytes).unwrap();
    assert!(bench.fetcher.cached(&manifest).is_ok(), "the size alone does not tell");
    let error = bench.fetcher.check(&manifest).unwrap_err();
    assert!(
        matches!(&error, FetchError::WrongDigest { path, .. } if *path == bench.place("a.bin"))
    );
    assert!(matches!(bench.fetcher.cached(&manifest), Err(FetchError::NotCached { .. })));
    let server = Server::start([Reply::file(&body())]);
    let again = super::manifest(&format!("{{ http = \"{}\" }}", server.url("/a.bin")), &body());
    bench.fetch(&again).unwrap();
    assert!(bench.fetcher.check(&again).is_ok());
}

#[test]
fn a_file_that_is_cut_or_of_another_version_is_not_cached() {
    let (bench, manifest) = fetched();
    let other = super::manifest("{ http = \"http://localhost/a\" }", &vec![1; body().len()]);
    let error = bench.fetcher.cached(&other).unwrap_err().to_string();
    assert!(error.contains("another version"), "{error}");
    fs::write(bench.place("a.bin"), &body()[..100]).unwrap();
    let error = bench.fetcher.cached(&manifest).unwrap_err().to_string();
    assert!(error.contains("has 100 bytes, expected 40000"), "{error}");
}

#[test]
fn a_file_that_was_put_there_by_hand_is_taken_if_it_is_the_same() {
    let bench = Bench::new(options());
    let manifest = manifest("{ http = \"http://localhost:1/a\" }", &body());
    fs::create_dir_all(bench.place("")).unwrap();
    fs::write(bench.place("a.bin"), body()).unwrap();
    assert!(bench.fetch(&manifest).is_ok());
    fs::write(bench.place("a.bin"), vec![0; body().len()]).unwrap();
    assert!(bench.fetch(&manifest).is_err());
}

#[test]
fn a_second_writer_waits_and_says_for_what() {
    let bench = Bench::new(FetchOptions { lock_wait: Duration::from_millis(60), ..options() });
    let manifest = manifest("{ http = \"http://localhost:1/a\" }", &body());
    fs::create_dir_all(bench.place("")).unwrap();
    let lock = fs::File::create(bench.place("dataset.lock")).unwrap();
    lock.lock().unwrap();
    let error = bench.fetch(&manifest).unwrap_err();
    assert!(matches!(&error, FetchError::Locked { path } if *path == bench.place("dataset.lock")));
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("file");
    fs::write(&root, "").unwrap();
    let fetcher = Fetcher::new(Cache::new(&root), options());
    let error = fetcher.fetch(&manifest("{ http = \"http://localhost:1/a\" }", &body()), &());
    let error = error.unwrap_err().to_string();
    assert!(error.starts_with(&format!("`{}", root.display())), "{error}");
}

/// `/dev/full` is a disk without room.
#[test]
fn a_full_disk_is_named_with_what_to_do() {
    let server = Server::start([Reply::file(&body())]);
    let manifest = manifest(&format!("{{ http = \"{}\" }}", server.url("/a.bin")), &body());
    let bench = Bench::new(options());
    fs::create_dir_all(bench.place("")).unwrap();
    std::os::unix::fs::symlink("/dev/full", bench.place("a.bin.part")).unwrap();
    let error = bench.fetch(&manifest).unwrap_err().to_string();
    assert!(error.contains("a.bin.part") && error.contains("make room"), "{error}");
    assert!(!bench.place("a.bin").exists());
}

#[test]
fn an_archive_of_this_machine_is_unpacked_once_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(5);
    writer.append_data(&mut header, "water/1.txt", &b"water"[..]).unwrap();
    let archive = writer.into_inner().unwrap();
    fs::write(folder.path().join("set.tar"), &archive).unwrap();
    let digest = neuron_data::manifest::Digest::of_bytes(
        neuron_data::manifest::DigestKind::Sha256,
        &archive,
    );
    let text = |size: u64| {
        format!(
            "name = \"tested\"\ntitle = \"t\"\ntask = \"t\"\nlicence = \"l\"\nprovenance = \"p\"\n\
             [[files]]\npath = \"set.tar\"\nsource = {{ embedded = \"set.tar\" }}\nsize = {}\n\
             sha256 = \"{digest}\"\nunpack = \"tar\"\nunpacked_size = {size}\n",
            archive.len()
        )
    };
    let origin = folder.path().join("tested.toml");
    let load = |size| {
        fs::write(&origin, text(size)).unwrap();
        Manifest::load(&origin).unwrap()
    };
    let bench = Bench::new(options());
    let error = bench.fetch(&load(6)).unwrap_err().to_string();
    assert!(error.contains("has 5 bytes, the manifest says 6"), "{error}");
    assert!(!bench.place("set").exists());
    assert!(bench.fetch(&load(4)).unwrap_err().to_string().contains("bomb"));
    let manifest = load(5);
    let dataset = bench.fetch(&manifest).unwrap();
    let inner = dataset.path("set.tar").unwrap().join("water/1.txt");
    assert_eq!(fs::read(&inner).unwrap(), b"water");
    fs::write(&inner, "fire!").unwrap();
    assert!(matches!(bench.fetcher.check(&manifest), Err(FetchError::WrongDigest { .. })));
    bench.fetch(&manifest).unwrap();
    assert_eq!(fs::read(&inner).unwrap(), b"water");
    fs::remove_file(&inner).unwrap();
    bench.fetch(&manifest).unwrap();
    assert!(bench.fetcher.check(&manifest).is_ok());
    // A manifest that is part of a program has no folder beside it.
    let compiled = Manifest::parse(text(5).as_bytes(), Path::new("tested.toml")).unwrap();
    assert_eq!(bench.fetch(&compiled).unwrap().path("set.tar"), None);
}
