//! The archive behind the header: a tar, compressed or not.

use std::collections::BTreeMap;
use std::io::{self, Read};

use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};

/// What a compressed archive begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Packs the members, in the order of their names; equal members give equal bytes.
pub(super) fn pack(members: &BTreeMap<&str, Vec<u8>>, compressed: bool) -> io::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        archive.append_data(&mut header, name, content.as_slice())?;
    }
    let archive = archive.into_inner()?;
    if !compressed {
        return Ok(archive);
    }
    let mut encoder: GzEncoder<Vec<u8>> =
        GzBuilder::new().mtime(0).write(Vec::new(), Compression::fast());
    io::Write::write_all(&mut encoder, &archive)?;
    encoder.finish()
}

/// The members by name. `limit` bounds what they may hold together.
pub(super) fn unpack(data: &[u8], limit: u64) -> io::Result<BTreeMap<String, Vec<u8>>> {
    if data.starts_with(&GZIP) {
        members(GzDecoder::new(data), limit)
    } else {
        members(data, limit)
    }
}

fn members(archive: impl Read, limit: u64) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut archive = tar::Archive::new(archive.take(limit));
    let mut members = BTreeMap::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content)?;
        if content.len() as u64 != entry.size() {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                format!("`{name}` is cut short"),
            ));
        }
        members.insert(name, content);
    }
    Ok(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_come_back_from_either_form() {
        let content: BTreeMap<&str, Vec<u8>> =
            [("a.json", b"{}".to_vec()), ("sg00/def.json", vec![7; 3000])].into();
        let plain = pack(&content, false).unwrap();
        let compressed = pack(&content, true).unwrap();
        assert_eq!(&plain[257..262], b"ustar");
        assert_eq!(compressed[..2], GZIP);
        assert!(compressed.len() < plain.len());
        assert_eq!(pack(&content, true).unwrap(), compressed, "no clock in it");
        for archive in [&plain, &compressed] {
            let members = unpack(archive, 1 << 20).unwrap();
            assert_eq!(members.len(), 2);
            assert_eq!(members["sg00/def.json"], vec![7; 3000]);
        }
    }

    #[test]
    fn damage_and_excess_are_errors() {
        let content: BTreeMap<&str, Vec<u8>> = [("zeros", vec![0; 1 << 16])].into();
        let bomb = pack(&content, true).unwrap();
        unpack(&bomb, 1 << 20).unwrap();
        unpack(&bomb, 1 << 12).unwrap_err();
        unpack(&bomb[..bomb.len() / 2], 1 << 20).unwrap_err();
        let plain = pack(&content, false).unwrap();
        unpack(&plain[..1000], 1 << 20).unwrap_err();
    }
}
