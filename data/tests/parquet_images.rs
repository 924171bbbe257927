//! Images of parquet files, against files that the format's own writer made.
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]
#![cfg(feature = "parquet")]

use neuron_data::formats::{ParquetImage, ParquetImages};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::path::Path;
use std::sync::Arc;

/// Two row groups of three rows: image `[group, row]`, another column, label `labels[row]`.
fn write(path: &Path, image: &str, labels: &[i64; 3]) {
    let schema =
        format!("message schema {{ {image} optional binary note (UTF8); optional int64 label; }}");
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let properties = Arc::new(WriterProperties::builder().build());
    let file = std::fs::File::create(path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, properties).unwrap();
    for group in 0..2u8 {
        let mut rows = writer.next_row_group().unwrap();
        for column in 0..3 {
            let mut writer = rows.next_column().unwrap().unwrap();
            let depth = if column == 0 && image.contains("group") { 2 } else { 1 };
            let levels = Some(&[depth; 3][..]);
            if column == 2 {
                writer.typed::<Int64Type>().write_batch(labels, levels, None).unwrap();
            } else {
                let values: Vec<_> =
                    (0..3u8).map(|row| ByteArray::from(vec![group, row])).collect();
                writer.typed::<ByteArrayType>().write_batch(&values, levels, None).unwrap();
            }
            writer.close().unwrap();
        }
        rows.close().unwrap();
    }
    writer.close().unwrap();
}

const GROUP: &str = "optional group image { optional binary bytes; }";

#[test]
fn images_and_labels_come_row_by_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    for image in [GROUP, "optional binary image;"] {
        write(&path, image, &[5, 0, 7]);
        let images = ParquetImages::open(&path, "image", "label").unwrap();
        assert_eq!(images.rows(), 6);
        let images: Vec<ParquetImage> = images.map(Result::unwrap).collect();
        assert_eq!(images.len(), 6);
        assert_eq!(images[5], ParquetImage { bytes: vec![1, 2], label: Some(7) });
        assert_eq!(images[1], ParquetImage { bytes: vec![0, 1], label: Some(0) });
    }
}

#[test]
fn what_is_wrong_is_named_with_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    write(&path, GROUP, &[1, -1, 2]);
    let mut images = ParquetImages::open(&path, "image", "label").unwrap();
    assert!(images.next().unwrap().is_ok());
    let error = images.next().unwrap().unwrap_err().to_string();
    assert!(error.contains("record 2: column `label` is -1"), "{error}");
    let error = ParquetImages::open(&path, "picture", "label").unwrap_err().to_string();
    assert!(error.contains("no column `picture`, but `image`, `note`, `label`"), "{error}");
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() - 5]).unwrap();
    assert!(ParquetImages::open(&path, "image", "label").is_err());
}
