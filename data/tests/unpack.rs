//! Hostile archives are refused, and nothing of them is left.
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

use neuron_data::unpack::{Format, Limits, UnpackError, unpack};
use std::io::Write;
use std::path::Path;

/// A tar entry as it may stand in a file, whatever the `tar` crate would refuse to write.
fn entry(kind: u8, name: &[u8], size: u64, content: &[u8]) -> Vec<u8> {
    let mut block = [0u8; 512];
    block[..name.len().min(100)].copy_from_slice(&name[..name.len().min(100)]);
    block[100..107].copy_from_slice(b"0000644");
    block[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
    block[156] = kind;
    block[157..163].copy_from_slice(b"target");
    block[257..265].copy_from_slice(b"ustar\x0000");
    block[148..156].fill(b' ');
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut bytes = block.to_vec();
    bytes.extend_from_slice(content);
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

fn file(name: &str) -> Vec<u8> {
    entry(b'0', name.as_bytes(), 2, b"hi")
}

fn tar(entries: &[Vec<u8>]) -> Vec<u8> {
    [entries.concat(), vec![0; 1024]].concat()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A zip file of stored entries with these names and Unix modes.
fn zip(entries: &[(&[u8], u32, &[u8])]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, mode, content) in entries {
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let mut fields = Vec::new();
        fields.extend_from_slice(&[20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0x52]);
        fields.extend_from_slice(&crc.sum().to_le_bytes());
        fields.extend_from_slice(&[size, size].concat());
        fields.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        fields.extend_from_slice(&[0, 0]);
        let offset = u32::try_from(body.len()).unwrap().to_le_bytes();
        directory.extend_from_slice(b"PK\x01\x02\x14\x03");
        directory.extend_from_slice(&fields);
        directory.extend_from_slice(&[0; 6]);
        directory.extend_from_slice(&(mode << 16).to_le_bytes());
        directory.extend_from_slice(&offset);
        directory.extend_from_slice(name);
        body.extend_from_slice(b"PK\x03\x04");
        body.extend_from_slice(&fields);
        body.extend_from_slice(name);
        body.extend_from_slice(content);
    }
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let start = u32::try_from(body.len()).unwrap().to_le_bytes();
    let length = u32::try_from(directory.len()).unwrap().to_le_bytes();
    body.extend_from_slice(&directory);
    body.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    body.extend_from_slice(&[count, count].concat());
    body.extend_from_slice(&[length, start].concat());
    body.extend_from_slice(&[0, 0]);
    body
}

const PLAIN: u32 = 0o100_644;

fn plain(name: &str) -> (&[u8], u32, &[u8]) {
    (name.as_bytes(), PLAIN, b"hi")
}

fn limits() -> Limits {
    Limits { entries: 5, bytes: 10_000 }
}

fn tried(bytes: &[u8], format: Format) -> Result<Vec<String>, UnpackError> {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("a.bin");
    std::fs::write(&archive, bytes).unwrap();
    let into = folder.path().join("out");
    let result = unpack(&archive, format, &into, &limits());
    assert_eq!(into.exists(), result.is_ok());
    // The archive, and what it unpacked to.
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 1 + usize::from(result.is_ok()), "something half written is left");
    assert!(!folder.path().parent().unwrap().join("evil").exists());
    result.map(|files| files.iter().map(|file| file.path.to_string()).collect())
}

#[test]
fn good_archives_are_unpacked() {
    let good = tar(&[entry(b'5', b"./a/", 0, b""), file("./a/b.txt"), file("c")]);
    assert_eq!(tried(&good, Format::Tar).unwrap(), ["a/b.txt", "c"]);
    assert_eq!(tried(&gz(&good), Format::TarGz).unwrap(), ["a/b.txt", "c"]);
    let long = format!("{}/x", "n".repeat(150));
    let name = entry(b'L', b"././@LongLink", long.len() as u64, long.as_bytes());
    assert_eq!(tried(&tar(&[name, file("cut")]), Format::Tar).unwrap(), [long]);
    let pax = entry(b'x', b"h", 14, b"14 path=p/long");
    assert!(tried(&tar(&[pax, file("cut")]), Format::Tar).is_err(), "the record does not end");
    let pax = entry(b'x', b"h", 15, b"15 path=p/long\n");
    assert_eq!(tried(&tar(&[pax, file("cut")]), Format::Tar).unwrap(), ["p/long"]);
    let folder: (&[u8], u32, &[u8]) = (b"a/", 0o040_755, b"");
    assert_eq!(
        tried(&zip(&[folder, plain("a/b"), plain("c")]), Format::Zip).unwrap(),
        ["a/b", "c"]
    );
    assert_eq!(tried(&gz(b"hi"), Format::Gz).unwrap(), ["out"]);
}

#[test]
fn hostile_archives_are_refused() {
    let link: (&[u8], u32, &[u8]) = (b"l", 0o120_777, b"/etc/passwd");
    let device: (&[u8], u32, &[u8]) = (b"d", 0o020_644, b"");
    let long = vec![b'a'; 70_000];
    let pax = |record: &[u8]| entry(b'x', b"h", record.len() as u64, record);
    let whole = tar(&[file("a")]);
    let mut encrypted = zip(&[plain("a")]);
    let at = encrypted.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    encrypted[at + 8] |= 1;
    let mut damaged = zip(&[plain("a")]);
    damaged[31] ^= 1;
    let zeros = vec![0; 100_000];
    let entries: Vec<Vec<u8>> = (0..6).map(|i| file(&i.to_string())).collect();
    let names: Vec<String> = (0..6).map(|i| i.to_string()).collect();
    let many: Vec<_> = names.iter().map(|name| plain(name)).collect();
    use Format::{Gz, Tar, TarGz, Zip};
    #[rustfmt::skip]
    let cases: Vec<(&str, Format, Vec<u8>, &str)> = vec![
        ("tar, parent", Tar, tar(&[file("../evil")]), "`..`"),
        ("tar, parent within", Tar, tar(&[file("a/../../evil")]), "`..`"),
        ("tar, absolute", Tar, tar(&[file("/tmp/evil")]), "absolute"),
        ("tar, backslash", Tar, tar(&[file("..\\evil")]), "backslash"),
        ("tar, not UTF-8", Tar, tar(&[entry(b'0', b"\xff\xfe", 2, b"hi")]), "not UTF-8"),
        ("tar, empty name", Tar, tar(&[entry(b'0', b"", 2, b"hi")]), "empty"),
        ("tar, symlink", Tar, tar(&[entry(b'2', b"l", 0, b""), file("l/evil")]), "is a link"),
        ("tar, hard link", Tar, tar(&[entry(b'1', b"l", 0, b"")]), "is a link"),
        ("tar, character device", Tar, tar(&[entry(b'3', b"d", 0, b"")]), "device"),
        ("tar, block device", Tar, tar(&[entry(b'4', b"d", 0, b"")]), "device"),
        ("tar, pipe", Tar, tar(&[entry(b'6', b"p", 0, b"")]), "device"),
        ("tar, sparse", Tar, tar(&[entry(b'S', b"s", 0, b"")]), "entry 1"),
        ("tar, twice", Tar, tar(&[file("a"), file("a")]), "twice"),
        ("tar, twice but for case", Tar, tar(&[file("dir/A"), file("DIR/a")]), "twice"),
        ("tar, below a file", Tar, tar(&[file("a"), file("a/b")]), "below a file"),
        ("tar, file over folder", Tar, tar(&[file("a/b"), file("a")]), "twice"),
        ("tar, long name leaves", Tar, tar(&[entry(b'L', b"x", 7, b"../evil"), file("a")]), "`..`"),
        ("tar, endless name", Tar, tar(&[entry(b'L', b"x", 70_000, &long), file("a")]), "of a name"),
        ("tar, pax path leaves", Tar, tar(&[pax(b"16 path=../evil\n"), file("a")]), "`..`"),
        ("tar, pax moves the end", Tar, tar(&[pax(b"12 size=999\n"), file("a")]), "extra header"),
        ("tar, too many", Tar, tar(&entries), "more than 5 entries"),
        ("tar, too large", Tar, tar(&[entry(b'0', b"z", 100_000, &zeros)]), "bomb"),
        ("tar, cut in its content", Tar, whole[..513].to_vec(), "damaged"),
        ("tar, cut in its header", Tar, whole[..300].to_vec(), "damaged"),
        ("tar, size beyond its end", Tar, tar(&[entry(b'0', b"z", 8_000, b"hi")]), "damaged"),
        ("tar, empty", Tar, Vec::new(), "no entry"),
        ("tar.gz, bomb", TarGz, gz(&tar(&[entry(b'0', b"z", 100_000, &zeros)])), "bomb"),
        ("tar.gz, bomb of a global header", TarGz, gz(&tar(&[entry(b'g', b"z", 100_000, &zeros)])), "bomb"),
        ("tar.gz, not gzip", TarGz, whole.clone(), "damaged"),
        ("tar.gz, cut", TarGz, gz(&whole)[..20].to_vec(), "damaged"),
        ("gz, bomb", Gz, gz(&zeros), "bomb"),
        ("gz, cut", Gz, gz(&zeros[..9000])[..20].to_vec(), "damaged"),
        ("gz, not gzip", Gz, b"hello".to_vec(), "damaged"),
        ("zip, parent", Zip, zip(&[plain("../evil")]), "`..`"),
        ("zip, absolute", Zip, zip(&[plain("/tmp/evil")]), "absolute"),
        ("zip, drive", Zip, zip(&[plain("C:/evil")]), "drive"),
        ("zip, backslash", Zip, zip(&[plain("..\\evil")]), "backslash"),
        ("zip, not UTF-8", Zip, zip(&[(b"\xff\xfe", PLAIN, b"")]), "not UTF-8"),
        ("zip, symlink", Zip, zip(&[link]), "is a link"),
        ("zip, device", Zip, zip(&[device]), "device"),
        ("zip, twice", Zip, zip(&[plain("a"), plain("a")]), "twice"),
        ("zip, twice but for case", Zip, zip(&[plain("a"), plain("A")]), "twice"),
        ("zip, too many", Zip, zip(&many), "more than 5 entries"),
        ("zip, too large", Zip, zip(&[(b"z", PLAIN, &zeros)]), "bomb"),
        ("zip, encrypted", Zip, encrypted, "damaged"),
        ("zip, a byte flipped", Zip, damaged, "damaged"),
        ("zip, cut", Zip, zip(&[plain("a")])[..40].to_vec(), "damaged"),
        ("zip, empty", Zip, Vec::new(), "damaged"),
    ];
    assert!(cases.len() >= 20);
    for (name, format, bytes, part) in cases {
        let error = tried(&bytes, format).expect_err(name).to_string();
        assert!(error.contains(part) && error.contains("a.bin"), "{name}: {error}");
        assert!(!error.contains('\n'), "{name}: {error}");
    }
}

#[test]
fn what_is_there_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("a.tar");
    std::fs::write(&archive, tar(&[file("a")])).unwrap();
    std::fs::write(folder.path().join("out"), "mine").unwrap();
    let into = folder.path().join("out");
    let error = unpack(&archive, Format::Tar, &into, &limits()).unwrap_err();
    assert!(matches!(error, UnpackError::Io { path, .. } if path == into));
    assert_eq!(std::fs::read(&into).unwrap(), b"mine");
    let error = unpack(Path::new("none.tar"), Format::Tar, &into.join("x"), &limits()).unwrap_err();
    assert!(error.to_string().contains("out/x") || error.to_string().contains("none.tar"));
}
