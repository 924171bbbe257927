use crate::content::{bgzipped, gzipped};
use neuron_sequence_files::fastq::{Reader, Record, Writer};
use neuron_sequence_files::{Limits, SequenceFileError};
use proptest::prelude::*;

fn read(text: &[u8]) -> Result<Vec<Record>, SequenceFileError> {
    Reader::new(text, "x.fq").collect()
}

#[test]
fn reads_are_read() {
    let found = read(b"@a 1:N:0\r\nACGN\r\n+\r\nI!~#\r\n@b\n\n+b\n\n\n@c\nA\n+c 2\nI").unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!((found[0].name.as_str(), found[0].description.as_str()), ("a", "1:N:0"));
    assert_eq!(found[0].phred().collect::<Vec<_>>(), [40, 0, 93, 2]);
    assert!(found[1].sequence.is_empty());
    assert_eq!((found[2].line, found[2].sequence.as_slice()), (10, &b"A"[..]));
    assert_eq!(read(b"").unwrap(), []);
}

#[test]
fn what_is_no_fastq_names_the_line() {
    for (text, expected) in [
        (&b"@a\nACG\n+\nII\n"[..], "line 4: read `a` has 3 bases but 2 qualities"),
        (
            b"@a\nAC\n+\nII\n>b\n",
            "line 5: expected `@` and a name, found `>b`; this looks like FASTA",
        ),
        (b"a\nAC\n+\nII\n", "line 1: expected `@` and a name, found `a`"),
        (
            b"@a\nAC\nGT\n+\nIIII\n",
            "line 3: read `a`: expected `+`, found `GT` (each record has four lines)",
        ),
        (b"@a\nAC\n+b\nII\n", "line 3: behind `+` stands `b`, expected nothing or the name `a`"),
        (b"@a\nAC\n+\n", "line 3: the file ends before the qualities of read `a`"),
        (b"@a\n", "line 1: the file ends before the bases of read `a`"),
        (b"@ a\nA\n+\nI\n", "line 1: behind `@` stands no name"),
        (b"@a\nA1\n+\nII\n", "line 2: column 2 of read `a` is `1`, expected a base"),
        (
            b"@a\nAC\n+\nI \n",
            "line 4: column 2 of read `a` is byte 0x20, expected a quality, from `!` to `~`",
        ),
    ] {
        assert_eq!(read(text).unwrap_err().to_string(), format!("`x.fq`, {expected}"));
    }
}

#[test]
fn files_are_read_however_they_are_compressed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reads.fq");
    let text = b"@a\nAC\n+\nII\n@b\nA\n+\n!\n";
    for content in [text.to_vec(), gzipped(text), bgzipped(text)] {
        std::fs::write(&path, content).unwrap();
        let found: Vec<Record> =
            Reader::open(&path, Limits::default()).unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(found[1].sequence, b"A");
    }
}

#[test]
fn reads_that_would_not_come_back_are_not_written() {
    let good = Record {
        name: "a".into(),
        sequence: b"A".to_vec(),
        qualities: b"I".to_vec(),
        ..Record::default()
    };
    let mut writer = Writer::new(Vec::new());
    for record in [
        Record { name: String::new(), ..good.clone() },
        Record { qualities: b"II".to_vec(), ..good.clone() },
        Record { qualities: b" ".to_vec(), ..good.clone() },
        Record { description: "\n".into(), ..good.clone() },
    ] {
        assert!(writer.write_record(&record).is_err());
    }
    writer.write_record(&good).unwrap();
    assert_eq!(read(&writer.into_inner()).unwrap()[0].name, "a");
}

proptest! {
    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _any = read(&bytes);
        let _any = read(&[&b"@a\nA\n+\n"[..], &bytes].concat());
    }
}
