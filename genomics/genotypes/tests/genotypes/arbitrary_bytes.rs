//! No bytes make a reader panic, and what a reader gives is sound.

use crate::edge_cases::{BCF, VCF};
use crate::plink::{GOOD, place};
use neuron_genotypes::{Labels, Limits, Loaded, ReadOptions, bcf, plink, vcf};
use neuron_sequence_files::compression::bgzf;
use proptest::prelude::*;
use std::io::Read;
use std::path::Path;

fn options() -> ReadOptions {
    let limits =
        Limits { genotype_bytes: 1 << 20, header_bytes: 1 << 16, line_bytes: 1 << 16, ploidy: 8 };
    ReadOptions { limits, ..ReadOptions::default() }
}

/// What was read is a matrix, and within the limits.
fn sound(loaded: Loaded) {
    loaded.genotypes.check().unwrap();
    assert!(loaded.genotypes.alleles.len() <= 1 << 20);
}

/// Some bytes of `good`, changed, and the rest cut off.
fn damaged(good: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let length = good.len();
    let changes = prop::collection::vec((0..length, any::<u8>()), 0..6);
    (Just(good), changes, prop_oneof![3 => Just(length), 1 => 0..length]).prop_map(
        |(mut bytes, changes, end)| {
            for (place, byte) in changes {
                bytes[place] = byte;
            }
            bytes.truncate(end);
            bytes
        },
    )
}

fn raw_bcf() -> Vec<u8> {
    let mut bytes = Vec::new();
    bgzf::Reader::new(BCF).read_to_end(&mut bytes).unwrap();
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn vcf_damaged(bytes in damaged(VCF.to_vec())) {
        if let Ok(loaded) = vcf::read_from(&bytes[..], Path::new("x"), &options()) {
            sound(loaded);
        }
    }

    #[test]
    fn vcf_rows(row in "[0-9./|:\t]{0,40}", keys in "(GT|GT:DP|DP:GT|DP)") {
        let text = format!(
            "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\tc\n\
             1\t5\t.\tA\tC,G\t.\t.\t.\t{keys}\t{row}\n"
        );
        if let Ok(loaded) = vcf::read_from(text.as_bytes(), Path::new("x"), &options()) {
            sound(loaded);
        }
    }

    #[test]
    fn bcf_damaged(bytes in damaged(raw_bcf())) {
        if let Ok(loaded) = bcf::read_from(&bytes[..], Path::new("x"), &options()) {
            sound(loaded);
        }
    }

    #[test]
    fn labels_of_anything(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[a-c#\t \n\r]{0,60}") {
        let _ = Labels::parse(&bytes[..], Path::new("x"));
        if let Ok(labels) = Labels::parse(text.as_bytes(), Path::new("x")) {
            for column in labels.columns() {
                assert_eq!(labels.column(column).unwrap().len(), labels.samples().len());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plink_damaged(
        bed in damaged(GOOD.0.to_vec()),
        bim in damaged(GOOD.1.as_bytes().to_vec()),
        fam in damaged(GOOD.2.as_bytes().to_vec()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let prefix = place(folder.path(), &bed, &String::from_utf8_lossy(&bim), &String::from_utf8_lossy(&fam));
        if let Ok(loaded) = plink::read(&prefix, &options()) {
            sound(loaded);
        }
    }
}
