//! A manifest is read whole or refused with the line and what was expected.
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

use neuron_data::manifest::{Digest, Manifest, PackageClient, Size, Source, Unpack};
use std::path::Path;

const GOOD: &str = r#"name = "fashion"
title = "Pictures of products"
task = "classification"
licence = "MIT"
provenance = "Photographs, scaled down."
classes = ["shirt", "shoe"]

[[columns]]
name = "brightness"
dtype = "u8"

[splits.train]
examples = 60000
files = ["train.gz"]

[[files]]
path = "train.gz"
source = { package = { client = "apt", name = "dataset-fashion", member = "usr/share/train.gz" } }
size = 26421880
sha256 = "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"
unpack = "gz"

[[files]]
path = "s2/archive.tar.gz"
source = { hub = { repo = "torch/eurosat", revision = "1ce6f1bf", path = "a b.tar.gz", type = "model" } }
size = 12
md5 = "5ac12b3b2557aa56e1826e981e8e200e"
unpack = "tar.gz"
unpacked_size = 100
"#;

fn error(text: &str) -> String {
    Manifest::parse(text.as_bytes(), Path::new("fashion.toml")).unwrap_err().to_string()
}

#[test]
fn a_manifest_is_read() {
    let manifest = Manifest::parse(GOOD.as_bytes(), Path::new("fashion.toml")).unwrap();
    assert_eq!(manifest.classes, ["shirt", "shoe"]);
    assert_eq!(manifest.splits["train"].examples, Some(60000));
    let [train, archive] = manifest.files.as_slice() else { panic!("two files") };
    let Source::Package(package) = &train.source else { panic!("a package") };
    assert_eq!(package.client, PackageClient::Apt);
    assert_eq!(train.unpacked_path().unwrap().as_str(), "train");
    assert_eq!(archive.unpack, Unpack::TarGz);
    assert_eq!(archive.unpacked_path().unwrap().as_str(), "s2/archive");
    assert!(matches!(archive.digest, Digest::Md5(_)));
    assert_eq!(manifest.download_size(), 26421892);
}

/// What is written in place of what, the line that the error names, and its text.
#[test]
fn what_is_wrong_is_named_with_its_line() {
    let sha = "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84";
    let cases = [
        ("licence =", "license =", 4, "unknown key `license`; did you mean `licence`?"),
        ("examples = 6", "sample = 6", 13, "unknown key `sample`"),
        ("unpack = \"gz\"", "unpak = \"gz\"", 21, "did you mean `unpack`?"),
        ("unpack = \"gz\"", "unpack = \"gzz\"", 21, "did you mean `gz`?"),
        ("client = \"apt\"", "client = \"apd\"", 18, "did you mean `apt`?"),
        ("{ package =", "{ packages =", 18, "did you mean `package`?"),
        ("member =", "membre =", 18, "did you mean `member`?"),
        (sha, "3aede", 20, "expected 64 hexadecimal digits"),
        (sha, "5ac12b3b2557aa56e1826e981e8e200e", 16, "`sha256` of file `train.gz` is not one"),
        ("path = \"train.gz\"", "path = \"../train.gz\"", 17, "leaves its folder by `..`"),
        ("path = \"train.gz\"", "path = \"/train.gz\"", 17, "is absolute"),
        ("member = \"usr", "member = \"../usr", 18, "leaves its folder"),
        ("path = \"train.gz\"", "path = \"train.zip\"", 16, "does not end in `.gz`"),
        ("path = \"train.gz\"", "path = \"s2.gz\"", 23, "in the same place"),
        ("path = \"train.gz\"", "path = \"S2/archive.tar.gz.gz\"", 23, "in the same place"),
        ("files = [\"train.gz\"]", "files = [\"tain.gz\"]", 12, "names file `tain.gz`"),
        ("size = 12\n", "size = -1\n", 26, "invalid value"),
        ("size = 12\n", "size = 0\n", 23, "size 0"),
        ("size = 12\n", "at_most = 0\n", 23, "at_most 0"),
        ("size = 12\n", "size = 12\nat_most = 13\n", 23, "`size` and `at_most`: expected one"),
        ("size = 12\n", "", 23, "no `size`: expected its bytes, or `at_most`"),
        ("size = 12\n", "at_mots = 12\n", 26, "did you mean `at_most`?"),
        ("unpacked_size = 100", "unpacked_size = 1\nunpacked_at_most = 2", 23, "expected one of"),
        ("unpack = \"gz\"", "unpacked_at_most = 9", 16, "`unpacked_at_most` but no `unpack`"),
        ("unpack = \"gz\"", "unpacked_entries = 9", 16, "`unpacked_entries` but no `unpack`"),
        ("classes = [", "bands = [\"B1\", \"B1\"]\nclasses = [", 1, "band `B1` is there twice"),
        ("md5 = ", "sha256 = ", 23, "is not one: expected 64"),
        ("name = \"dataset-fashion\"", "name = \"-o=x\"", 18, "a letter or digit first"),
        ("repo = \"torch/eurosat\"", "repo = \"../../x\"", 25, "expected `OWNER/NAME`"),
        ("name = \"fashion\"", "name = \"Fashion MNIST\"", 1, "is not a dataset's name"),
        ("[\"shirt\", \"shoe\"]", "[\"shirt\", \"shirt\"]", 1, "class `shirt` is there twice"),
        ("task = \"classification\"\n", "", 1, "missing field `task`"),
        ("title = \"", "title = ", 2, ""),
    ];
    for (from, to, line, part) in cases {
        assert!(GOOD.contains(from), "{from}");
        let message = error(&GOOD.replacen(from, to, 1));
        let start = format!("`fashion.toml`, line {line}: ");
        assert!(message.starts_with(&start) && message.contains(part), "{to}: {message}");
        assert!(!message.contains('\n'), "{message}");
    }
    let both = GOOD.replace("md5 = ", &format!("sha256 = \"{sha}\"\nmd5 = "));
    assert!(error(&both).contains("expected one of them"));
    assert!(error("name = \"\u{0}").contains("line 1"));
}

#[test]
fn a_file_is_named_as_its_dataset() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.toml");
    std::fs::write(&path, GOOD).unwrap();
    assert!(
        Manifest::load(&path).unwrap_err().to_string().contains("expected the name of the file")
    );
    std::fs::write(&path, b"name = \"\xff\"").unwrap();
    assert!(
        Manifest::load(&path).unwrap_err().to_string().ends_with("line 1: the text is not UTF-8")
    );
    assert!(
        Manifest::load(&folder.path().join("none.toml"))
            .unwrap_err()
            .to_string()
            .contains("none.toml")
    );
}

#[test]
fn a_size_may_be_bounded_instead_of_stated() {
    let text = GOOD
        .replace("size = 12\n", "at_most = 12\n")
        .replace("unpacked_size = 100", "unpacked_at_most = 100\nunpacked_entries = 7");
    let manifest = Manifest::parse(text.as_bytes(), Path::new("fashion.toml")).unwrap();
    let file = &manifest.files[1];
    assert_eq!((file.size, file.unpacked_size), (Size::AtMost(12), Some(Size::AtMost(100))));
    assert_eq!(file.unpacked_entries, Some(7));
    assert!(file.size.fits(0) && file.size.fits(12) && !file.size.fits(13));
    assert_eq!(manifest.files[0].size.exactly(), Some(26_421_880));
}

/// Every manifest of this repository: what is wrong with one is found here, not when it is fetched.
#[test]
fn the_manifests_of_this_repository_are_sound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../datasets");
    let mut found = Vec::new();
    for domain in std::fs::read_dir(root).unwrap() {
        for entry in std::fs::read_dir(domain.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                let manifest = Manifest::load(&path).unwrap();
                assert!(manifest.synthetic != manifest.homepage.is_some(), "{}", manifest.name);
                let archive = |unpack| unpack != Unpack::None && unpack != Unpack::Gz;
                for file in manifest.files.iter().filter(|file| archive(file.unpack)) {
                    assert!(file.unpacked_size.is_some(), "{}: {}", manifest.name, file.path);
                    assert!(file.unpacked_entries.is_some(), "{}: {}", manifest.name, file.path);
                }
                found.push(manifest.name);
            }
        }
    }
    assert!(found.iter().any(|name| name == "eurosat-ms"), "{found:?}");
}
