//! Formats: what is right is read, what is wrong is named.
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

use neuron_data::formats::{Idx, IdxData, ImageFolder};
use std::fs;
use std::io::Write;
use std::path::Path;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// An array of this type and shape with these bytes of data.
fn idx(kind: u8, shape: &[u32], data: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, kind, u8::try_from(shape.len()).unwrap()];
    bytes.extend(shape.iter().flat_map(|size| size.to_be_bytes()));
    bytes.extend_from_slice(data);
    bytes
}

fn read(bytes: &[u8]) -> Result<Idx, String> {
    let path = Path::new("t.idx");
    Idx::read(bytes, bytes.len() as u64, path).map_err(|error| error.to_string())
}

/// Big-endian values by the format's own table of types.
#[test]
fn every_element_type_of_idx_is_read() {
    let data = [0x40, 0x49, 0x0F, 0xDB, 0xFF, 0xFF, 0xFF, 0xFE];
    let cases = [
        (0x08, 8, IdxData::U8(data.to_vec())),
        (0x09, 8, IdxData::I8(vec![64, 73, 15, -37, -1, -1, -1, -2])),
        (0x0B, 4, IdxData::I16(vec![16_457, 4_059, -1, -2])),
        (0x0C, 2, IdxData::I32(vec![1_078_530_011, -2])),
    ];
    for (kind, count, expected) in cases {
        let bytes = idx(kind, &[count, 1], &data);
        for bytes in [gz(&bytes), bytes] {
            let array = read(&bytes).unwrap();
            assert_eq!((array.data, array.shape), (expected.clone(), vec![count as usize, 1]));
        }
    }
    let pi = read(&idx(0x0D, &[1], &data[..4])).unwrap().data;
    assert_eq!(pi, IdxData::F32(vec![std::f32::consts::PI]));
    let half = [0x3F, 0xE0, 0, 0, 0, 0, 0, 0];
    assert_eq!(read(&idx(0x0E, &[1], &half)).unwrap().data, IdxData::F64(vec![0.5]));
}

#[test]
fn idx_that_is_wrong_is_named() {
    let good = idx(8, &[2, 3], &[1, 2, 3, 4, 5, 6]);
    let huge = idx(8, &[u32::MAX, u32::MAX, u32::MAX], &[]);
    let mut flipped = gz(&good);
    let last = flipped.len() - 6;
    flipped[last] ^= 1;
    let cases = [
        (Vec::new(), "ends within its header"),
        (good[..9].to_vec(), "ends within its header"),
        (good[..15].to_vec(), "more than the file can hold"),
        ([good.clone(), vec![0]].concat(), "it has 19 bytes, its header says [2, 3], which are 18"),
        (gz(&good[..15]), "it has 3 bytes of data, its header says 6"),
        (gz(&[good.clone(), vec![0]].concat()), "goes on after the 6 bytes"),
        (gz(&good)[..20].to_vec(), "damaged"),
        (flipped, "damaged"),
        (huge.clone(), "more than the file can hold"),
        (gz(&huge), "more than the file can hold"),
        (idx(8, &[], &[]), "it has 0 dimensions"),
        (idx(7, &[1], &[1]), "0x07 is no element type"),
        (b"\x89PNG\r\n".to_vec(), "expected an IDX file"),
    ];
    for (bytes, part) in cases {
        let error = read(&bytes).unwrap_err();
        assert!(error.contains(part) && error.contains("t.idx"), "{part}: {error}");
    }
    let error = Idx::open(Path::new("none.idx")).unwrap_err().to_string();
    assert!(error.starts_with("`none.idx` cannot be read"), "{error}");
}

#[test]
fn folders_of_images_that_are_wrong_are_named() {
    let root = tempfile::tempdir().unwrap();
    let error = |root: &Path| ImageFolder::list(root).unwrap_err().to_string();
    assert!(error(root.path()).contains("expected a subfolder a class"));
    fs::create_dir_all(root.path().join("b")).unwrap();
    fs::write(root.path().join("b/notes.txt"), "").unwrap();
    let message = error(root.path());
    assert!(message.contains("/b`: class without an image"), "{message}");
    fs::write(root.path().join("b/1.JPEG"), "").unwrap();
    fs::write(root.path().join("b/.hidden.png"), "").unwrap();
    fs::write(root.path().join("README"), "").unwrap();
    let list = ImageFolder::list(root.path()).unwrap();
    assert_eq!(list.files, [(root.path().join("b/1.JPEG"), 0)]);
    assert_eq!(list.passed_over, [root.path().join("README"), root.path().join("b/notes.txt")]);
    fs::create_dir(root.path().join("b/deep")).unwrap();
    assert!(error(root.path()).contains("a folder within a class"));
    assert!(error(&root.path().join("none")).contains("cannot be read"));
}
