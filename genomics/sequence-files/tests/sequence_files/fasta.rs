use crate::content::{bgzipped, gzipped, noise};
use neuron_sequence_files::fasta::{Alphabet, Reader, Record, Reference, Writer};
use neuron_sequence_files::{Limits, SequenceFileError};
use proptest::prelude::*;

fn read(text: &[u8]) -> Result<Vec<Record>, SequenceFileError> {
    Reader::new(text, "x.fa").collect()
}

fn refusal(text: &[u8]) -> String {
    read(text).unwrap_err().to_string()
}

fn sequences(text: &[u8]) -> Vec<(String, String)> {
    let text_of = |record: Record| (record.name, String::from_utf8(record.sequence).unwrap());
    read(text).unwrap().into_iter().map(text_of).collect()
}

#[test]
fn letters_of_all_kinds_stay_as_they_are() {
    let found = sequences(b">a b  c\r\nACGTN\r\nacgtRYu\r\n\r\n>b\nMKV*\n\n>c\nAC-GT.");
    let expected = [("a", "ACGTNacgtRYu"), ("b", "MKV*"), ("c", "AC-GT.")];
    assert_eq!(found, expected.map(|(name, letters)| (name.to_owned(), letters.to_owned())));
    assert_eq!(read(b">a b  c \nA").unwrap()[0].description, "b  c");
    assert_eq!(read(b">a\tb\nA").unwrap()[0].description, "b");
}

#[test]
fn what_is_no_fasta_names_the_line() {
    for (text, expected) in [
        (
            &b"ACGT\n"[..],
            "`x.fa`, line 1: expected `>` and a name before the first sequence, found `ACGT`",
        ),
        (
            b"\n\n@r\nAC\n+\nII\n",
            "`x.fa`, line 3: expected `>` and a name before the first sequence, found `@r`",
        ),
        (b">a\nAC\n>\nGG\n", "`x.fa`, line 3: behind `>` stands no name"),
        (b">a\nAC\n> b\nGG\n", "`x.fa`, line 3: behind `>` stands no name"),
        (
            b">a\nAC\nA1\n",
            "`x.fa`, line 3: column 2 of record `a` is `1`, expected a letter, `*`, `-` or `.`",
        ),
        (
            b">a\nA C\n",
            "`x.fa`, line 2: column 2 of record `a` is byte 0x20, expected a letter, `*`, `-` or `.`",
        ),
        (b">a\n>b\nA\n", "`x.fa`, line 1: record `a` has no sequence; give it one or leave it out"),
        (
            b">a\nA\n>b\n\n",
            "`x.fa`, line 3: record `b` has no sequence; give it one or leave it out",
        ),
        (b">\xff\nA\n", "`x.fa`, line 1: the name is not UTF-8; convert the file"),
    ] {
        assert_eq!(refusal(text), expected);
    }
    // The ends of lines that the first Macintosh had.
    assert!(refusal(b">a\nAC\rGT\n").contains("column 3 of record `a` is byte 0x0d"));
}

#[test]
fn an_error_ends_the_records() {
    let mut reader = Reader::new(&b">a\nA\n>b\n1\n>c\nC\n"[..], "x.fa");
    assert_eq!(reader.next().unwrap().unwrap().name, "a");
    assert!(reader.next().unwrap().is_err());
    assert!(reader.next().is_none());
}

#[test]
fn empty_records_are_there_for_who_wants_them() {
    let records: Vec<Record> =
        Reader::new(&b">a\n>b\nA\n"[..], "x").allowing_empty().collect::<Result<_, _>>().unwrap();
    assert_eq!((records[0].sequence.len(), records[1].sequence.len()), (0, 1));
}

#[test]
fn whole_files_have_records_with_names_of_their_own() {
    let whole = |text: &'static [u8]| Reader::new(text, "x.fa").read_all();
    assert_eq!(whole(b"").unwrap_err().to_string(), "`x.fa` holds no record, expected FASTA");
    assert_eq!(whole(b"\n\n").unwrap_err().to_string(), "`x.fa` holds no record, expected FASTA");
    let error = whole(b">a\nA\n>b\nC\n>a\nG\n").unwrap_err();
    assert_eq!(error.to_string(), "`x.fa`, line 5: record `a` was there already, at line 1");
}

#[test]
fn nucleotides_alone_can_be_asked_for() {
    let read = |text: &'static [u8]| -> Result<Vec<Record>, SequenceFileError> {
        Reader::new(text, "x.fa").of(Alphabet::Nucleotides).collect()
    };
    assert_eq!(read(b">a\nACGTUNRYSWKMBDHVacgtunryswkmbdhv-.\n").unwrap().len(), 1);
    let error = read(b">a\nACE\n").unwrap_err().to_string();
    assert!(
        error.starts_with("`x.fa`, line 2: column 3 of record `a` is `E`, expected a nucleotide"),
        "{error}"
    );
}

#[test]
fn sequences_are_held_against_the_limit() {
    let limits = Limits { sequence_bytes: 4, ..Limits::default() };
    let read = |text: &'static [u8]| Reader::with_limits(text, "x.fa", limits).read_all();
    assert_eq!(read(b">a\nACGT\r\n").unwrap()[0].sequence, b"ACGT");
    for text in [&b">a\nACGTA\n"[..], b">a\nAC\nGTA\n", b">a\nACGTACGTACGT"] {
        let error = read(text).unwrap_err().to_string();
        assert!(error.ends_with("record `a` is longer than the 4 bases allowed"), "{error}");
    }
    assert!(read(b">a\nACG\n>b\nAC\n").unwrap_err().to_string().contains("up to here"));
}

#[test]
fn files_are_read_however_they_are_compressed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("genome.fa");
    let text = b">chr1\nACGT\nAC\n>chr2\nGGG\n";
    for content in [text.to_vec(), gzipped(text), bgzipped(text)] {
        std::fs::write(&path, content).unwrap();
        let reference = Reference::read(&path, Limits::default()).unwrap();
        assert_eq!(reference.slice(&"chr1:4-5".parse().unwrap()).unwrap(), b"TA");
        assert_eq!(reference.slice(&"chr2:2-".parse().unwrap()).unwrap(), b"GG");
        assert_eq!(reference.place("chr2"), Some(1));
        let error = reference.bases("chr2", 1..4).unwrap_err().to_string();
        assert!(error.ends_with("has no bases 2 to 4 of `chr2`, which has 3"), "{error}");
    }
    let letters: Vec<u8> =
        noise(9000, 1).into_iter().map(|byte| b"ACGT"[usize::from(byte % 4)]).collect();
    let cut = gzipped(&[b">chr1\n", &letters[..]].concat());
    std::fs::write(&path, &cut[..cut.len() / 2]).unwrap();
    let error = Reference::read(&path, Limits::default()).unwrap_err().to_string();
    assert!(
        error.starts_with("cannot read `") && error.contains("the file is truncated"),
        "{error}"
    );
}

#[test]
fn lower_case_can_be_raised() {
    let mut reference = Reference::new("x", [Record::new("a", "acgN")]).unwrap();
    reference.make_uppercase();
    assert_eq!(reference.sequence("a"), Some(&b"ACGN"[..]));
    assert!(Reference::new("x", [Record::new("a", "A"), Record::new("a", "C")]).is_err());
}

#[test]
fn names_that_would_not_come_back_are_not_written() {
    let mut writer = Writer::new(Vec::new());
    assert!(writer.write_record(&Record::new("a b", "A")).is_err());
    assert!(writer.write_record(&Record::new("", "A")).is_err());
    let two_lines = Record { description: "x\ny".into(), ..Record::new("a", "A") };
    assert!(writer.write_record(&two_lines).is_err());
    assert!(writer.into_inner().is_empty());
}

proptest! {
    #[test]
    fn what_is_written_comes_back(
        letters in prop::collection::vec("[A-Za-z*.-]{1,200}", 1..5), width in 0_usize..70,
    ) {
        let mut writer = Writer::new(Vec::new()).with_width(width);
        let records: Vec<Record> = letters.iter().enumerate().map(|(number, letters)| {
            Record { description: "of a test".into(), ..Record::new(format!("r{number}"), letters.as_str()) }
        }).collect();
        for record in &records {
            writer.write_record(record).unwrap();
        }
        let mut found = read(&writer.into_inner()).unwrap();
        found.iter_mut().for_each(|record| record.line = 0);
        prop_assert_eq!(found, records);
    }

    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _any = read(&bytes);
        let _any = read(&[&b">a\n"[..], &bytes].concat());
    }
}
