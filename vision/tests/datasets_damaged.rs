//! Image files with damage: they are read, or refused by a line that names the file, and neither panic
//! nor take memory without bound. `NEURON_DAMAGE_ROUNDS` makes it longer; the target `image` of `fuzz/`
//! does the same, guided by what code is reached.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use image::{GrayImage, ImageFormat, RgbImage};
use neuron_random::{Rng, Stream};
use neuron_vision::datasets::DatasetError;
use neuron_vision::image_io::{Image, read};
use std::io::Cursor;
use tiff::encoder::colortype::{Gray16, Gray32Float, RGB8, RGB16};
use tiff::encoder::{Compression, DeflateLevel, TiffEncoder};

/// Changed copies of each whole file, where the environment does not say otherwise.
const ROUNDS: u64 = 100;

/// Numbers that lengths, counts and offsets are broken by.
const ODD: [u32; 8] = [0, 1, 0x7f, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

/// Reads `bytes` as a file.
fn read_bytes(bytes: &[u8]) -> Result<Image, DatasetError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("damaged.tif");
    std::fs::write(&file, bytes).unwrap();
    read(&file)
}

/// What is wrong with `bytes`, in a line.
fn refused(bytes: &[u8]) -> String {
    read_bytes(bytes).unwrap_err().to_string()
}

/// A TIFF of one band in one strip: width, height, bits of a value, where the next directory is.
fn by_hand(big_endian: bool, width: u32, height: u32, next: u32, data: &[u8]) -> Vec<u8> {
    let short = |v: u16| if big_endian { v.to_be_bytes() } else { v.to_le_bytes() };
    let long = |v: u32| if big_endian { v.to_be_bytes() } else { v.to_le_bytes() };
    let mut bytes = if big_endian { b"MM".to_vec() } else { b"II".to_vec() };
    bytes.extend(short(42));
    bytes.extend(long(8));
    // Width, height, bits, compression, photometric interpretation, offset, samples, rows, bytes.
    let start = 8 + 2 + 9 * 12 + 4;
    let size = data.len() as u32;
    let tags: [(u16, u32); 9] = [
        (256, width),
        (257, height),
        (258, 16),
        (259, 1),
        (262, 1),
        (273, start),
        (277, 1),
        (278, height),
        (279, size),
    ];
    bytes.extend(short(tags.len() as u16));
    for (tag, value) in tags {
        bytes.extend(short(tag));
        bytes.extend(short(4));
        bytes.extend(long(1));
        bytes.extend(long(value));
    }
    bytes.extend(long(next));
    bytes.extend_from_slice(data);
    bytes
}

/// Whole files of each kind that is read.
fn whole() -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for compression in [
        Compression::Uncompressed,
        Compression::Lzw,
        Compression::Deflate(DeflateLevel::Fast),
        Compression::Packbits,
    ] {
        let values: Vec<u16> = (0..8 * 8 * 3).map(|i| i * 7 % 50).collect();
        let mut bytes = Cursor::new(Vec::new());
        let encoder = TiffEncoder::new(&mut bytes).unwrap();
        encoder.with_compression(compression).write_image::<RGB16>(8, 8, &values).unwrap();
        files.push(bytes.into_inner());
        let mut bytes = Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new_big(&mut bytes).unwrap().with_compression(compression);
        encoder.write_image::<Gray16>(8, 8, &values[..64]).unwrap();
        files.push(bytes.into_inner());
    }
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes).unwrap();
    encoder.write_image::<Gray32Float>(2, 2, &[0.5, -1.0, f32::NAN, 1e30]).unwrap();
    encoder.write_image::<RGB8>(1, 1, &[1, 2, 3]).unwrap();
    files.push(bytes.into_inner());
    files.push(by_hand(true, 2, 2, 0, &[0, 1, 0, 2, 0, 3, 1, 0]));
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let mut bytes = Cursor::new(Vec::new());
        let grey = GrayImage::from_fn(9, 7, |x, y| image::Luma([(x * 20 + y) as u8]));
        grey.write_to(&mut bytes, format).unwrap();
        files.push(bytes.into_inner());
        let mut bytes = Cursor::new(Vec::new());
        let colour = RgbImage::from_fn(9, 7, |x, y| image::Rgb([x as u8, 9, y as u8 * 30]));
        colour.write_to(&mut bytes, format).unwrap();
        files.push(bytes.into_inner());
    }
    files
}

#[test]
fn damage_is_an_error_or_an_image() {
    let rounds = std::env::var("NEURON_DAMAGE_ROUNDS").ok().and_then(|text| text.parse().ok());
    let (mut images, mut errors) = (0u64, 0u64);
    for (kind, file) in whole().iter().enumerate() {
        read_bytes(file).unwrap();
        for round in 0..rounds.unwrap_or(ROUNDS) {
            let mut draw = Stream::new(1, "damage").step(kind as u32).sample(round).rng();
            let mut bytes = file.clone();
            for _ in 0..draw.random_range(1..=4) {
                let place = draw.random_range(0..bytes.len());
                match draw.random_range(0..6) {
                    0 => bytes[place] ^= 1 << draw.random_range(0..8),
                    1 => bytes[place] = draw.random(),
                    2 => bytes.truncate(place.max(1)),
                    3 => {
                        bytes.splice(place..place, [draw.random::<u8>(); 3]);
                    }
                    4 => {
                        let end = (place + draw.random_range(1..9)).min(bytes.len());
                        let part = bytes[place..end].to_vec();
                        let to = draw.random_range(0..bytes.len());
                        bytes.splice(to..to, part);
                    }
                    _ => {
                        let odd = ODD[draw.random_range(0..ODD.len())];
                        let odd = if draw.random() { odd.to_le_bytes() } else { odd.to_be_bytes() };
                        let end = (place + 4).min(bytes.len());
                        bytes[place..end].copy_from_slice(&odd[..end - place]);
                    }
                }
            }
            match read_bytes(&bytes) {
                Ok(image) => {
                    assert_eq!(image.values.len(), image.bands * image.height * image.width);
                    images += 1;
                }
                Err(error) => {
                    assert!(error.to_string().contains("damaged.tif"), "{error}");
                    errors += 1;
                }
            }
        }
    }
    assert!(images > 0 && errors > 0, "{images} images, {errors} errors");
}

#[test]
fn both_byte_orders_and_both_sizes_of_offsets_are_read() {
    for big_endian in [false, true] {
        let value = |v: u16| if big_endian { v.to_be_bytes() } else { v.to_le_bytes() };
        let data: Vec<u8> = [1, 2, 300, 40_000].into_iter().flat_map(value).collect();
        let image = read_bytes(&by_hand(big_endian, 2, 2, 0, &data)).unwrap();
        assert_eq!((image.bands, image.height, image.width), (1, 2, 2));
        assert_eq!(image.values, [1.0, 2.0, 300.0, 40_000.0]);
    }
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new_big(&mut bytes).unwrap();
    encoder.write_image::<Gray16>(2, 1, &[7, 40_000]).unwrap();
    let bytes = bytes.into_inner();
    // BigTIFF: version 43.
    assert_eq!(bytes[..4], [b'I', b'I', 43, 0]);
    assert_eq!(read_bytes(&bytes).unwrap().values, [7.0, 40_000.0]);
}

#[test]
fn a_tiff_without_end_is_not_decoded() {
    let data = [0u8; 8];
    for (width, height, expected) in [
        (16_385, 1, "16385×1 pixels, expected at most 16384"),
        (u32::MAX, u32::MAX, "expected at most 16384"),
        (0, 2, "invalid dimensions: 0x2"),
        (16_384, 16_384, "expected at most 512 MiB"),
        (2, 2000, "cannot be decoded"),
        (5000, 5000, "promises 25000000 values in 130 bytes, which cannot hold them"),
    ] {
        let error = refused(&by_hand(false, width, height, 0, &data));
        assert!(error.contains("damaged.tif") && error.contains(expected), "{error}");
    }
    // A directory that follows itself is none; where the next one would be is not looked at.
    assert!(refused(&by_hand(false, 2, 2, 8, &data)).contains("cycle"));
    assert_eq!(read_bytes(&by_hand(false, 2, 2, u32::MAX, &data)).unwrap().values, [0.0; 4]);
    // A directory of which there are 65,535 entries, one value of which would take 16 GiB.
    let mut vast = by_hand(false, 2, 2, 0, &data);
    vast[8..10].copy_from_slice(&[0xff, 0xff]);
    assert!(refused(&vast).contains("cannot be decoded"));
    let mut vast = by_hand(false, 2, 2, 0, &data);
    let count = vast.windows(2).position(|tag| tag == [0x11, 0x01]).unwrap() + 4;
    vast[count..count + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(refused(&vast).contains("cannot be decoded"));
}
