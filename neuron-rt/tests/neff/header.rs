//! The header's fields, and bytes that are no header.

use crate::sample::{archive, header, neff};
use neuron_rt::neuron::neff::{HashCheck, NeffError, NeffHeader, NeffSummary, Packing, read};
use std::fs;

#[test]
fn every_field_is_where_the_document_puts_it() {
    let neff = neff();
    let header = NeffHeader::parse(&neff).unwrap();
    assert_eq!((header.package_version, header.header_bytes), (2, 1024));
    assert_eq!(header.archive_bytes, neff.len() as u64 - 1024);
    assert_eq!(header.version, (2, 3));
    assert_eq!(header.build_version, "2.26.0+build");
    assert_eq!((header.cores, header.requested_cores), (1, 4));
    assert_eq!(header.uuid_text(), "00010203-0405-0607-0809-0a0b0c0d0e0f");
    // No escape sequence reaches a terminal.
    assert_eq!(header.name, "gr\u{e4}ph\u{fffd}[2J");
    assert_eq!((header.cores_per_node[0], header.cores_per_node[63]), (100, 163));
    assert_eq!((header.feature_bits, header.lnc), (0x8000_0000_0000_0001, 2));
    assert_eq!(header.archive(&neff), archive());
    assert_eq!(header.check_hash(&neff), HashCheck::Equal);
    assert_eq!(header.packing(&neff), Packing::Tar);
}

#[test]
fn hashes_and_packings_are_told_apart() {
    let cases = [
        ([0; 32], HashCheck::Absent),
        ([1; 32], HashCheck::Different),
        (std::array::from_fn(|index| u8::from(index < 16)), HashCheck::Md5),
    ];
    for (hash, expected) in cases {
        let mut neff = header(&archive(), hash);
        neff.extend(archive());
        assert_eq!(NeffHeader::parse(&neff).unwrap().check_hash(&neff), expected);
    }
    for (content, expected) in [
        (b"\x1f\x8b\x08 and so on".to_vec(), Packing::Gzip),
        (vec![7; 600], Packing::Unknown),
        (vec![7; 3], Packing::Unknown),
    ] {
        let mut neff = header(&content, [0; 32]);
        neff.extend(&content);
        let summary = NeffSummary::of(&neff).unwrap();
        assert_eq!((summary.packing, summary.members), (expected, None));
    }
}

#[test]
fn a_summary_says_what_it_knows() {
    let mut neff = neff();
    neff.extend([0; 5]);
    let text = NeffSummary::of(&neff).unwrap().to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[..9],
        [
            "name           gr\u{e4}ph\u{fffd}[2J",
            "uuid           00010203-0405-0607-0809-0a0b0c0d0e0f",
            "format         2.3, container 2",
            "built by       2.26.0+build",
            "cores          1 (asked for: 4)",
            "logical core   2 physical",
            "features       0x8000000000000001",
            "hash           the archive's SHA-256",
            &format!("archive        {} bytes, tar, and 5 bytes behind it", archive().len()),
        ]
    );
    assert_eq!(lines[9], "             2  neff.json");
    assert_eq!(lines.len(), 13);
}

#[test]
fn what_is_cut_short_is_said_to_be() {
    let neff = neff();
    for length in [0, 1, 1023] {
        let error = NeffHeader::parse(&neff[..length]).unwrap_err();
        assert!(matches!(error, NeffError::TooShort { bytes } if bytes == length));
    }
    for length in [1024, 1025, neff.len() - 1] {
        let error = NeffHeader::parse(&neff[..length]).unwrap_err();
        let found = length as u64 - 1024;
        let expected = neff.len() as u64 - 1024;
        assert!(
            matches!(error, NeffError::CutShort { found: f, expected: e } if (f, e) == (found, expected))
        );
    }
}

#[test]
fn other_files_are_no_neff() {
    let text = "Compilation failed, and this is what it has to say. ".repeat(100);
    let mut elf = vec![0; 4096];
    elf[..4].copy_from_slice(b"\x7fELF");
    let mut wrong_size = neff();
    wrong_size[8..16].copy_from_slice(&512u64.to_le_bytes());
    let mut endless = neff();
    endless[16..24].copy_from_slice(&u64::MAX.to_le_bytes());
    let mut empty = neff();
    empty[16..24].fill(0);
    let mut version = neff();
    version[24..32].copy_from_slice(&u64::MAX.to_le_bytes());
    for bytes in [text.as_bytes(), &elf, &wrong_size, &endless, &empty, &version, &archive()] {
        let error = NeffSummary::of(bytes).unwrap_err();
        assert!(matches!(error, NeffError::Header { .. } | NeffError::CutShort { .. }), "{error}");
    }
}

#[test]
fn no_changed_byte_of_the_header_makes_it_panic() {
    let neff = neff();
    for at in 0..1024 {
        for value in [0, 1, 0x7f, 0xff] {
            let mut changed = neff.clone();
            changed[at] = value;
            // Some are still NEFFs, others errors; all can be shown.
            let shown = NeffSummary::of(&changed).map_or_else(|e| e.to_string(), |s| s.to_string());
            assert!(!shown.is_empty());
        }
    }
}

#[test]
fn a_file_is_read_or_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.neff");
    let text = read(&path).unwrap_err().to_string();
    assert!(text.contains("model.neff") && text.contains("No such file"), "{text}");
    fs::write(&path, neff()).unwrap();
    assert_eq!(read(&path).unwrap(), neff());
    // Larger than anything, and takes no room on the disk.
    fs::File::create(&path).unwrap().set_len((16 << 30) + 1).unwrap();
    assert!(matches!(read(&path), Err(NeffError::TooLarge { bytes, .. }) if bytes > 16 << 30));
}
