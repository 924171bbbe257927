//! Files, read by what others read them with.

use neuron_sequence_features::embeddings::VectorSink;
use neuron_sequence_features::output::{NpyWriter, ParquetWriter};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;

/// The bytes of `numpy.save` for the same array are these but for the blanks: NumPy pads to 128 bytes, too.
#[test]
fn an_npy_file_has_the_header_of_its_shape() {
    let mut file = std::io::Cursor::new(Vec::new());
    let mut writer = NpyWriter::new(&mut file, 2).unwrap();
    writer.write(&["a".into(), "b".into()], &[1.0, -2.0, 0.5, 4.0]).unwrap();
    writer.write(&["c".into()], &[8.0, 9.0]).unwrap();
    let wrong = writer.write(&["d".into()], &[8.0]).unwrap_err().to_string();
    assert_eq!(wrong, "the batch of vectors has 1 entries, expected 2");
    assert_eq!(writer.finish().unwrap(), 3);
    let bytes = file.into_inner();
    assert_eq!(&bytes[..10], b"\x93NUMPY\x01\x00\x76\x00");
    let header = std::str::from_utf8(&bytes[10..128]).unwrap();
    let expected = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }";
    assert_eq!((header.trim_end(), header.ends_with('\n')), (expected, true));
    let values: Vec<f32> =
        bytes[128..].chunks(4).map(|four| f32::from_le_bytes(four.try_into().unwrap())).collect();
    assert_eq!(values, [1.0, -2.0, 0.5, 4.0, 8.0, 9.0]);
}

#[test]
fn a_parquet_file_has_names_and_lists() {
    let mut file = Vec::new();
    let mut writer = ParquetWriter::new(&mut file, 2).unwrap();
    writer.write(&["a".into(), "b".into()], &[1.0, -2.0, 0.5, 4.0]).unwrap();
    writer.write(&["c".into()], &[8.0, 9.0]).unwrap();
    assert!(writer.write(&["d".into()], &[8.0]).is_err());
    assert_eq!(writer.finish().unwrap(), 3);
    let file = tempfile_of(file);
    let reader = SerializedFileReader::new(file).unwrap();
    let rows: Vec<(String, Vec<f32>)> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| {
            let row = row.unwrap();
            let list = row.get_list(1).unwrap();
            let values = list.elements().iter().map(|field| match field {
                parquet::record::Field::Float(value) => *value,
                other => panic!("{other:?}"),
            });
            (row.get_string(0).unwrap().clone(), values.collect())
        })
        .collect();
    let expected = [("a", [1.0, -2.0]), ("b", [0.5, 4.0]), ("c", [8.0, 9.0])];
    assert_eq!(rows.len(), 3);
    for ((name, values), (expected, numbers)) in rows.iter().zip(expected) {
        assert_eq!((name.as_str(), values.as_slice()), (expected, numbers.as_slice()));
    }
}

fn tempfile_of(bytes: Vec<u8>) -> std::fs::File {
    use std::io::{Seek, Write};
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&bytes).unwrap();
    file.rewind().unwrap();
    file
}
