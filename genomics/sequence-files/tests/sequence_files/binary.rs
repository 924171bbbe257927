//! BAM, BCF and CRAM by region, against samtools and bcftools.

use crate::index::indexed;
use neuron_data::fetch::FetchOptions;
use neuron_sequence_files::compression::{self, bgzf};
use neuron_sequence_files::remote::{BinaryFile, BinaryKind, CramFile, Location, client};
use neuron_sequence_files::{Limits, Region, SequenceFileError};
use neuron_testkit::server::{Reply, Request, Server};
use proptest::prelude::*;
use std::io::{Read, Write};
use std::time::Duration;

/// Reads by `samtools view -c reads.bam REGION`, samtools 1.16.
const SAMTOOLS: [(&str, usize); 8] = [
    ("chr1:1-60000", 1345),
    ("chr1:10000-10500", 13),
    ("chr1:31000-35000", 0),
    ("chr1:20000-20000", 2),
    ("chr2:1-700", 15),
    ("chr2:19000-20000", 19),
    ("chr1:4990-5010", 3),
    ("chrEmpty:1-100", 0),
];

/// Records by `bcftools view -H small.bcf REGION | wc -l`, bcftools 1.16.
const BCFTOOLS: [(&str, usize); 6] = [
    ("chr1:1-40000000", 2200),
    ("chr1:5000000-5100000", 9),
    ("chr1:16384-16385", 0),
    ("chr1:20000000-20000000", 2),
    ("chr2:4000000-4500000", 49),
    ("chr1:12345678-12400000", 3),
];

fn open(
    kind: BinaryKind,
    name: &str,
    index: Option<&str>,
) -> Result<BinaryFile, SequenceFileError> {
    let index = index.map(|index| Location::File(indexed(index)));
    let client = client(FetchOptions::default());
    BinaryFile::open(
        kind,
        &Location::File(indexed(name)),
        index.as_ref(),
        &client,
        Limits::default(),
    )
}

fn records(file: &mut BinaryFile, region: &str) -> Vec<Vec<u8>> {
    let mut records = file.records(&region.parse().unwrap()).unwrap();
    let mut found = Vec::new();
    while let Some(record) = records.next_record().unwrap() {
        found.push(record.to_vec());
    }
    found
}

fn expanded(name: &str) -> Vec<u8> {
    let mut content = Vec::new();
    compression::open(&indexed(name)).unwrap().reader.read_to_end(&mut content).unwrap();
    content
}

#[test]
fn reads_of_a_region_are_those_of_samtools() {
    let whole = expanded("reads.bam");
    for index in [None, Some("reads.bam.bai"), Some("reads.bam.csi")] {
        let mut file = open(BinaryKind::Bam, "reads.bam", index).unwrap();
        assert_eq!(file.contigs().collect::<Vec<_>>(), ["chr1", "chr2", "chrEmpty"]);
        assert!(whole.starts_with(file.header()));
        for (region, count) in SAMTOOLS {
            let found = records(&mut file, region);
            assert_eq!(found.len(), count, "{region} by {index:?}");
            for record in found {
                assert!(whole.windows(record.len()).any(|part| part == record), "{region}");
            }
        }
    }
}

#[test]
fn variants_of_a_region_are_those_of_bcftools() {
    let mut file = open(BinaryKind::Bcf, "small.bcf", None).unwrap();
    for (region, count) in BCFTOOLS {
        assert_eq!(records(&mut file, region).len(), count, "{region}");
    }
    let region = Region { start: 1, end: Some(700), ..Region::whole("HLA:A-1") };
    let mut found = file.records(&region).unwrap();
    let mut count = 0;
    while found.next_record().unwrap().is_some() {
        count += 1;
    }
    // As `tabix small.vcf.gz '{HLA:A-1}:1-700'` has it.
    assert_eq!(count, 11);
}

/// A server of one file with its index, which fails now and then.
fn server(name: &'static str, indices: &'static [&'static str]) -> Server {
    let file = std::fs::read(indexed(name)).unwrap();
    let indices: Vec<(String, Vec<u8>)> = indices
        .iter()
        .map(|index| (format!("/{index}"), std::fs::read(indexed(index)).unwrap()))
        .collect();
    let count = std::sync::atomic::AtomicUsize::new(0);
    Server::answering(move |request: &Request| {
        let reply = match indices.iter().find(|(path, _)| *path == request.path) {
            Some((_, index)) => Reply::file(index),
            None if request.path == format!("/{name}") => Reply::file(&file).etag("\"one\""),
            None => return Reply::status(404),
        };
        match count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) % 3 {
            0 => Reply::status(503),
            1 => reply.ending_after(100),
            _ => reply,
        }
    })
}

#[test]
fn of_containers_on_a_server_only_those_of_the_region_are_moved() {
    let server = server("reads.cram", &["reads.cram.crai"]);
    let options = FetchOptions { backoff: Duration::from_millis(1), ..FetchOptions::default() };
    let client = client(options);
    let location = Location::Server(server.url("/reads.cram"));
    let mut file = CramFile::open(&location, None, &client, Limits::default()).unwrap();
    let whole = std::fs::read(indexed("reads.cram")).unwrap();
    assert!(whole.starts_with(file.header()));
    let header = file.header().to_vec();
    let all = |file: &mut CramFile, contig, range| {
        let mut containers = file.containers(contig, &range);
        let mut found = Vec::new();
        while let Some(container) = containers.next_container().unwrap() {
            found.push(container);
        }
        found
    };
    // By `zcat reads.cram.crai`: the third slice begins at 16,281 and covers 7,444 bases; its container lies at 2,654.
    let found = all(&mut file, 0, 20_000..20_001);
    assert_eq!(found, [whole[2654..3775].to_vec()]);
    let moved = client.traffic().bytes;
    assert!(moved < 4000, "{moved}");
    assert!(all(&mut file, 2, 0..100).is_empty());
    let everything: Vec<u8> =
        [all(&mut file, 0, 0..u64::MAX), all(&mut file, 1, 0..u64::MAX)].concat().concat();
    assert!(whole[header.len()..].starts_with(&everything));
    assert!(whole.ends_with(CramFile::END));
}

#[test]
fn reads_on_a_server_are_found_by_the_index_beside_them() {
    for indices in [&["reads.bam.bai"][..], &["reads.bam.csi"]] {
        let server = server("reads.bam", indices);
        let options = FetchOptions { backoff: Duration::from_millis(1), ..FetchOptions::default() };
        let location = Location::Server(server.url("/reads.bam"));
        let client = client(options);
        let mut file =
            BinaryFile::open(BinaryKind::Bam, &location, None, &client, Limits::default()).unwrap();
        assert_eq!(records(&mut file, "chr2:1-700").len(), 15);
    }
}

#[test]
fn what_is_wrong_with_a_file_or_its_index_is_said() {
    let message = |kind, name: &str, index: Option<&str>| {
        let error = open(kind, name, index).unwrap_err().to_string();
        error
            .replace(&format!("{}/", indexed("").display()), "")
            .replace(&indexed("").display().to_string(), "")
    };
    let cases = [
        (
            BinaryKind::Bcf,
            "reads.bam",
            Some("reads.bam.csi"),
            "is no BCF file: it does not begin as one",
        ),
        (
            BinaryKind::Bam,
            "small.bcf",
            Some("reads.bam.bai"),
            "is no BAM file: it does not begin as one",
        ),
        (
            BinaryKind::Bam,
            "reads.bam",
            Some("small.vcf.gz.tbi"),
            "it is a TBI index, of compressed text",
        ),
        (
            BinaryKind::Bam,
            "reads.bam",
            Some("README.md"),
            "begins neither as a BAI nor as a CSI index",
        ),
        (BinaryKind::Bam, "reads.bam", Some("none.bai"), "has no index: there is no `none.bai`"),
        (BinaryKind::Bcf, "small.vcf.gz", None, "is no BCF file"),
    ];
    for (kind, name, index, expected) in cases {
        let found = message(kind, name, index);
        assert!(found.contains(expected), "{found}");
    }
    let mut file = open(BinaryKind::Bam, "reads.bam", None).unwrap();
    let error = file.records(&Region::whole("20")).unwrap_err().to_string();
    assert!(error.ends_with("has no sequence `20`; it has `chr1`, `chr2`, `chrEmpty`"), "{error}");
    // An index of more contigs is that of another file.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.bam");
    let mut writer = bgzf::Writer::new(Vec::new());
    writer.write_all(b"BAM\x01\0\0\0\0\0\0\0\0").unwrap();
    std::fs::write(&path, writer.finish().unwrap()).unwrap();
    std::fs::copy(indexed("reads.bam.bai"), folder.path().join("x.bai")).unwrap();
    let client = client(FetchOptions::default());
    let location = Location::File(path);
    let error = BinaryFile::open(BinaryKind::Bam, &location, None, &client, Limits::default());
    let error = error.unwrap_err().to_string();
    assert!(error.contains("has 0 contigs, but its index") && error.contains("has 3"), "{error}");
    let cram = Location::File(indexed("reads.bam"));
    let index = Location::File(indexed("reads.cram.crai"));
    let error = CramFile::open(&cram, Some(&index), &client, Limits::default()).unwrap_err();
    assert!(error.to_string().ends_with("is no CRAM file: it does not begin as one"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_and_indices_are_errors_or_give_records(
        name in prop_oneof![Just("reads.bam"), Just("reads.bam.bai"), Just("reads.bam.csi")],
        place in 0_usize..50_000,
        bits in 1_u8..,
        cut in proptest::option::of(0_usize..50_000),
    ) {
        let folder = tempfile::tempdir().unwrap();
        for file in ["reads.bam", "reads.bam.bai", "reads.bam.csi"] {
            let mut bytes = std::fs::read(indexed(file)).unwrap();
            if file == name {
                let length = bytes.len();
                bytes[place % length] ^= bits;
                if let Some(cut) = cut {
                    bytes.truncate(cut % length);
                }
            }
            std::fs::write(folder.path().join(file), bytes).unwrap();
        }
        let index = if name == "reads.bam" { "reads.bam.bai" } else { name };
        let location = |name: &str| Location::File(folder.path().join(name));
        let client = client(FetchOptions::default());
        let limits = Limits { line_bytes: 1 << 20, index_bytes: 1 << 20, ..Limits::default() };
        let opened = BinaryFile::open(BinaryKind::Bam, &location("reads.bam"), Some(&location(index)), &client, limits);
        if let Ok(mut file) = opened && let Ok(mut records) = file.records(&"chr1:10000-10500".parse().unwrap()) {
            let mut found = 0;
            while let Ok(Some(record)) = records.next_record() {
                prop_assert!(record.len() <= 1 << 20);
                found += 1;
            }
            prop_assert!(found <= 2000);
        }
    }
}
