//! Readers on bytes that nobody wrote for them: they end with an error, and neither panic nor take memory
//! that the bytes do not account for. The targets of `fuzz/` do the same for longer.
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

use neuron_data::formats::Idx;
use neuron_data::manifest::Manifest;
use neuron_data::unpack::{Format, Limits, unpack};
use proptest::prelude::*;
use std::path::Path;

/// Unpacks `bytes`; what comes out is within the limits.
fn unpacks(bytes: &[u8], format: Format) {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("a");
    std::fs::write(&archive, bytes).unwrap();
    let limits = Limits { entries: 100, bytes: 1 << 16 };
    let into = folder.path().join("out");
    match unpack(&archive, format, &into, &limits) {
        Ok(files) => {
            let whole = files.iter().map(|file| file.size).sum::<u64>();
            assert!(files.len() <= 100 && whole <= 1 << 16 && into.exists());
        }
        Err(_) => assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1),
    }
}

/// A whole archive of each format, so that most of what is changed in it is read.
fn archive(format: Format) -> Vec<u8> {
    use std::io::Write;
    let mut tar = tar::Builder::new(Vec::new());
    for name in ["a/b.txt", &format!("{}/c.txt", "long".repeat(40))] {
        let mut header = tar::Header::new_gnu();
        header.set_size(5);
        tar.append_data(&mut header, name, &b"hello"[..]).unwrap();
    }
    let tar = tar.into_inner().unwrap();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(&tar).unwrap();
    match format {
        Format::Zip => {
            let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            for name in ["a/b.txt", "c.txt"] {
                zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
                zip.write_all(&tar).unwrap();
            }
            zip.finish().unwrap().into_inner()
        }
        Format::Tar => tar,
        _ => gz.finish().unwrap(),
    }
}

fn formats() -> impl Strategy<Value = Format> {
    prop_oneof![Just(Format::Zip), Just(Format::Tar), Just(Format::TarGz), Just(Format::Gz)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn manifests(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "[a-z\\[\\]{}=\"\\n .0-9]{0,200}") {
        let _any = Manifest::parse(&bytes, Path::new("m.toml"));
        let _any = Manifest::parse(text.as_bytes(), Path::new("m.toml"));
    }

    #[test]
    fn idx_of_noise(kind in 7u8..16, shape in prop::collection::vec(any::<u32>(), 0..4), data in prop::collection::vec(any::<u8>(), 0..64)) {
        let mut bytes = vec![0, 0, kind, u8::try_from(shape.len()).unwrap()];
        bytes.extend(shape.iter().flat_map(|size| (size % 9).to_be_bytes()));
        bytes.extend_from_slice(&data);
        if let Ok(array) = Idx::read(&bytes[..], bytes.len() as u64, Path::new("a.idx")) {
            prop_assert!(array.shape.iter().product::<usize>() <= data.len());
        }
        let _any = Idx::read(&data[..], data.len() as u64, Path::new("a.idx"));
    }

    #[test]
    fn archives_of_noise(bytes in prop::collection::vec(any::<u8>(), 0..2000), format in formats()) {
        unpacks(&bytes, format);
    }

    #[test]
    fn archives_with_changed_bytes(
        format in formats(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        end in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut bytes = archive(format);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        unpacks(&bytes, format);
    }
}
