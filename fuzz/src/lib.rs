//! What the targets of the archives share.
#![forbid(unsafe_code)]

#[cfg(feature = "genotypes")]
pub mod genotypes;

use neuron_data::unpack::{Format, Limits, unpack};

/// Unpacks `bytes` below small limits: what comes out keeps to them, and after an error nothing is left.
pub fn archive(bytes: &[u8], format: Format) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let archive = folder.path().join("archive");
    std::fs::write(&archive, bytes).expect("the archive is written");
    let limits = Limits { entries: 100, bytes: 1 << 16 };
    match unpack(&archive, format, &folder.path().join("out"), &limits) {
        Ok(files) => assert!(files.iter().map(|file| file.size).sum::<u64>() <= limits.bytes),
        Err(_) => {
            let left = std::fs::read_dir(folder.path()).expect("the folder is there").count();
            assert_eq!(left, 1, "something half written is left");
        }
    }
}
