//! Compression is told by the content, and what is wrong with it is said.

use crate::edge_cases::{VCF, from_vcf};
use flate2::write::GzEncoder;
use neuron_genotypes::{GenotypeError, GenotypeWarning, Loaded, ReadOptions, read, vcf};
use neuron_sequence_files::compression::bgzf;
use std::io::Write;

fn bgzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = bgzf::Writer::new(Vec::new());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn load(bytes: &[u8]) -> Result<Loaded, GenotypeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.vcf.gz");
    std::fs::write(&path, bytes).unwrap();
    read(&path, &ReadOptions::default())
}

#[test]
fn every_compression_gives_the_same() {
    let expected = from_vcf(&ReadOptions::default());
    let (first, second) = VCF.split_at(700);
    let concatenated = [bgzip(first), bgzip(second)].concat();
    let members = [gzip(first), gzip(second)].concat();
    for bytes in [VCF.to_vec(), bgzip(VCF), gzip(VCF), concatenated, members] {
        assert_eq!(load(&bytes).unwrap(), expected);
    }
}

#[test]
fn a_missing_end_is_a_warning() {
    let whole = bgzip(VCF);
    let loaded = load(&whole[..whole.len() - bgzf::END.len()]).unwrap();
    assert_eq!(loaded.genotypes, from_vcf(&ReadOptions::default()).genotypes);
    assert!(matches!(loaded.warnings.last(), Some(GenotypeWarning::Compression { .. })));
}

#[test]
fn a_block_that_is_cut_off_is_an_error() {
    let whole = bgzip(VCF);
    let message = load(&whole[..whole.len() - bgzf::END.len() - 9]).unwrap_err().to_string();
    assert!(message.contains("truncated") && message.contains("x.vcf.gz"), "{message}");
    let gz = gzip(VCF);
    assert!(load(&gz[..gz.len() / 2]).unwrap_err().to_string().contains("truncated"));
}

#[test]
fn a_folder_and_nothing_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().to_owned(), folder.path().join("none.vcf")] {
        let message = vcf::read(&path, &ReadOptions::default()).unwrap_err().to_string();
        assert!(message.starts_with("cannot read `"), "{message}");
    }
}

#[test]
fn what_is_compressed_twice_is_said_to_be() {
    let message = load(&gzip(&bgzip(VCF))).unwrap_err().to_string();
    assert!(message.ends_with("it is compressed twice; expand it once by `gunzip`"), "{message}");
}
