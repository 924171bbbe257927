//! A NEFF made from the document's field list, in its order; the archive is the `tar` crate's.

/// Fields one after another, as AWS's "Work with NEFF files" lists them; nothing here counts
/// offsets.
pub(crate) fn header(archive: &[u8], hash: [u8; 32]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for field in [2u64, 1024, archive.len() as u64, 2, 3] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend(padded::<128>(b"2.26.0+build\0left over"));
    bytes.extend(1u32.to_le_bytes());
    bytes.extend(hash);
    bytes.extend(0u8..16);
    bytes.extend(padded::<256>("gr\u{e4}ph\u{1b}[2J".as_bytes()));
    bytes.extend(4u32.to_le_bytes());
    bytes.extend(100u8..164);
    bytes.extend(0x8000_0000_0000_0001u64.to_le_bytes());
    bytes.extend(2u32.to_le_bytes());
    bytes.extend([0; 468]);
    assert_eq!(bytes.len(), 1024);
    bytes
}

fn padded<const N: usize>(text: &[u8]) -> [u8; N] {
    let mut field = [0; N];
    field[..text.len()].copy_from_slice(text);
    field
}

/// A path that the 100 bytes of a member's header do not hold.
pub(crate) fn long_name() -> String {
    format!("{}weights.npy", "sg00/".repeat(40))
}

/// An archive with files, a folder, and a long name.
pub(crate) fn archive() -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    let mut append = |name: &str, content: &[u8], kind: tar::EntryType| {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, content).unwrap();
    };
    append("neff.json", b"{}", tar::EntryType::Regular);
    append("sg00/", b"", tar::EntryType::Directory);
    append("sg00/def.json", &[b'x'; 700], tar::EntryType::Regular);
    append(&long_name(), &[0; 512], tar::EntryType::Regular);
    append("empty", b"", tar::EntryType::Regular);
    archive.into_inner().unwrap()
}

/// Header and archive, with the archive's SHA-256.
pub(crate) fn neff() -> Vec<u8> {
    use sha2::Digest as _;
    let archive = archive();
    let mut neff = header(&archive, sha2::Sha256::digest(&archive).into());
    neff.extend(archive);
    neff
}
