//! Local files by region, with an index and without.

use crate::content::gzipped;
use crate::index::indexed;
use crate::variants::overlapping;
use neuron_data::fetch::FetchOptions;
use neuron_sequence_files::remote::{IndexedFile, Location, Scan, client};
use neuron_sequence_files::{Limits, Region, SequenceFileError};
use std::path::Path;

fn open(path: &Path) -> Result<IndexedFile, SequenceFileError> {
    IndexedFile::open(
        &Location::File(path.into()),
        None,
        &client(FetchOptions::default()),
        Limits::default(),
    )
}

fn all(file: &mut IndexedFile, region: &str) -> Result<usize, SequenceFileError> {
    let mut records = file.records(&region.parse().unwrap())?;
    let mut count = 0;
    while records.next_line()?.is_some() {
        count += 1;
    }
    Ok(count)
}

#[test]
fn a_file_without_index_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.vcf.gz");
    std::fs::copy(indexed("small.vcf.gz"), &path).unwrap();
    let error = open(&path).unwrap_err().to_string();
    assert!(
        error.contains("has no index: there is no `")
            && error.contains("a.vcf.gz.csi`; make one by `tabix`"),
        "{error}"
    );
}

#[test]
fn a_file_that_is_no_bgzf_or_cut_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.vcf.gz");
    std::fs::copy(indexed("small.vcf.gz.tbi"), folder.path().join("a.vcf.gz.tbi")).unwrap();
    std::fs::write(&path, gzipped(b"##fileformat=VCFv4.3\n")).unwrap();
    let error = open(&path).unwrap_err().to_string();
    assert!(error.ends_with("compress it by `bgzip`"), "{error}");

    // Its second block starts at byte 23423.
    let whole = std::fs::read(indexed("small.vcf.gz")).unwrap();
    for (length, expected) in [
        (
            whole.len() / 2,
            "BGZF block 2, at byte 23423, ends after 2727 of 22854 bytes; copy or download it again",
        ),
        (23_423, "it is cut off, or the index is that of another file"),
    ] {
        std::fs::write(&path, &whole[..length]).unwrap();
        let mut file = open(&path).unwrap();
        let error = all(&mut file, "chr1:1-40000000").unwrap_err().to_string();
        assert!(error.ends_with(expected), "{error}");
    }
}

#[test]
fn a_contig_that_is_not_there_is_an_error_that_names_those_that_are() {
    let mut file = open(&indexed("small.vcf.gz")).unwrap();
    let error = file.records(&"1:1-5".parse().unwrap()).unwrap_err().to_string();
    assert!(error.ends_with("has no sequence `1`; it has `chr1`, `chr2`, `HLA:A-1`"), "{error}");
}

#[test]
fn without_an_index_all_is_read() {
    let region: Region = "chr2:4000000-4500000".parse().unwrap();
    let mut scan = Scan::open(&indexed("small.vcf.gz"), &region, Limits::default()).unwrap();
    let mut found = Vec::new();
    while let Some(line) = scan.next_line().unwrap() {
        found.push(String::from_utf8(line.to_vec()).unwrap());
    }
    let opened = neuron_sequence_files::compression::open(&indexed("small.vcf.gz")).unwrap();
    let text = std::io::read_to_string(opened.reader).unwrap();
    assert_eq!(found, overlapping(&text, "chr2", 4_000_000, 4_500_000));
    assert_eq!(found.len(), 49);
    assert!(text.as_bytes().starts_with(scan.header()) && scan.header().ends_with(b"INFO\n"));
    assert!(scan.warnings().is_empty());
}

#[test]
fn a_scan_that_finds_no_such_contig_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let scan = |name: &str, text: &str, region: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let mut scan = Scan::open(&path, &region.parse().unwrap(), Limits::default())?;
        let mut found = Vec::new();
        while let Some(line) = scan.next_line()? {
            found.push(String::from_utf8_lossy(line).into_owned());
        }
        Ok::<_, SequenceFileError>(found)
    };
    let bed = "track name=x\n#c\nchr1\t5\t9\nchr1\t1\t3\r\n";
    let error = scan("a.bed", bed, "chr1:1-3").unwrap_err().to_string();
    assert!(error.contains("a.bed`, line 1: the line has no column 2"), "{error}");
    assert_eq!(scan("a.bed", &bed[13..], "chr1:1-3").unwrap(), ["chr1\t1\t3"]);
    let error = scan("a.bed", &bed[13..], "1:1-3").unwrap_err().to_string();
    assert!(error.ends_with("a.bed` has no record of `1`"), "{error}");
    let error = scan("a.txt", "x", "1:1-3").unwrap_err().to_string();
    assert!(
        error.ends_with("is no VCF by its first line, and no BED, GFF or GTF by its name"),
        "{error}"
    );
}
