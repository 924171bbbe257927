//! EuroSAT as a fetch leaves it, and as a user puts it there. The hosts that publish it are not asked: a
//! server on this machine gives small archives of the same layout, by manifests of their own.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use neuron_data::fetch::{Cache, FetchOptions, Fetcher};
use neuron_data::manifest::{Digest, DigestKind, Manifest};
use neuron_testkit::server::{Reply, Server};
use neuron_vision::datasets::{FetchState, OpenOptions, eurosat, eurosat_ms, fetch, open};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use tiff::encoder::{TiffEncoder, colortype::RGB16};

/// A zip archive of these files.
fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A TIFF of three bands that does not name them.
fn tiff(value: u16) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes).unwrap();
    encoder.write_image::<RGB16>(1, 1, &[value, value + 1, value + 2]).unwrap();
    bytes.into_inner()
}

/// The text of a manifest with an archive and lists, each known by its md5.
fn manifest(server: &Server, name: &str, files: &[(&str, &[u8])]) -> Manifest {
    let mut text = format!(
        "name = \"{name}\"\ntitle = \"t\"\ntask = \"land_use\"\nlicence = \"MIT\"\nprovenance = \"made up\"\n\
         classes = [\"Forest\", \"River\"]\nbands = [\"B01\", \"B12\", \"B8A\"]\n"
    );
    for (path, bytes) in files {
        let md5 = Digest::of_bytes(DigestKind::Md5, bytes);
        let url = server.url(&format!("/{path}"));
        text += &format!(
            "[[files]]\npath = \"{path}\"\nsource = {{ http = \"{url}\" }}\nat_most = 9000\nmd5 = \"{md5}\"\n"
        );
        if path.ends_with(".zip") {
            text += "unpack = \"zip\"\nunpacked_at_most = 20000\nunpacked_entries = 20\n";
        }
    }
    Manifest::parse(text.as_bytes(), Path::new("made-up.toml")).unwrap()
}

#[test]
fn a_fetched_archive_is_found_and_its_bands_are_the_manifests() {
    let inner = "ds/images/remote_sensing/otherDatasets/sentinel_2/tif";
    let images: Vec<(String, Vec<u8>)> = [("Forest", 10), ("River", 40)]
        .iter()
        .flat_map(|&(class, value)| {
            (1..=2u16).map(move |i| (format!("{inner}/{class}/{class}_{i}.tif"), tiff(value + i)))
        })
        .collect();
    let archive = zip(&images);
    let lists = [b"River_2.jpg\n".as_slice(), b"Forest_1.jpg\n", b"Forest_2.jpg\nRiver_1.jpg\n"];
    let files = [
        ("EuroSATallBands.zip", archive.as_slice()),
        ("eurosat-train.txt", lists[0]),
        ("eurosat-val.txt", lists[1]),
        ("eurosat-test.txt", lists[2]),
    ];
    let server = Server::start(files.map(|(_, bytes)| Reply::file(bytes)));
    let manifest = manifest(&server, "eurosat-ms", &files);
    let root = tempfile::tempdir().unwrap();
    let cache = Cache::new(root.path());
    let fetcher = Fetcher::new(cache.clone(), FetchOptions::default());
    fetcher.fetch(&manifest, &()).unwrap();
    let folder = cache.folder(&manifest);
    let data = eurosat_ms(&folder, Some(&manifest.bands)).unwrap();
    assert_eq!(data.set.bands, ["B01", "B12", "B8A"]);
    assert_eq!(data.set.image(0), [42.0, 43.0, 44.0]);
    assert_eq!((data.train.len(), data.test.len()), (2, 2));
    let error = eurosat_ms(&folder, Some(&manifest.bands[..2])).unwrap_err().to_string();
    assert!(error.contains("have 3 bands, expected 2"), "{error}");
    // Another archive at the place of the one that the program's own manifest knows is not used, and
    // its bands are not guessed.
    let options = OpenOptions { data_dir: Some(root.path().into()), ..OpenOptions::default() };
    let error = open("eurosat-ms", &options).unwrap_err().to_string();
    assert!(error.contains("EuroSATallBands.zip` is another version"), "{error}");
    // Without the archive, what lies there is the user's, who has to name the bands.
    fs::remove_file(folder.join("EuroSATallBands.zip")).unwrap();
    let error = open("eurosat-ms", &options).unwrap_err().to_string();
    assert!(error.contains("bands.txt"), "{error}");
    fs::write(folder.join("bands.txt"), "B01\nB8A\nB12\n").unwrap();
    assert_eq!(open("eurosat-ms", &options).unwrap().set.bands, ["B01", "B8A", "B12"]);
}

#[test]
fn colours_are_fetched_or_put_there_by_hand() {
    let jpeg = |shade: u8| {
        let mut bytes = Cursor::new(Vec::new());
        let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([shade, 90, 10]));
        picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    };
    let images: Vec<(String, Vec<u8>)> = ["Forest", "River"]
        .iter()
        .flat_map(|class| {
            let jpeg = &jpeg;
            (0..5u8).map(move |i| (format!("EuroSAT_RGB/{class}/{class}_{i}.jpg"), jpeg(40 * i)))
        })
        .collect();
    let archive = zip(&images);
    let files = [("EuroSAT_RGB.zip", archive.as_slice())];
    let server = Server::start([Reply::file(&archive)]);
    let manifest = manifest(&server, "eurosat", &files);
    let root = tempfile::tempdir().unwrap();
    let options = OpenOptions { data_dir: Some(root.path().into()), ..OpenOptions::default() };
    let fetcher = Fetcher::new(Cache::new(root.path()), FetchOptions::default());
    fetcher.fetch(&manifest, &()).unwrap();
    let data = eurosat(&root.path().join("eurosat"), 3).unwrap();
    assert_eq!((data.train.len(), data.test.len()), (8, 2));
    assert_eq!(data.set.bands, ["red", "green", "blue"]);

    fs::remove_dir_all(root.path().join("eurosat")).unwrap();
    for (name, bytes) in &images {
        let place = root.path().join("eurosat").join(name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
    let found = fetch("eurosat", &options, true, &()).unwrap();
    assert_eq!(found.state, FetchState::ByHand);
    assert!(found.to_string().contains("nothing to verify it by"), "{found}");
    assert_eq!(open("eurosat", &options).unwrap().set.labels.len(), 10);
}

#[test]
fn what_has_no_files_needs_no_fetch() {
    let options = OpenOptions::default();
    let state = |name: &str| fetch(name, &options, false, &()).unwrap().state;
    assert_eq!(state("statlog-landsat"), FetchState::Embedded);
    assert_eq!(state("synthetic-s2"), FetchState::Generated);
    let error = fetch("landsat", &options, false, &()).unwrap_err().to_string();
    assert!(error.contains("no dataset `landsat`") && error.contains("eurosat-ms"), "{error}");
}
