//! The files of the tests, which are those of `neuron-sequence-files`, and their reference.

use neuron_binary_records::{BinaryRecordError, RecordFile, RecordFormat};
use neuron_data::fetch::FetchOptions;
use neuron_sequence_files::fasta::Record;
use neuron_sequence_files::remote::{Location, client};
use neuron_sequence_files::{Limits, Region};
use std::path::{Path, PathBuf};

pub(crate) fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../sequence-files/tests/sequence_files/indexed")
        .join(name)
}

/// The bases that the reads were made of: two bits a step of a generator.
fn bases(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed;
    let next = |_| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        b"ACGT"[(state >> 62) as usize]
    };
    (0..count).map(next).collect()
}

pub(crate) fn reference() -> Vec<Record> {
    let contigs =
        [("chr1", bases(1, 60_000)), ("chr2", bases(2, 20_000)), ("chrEmpty", vec![b'A'; 1000])];
    let record = |(name, sequence): (&str, Vec<u8>)| Record {
        name: name.to_owned(),
        sequence,
        ..Record::default()
    };
    contigs.map(record).into()
}

pub(crate) fn open(
    path: &Path,
    reference: Option<Vec<Record>>,
) -> Result<RecordFile, BinaryRecordError> {
    let name = path.display().to_string();
    let format = RecordFormat::by_name(&name).unwrap();
    let location = Location::File(path.to_owned());
    let client = client(FetchOptions::default());
    RecordFile::open(format, &location, None, reference, &client, Limits::default())
}

pub(crate) fn lines(
    file: &mut RecordFile,
    region: &Region,
) -> Result<Vec<String>, BinaryRecordError> {
    let mut lines = file.lines(region)?;
    let mut found = Vec::new();
    while let Some(line) = lines.next_line()? {
        found.push(String::from_utf8(line.to_vec()).unwrap());
    }
    Ok(found)
}
