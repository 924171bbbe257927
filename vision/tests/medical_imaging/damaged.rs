//! Files that are cut or changed: they are read, or refused by a line that names the file, and neither
//! panic nor take memory without bound. `NEURON_DAMAGE_ROUNDS` makes it longer; the target `nifti` of
//! `fuzz/` does the same, guided by what code is reached.

use crate::made::path;
use neuron_random::{Rng, Stream};
use neuron_vision::medical_imaging::ImagingError;
use neuron_vision::medical_imaging::scan::{Scan, read_mask};
use std::path::Path;

/// Changed copies of each whole file, where the environment does not say otherwise.
const ROUNDS: u64 = 60;

/// Numbers that lengths, counts and offsets are broken by.
const ODD: [u32; 8] = [0, 1, 0x7f, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

/// All that the command `scan` would do.
fn read(file: &Path) -> Result<usize, ImagingError> {
    let scan = Scan::open(file)?;
    let statistics = scan.statistics(file)?;
    scan.slice(scan.slices() / 2)?;
    Ok(statistics.values)
}

fn read_bytes(file: &Path, bytes: &[u8]) -> Result<usize, ImagingError> {
    std::fs::write(file, bytes).unwrap();
    let done = read(file);
    if let Err(error) = &done {
        let said = error.to_string();
        assert!(said.contains("damaged.bin") && said.lines().count() == 1, "{said}");
    }
    done
}

/// Whole files of each kind.
fn whole() -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for folder in ["nifti", "dicom"] {
        let mut names: Vec<_> = std::fs::read_dir(path(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|name| !name.display().to_string().contains("refused"))
            .collect();
        names.sort();
        files.extend(names.iter().map(|name| std::fs::read(name).unwrap()));
    }
    assert!(files.len() > 30, "{}", files.len());
    files
}

/// A DICOM file may end anywhere within what compresses its pixels, or behind them; nothing else may.
#[test]
fn every_cut_is_an_error_or_an_image() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("damaged.bin");
    for bytes in whole() {
        let all = read_bytes(&file, &bytes).unwrap();
        for end in 0..bytes.len() {
            if let Ok(values) = read_bytes(&file, &bytes[..end]) {
                assert_eq!(values, all, "cut at {end} of {}", bytes.len());
            }
        }
    }
}

#[test]
fn damage_is_an_error_or_an_image() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("damaged.bin");
    let rounds = std::env::var("NEURON_DAMAGE_ROUNDS").ok().and_then(|text| text.parse().ok());
    let (mut images, mut errors) = (0u64, 0u64);
    for (kind, whole) in whole().iter().enumerate() {
        for round in 0..rounds.unwrap_or(ROUNDS) {
            let mut draw = Stream::new(1, "damaged scans").step(kind as u32).sample(round).rng();
            let mut bytes = whole.clone();
            for _ in 0..draw.random_range(1..=4) {
                // The preamble of a DICOM file may hold anything: it is left as it is.
                let first = if bytes.get(128..132) == Some(b"DICM") { 132 } else { 0 };
                let place = draw.random_range(first..bytes.len());
                match draw.random_range(0..4) {
                    0 => bytes[place] ^= 1 << draw.random_range(0..8),
                    1 => bytes[place] = draw.random(),
                    2 => {
                        bytes.splice(place..place, [draw.random::<u8>(); 2]);
                    }
                    _ => {
                        let odd = ODD[draw.random_range(0..ODD.len())];
                        let odd = if draw.random() { odd.to_le_bytes() } else { odd.to_be_bytes() };
                        let end = (place + 4).min(bytes.len());
                        bytes[place..end].copy_from_slice(&odd[..end - place]);
                    }
                }
            }
            match read_bytes(&file, &bytes) {
                Ok(_) => images += 1,
                Err(_) => errors += 1,
            }
            // A mask is read of the same bytes, or refused.
            let _mask = read_mask(&file, None, None).is_ok();
        }
    }
    assert!(images > 0 && errors > 0, "{images} images, {errors} errors");
}

/// Sequences within sequences do not end the program.
#[test]
fn depth_has_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("damaged.bin");
    let mut bytes = std::fs::read(path("dicom/explicit.dcm")).unwrap();
    let at = bytes.windows(4).position(|tag| tag == b"\x10\0\x10\0").unwrap();
    bytes.truncate(at);
    for _ in 0..100_000 {
        bytes.extend(b"\x10\0\x10\0SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff");
    }
    let error = read_bytes(&file, &bytes).unwrap_err().to_string();
    assert!(error.contains("at most 16 levels"), "{error}");
}
