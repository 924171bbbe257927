use neuron_sequence_files::SequenceFileError;
use neuron_sequence_files::compression::{Compression, FileWriter, open};
use std::io::Write;

#[test]
fn files_are_there_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    for (name, kind) in [
        ("a.txt", Compression::Plain),
        ("a.vcf.GZ", Compression::Bgzf),
        ("a.bgz", Compression::Bgzf),
    ] {
        let path = folder.path().join(name);
        let mut writer = FileWriter::create(&path).unwrap();
        writer.write_all(b"one\n").unwrap();
        writer.flush().unwrap();
        writer.write_all(b"two\n").unwrap();
        writer.finish().unwrap();
        let opened = open(&path).unwrap();
        assert_eq!((opened.kind, opened.warnings.len()), (kind, 0));
        assert_eq!(std::io::read_to_string(opened.reader).unwrap(), "one\ntwo\n");
    }
    let mut writer = FileWriter::create(&folder.path().join("b.txt")).unwrap();
    writer.write_all(b"half").unwrap();
    drop(writer);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = FileWriter::create(&folder.path().join("none/a.txt")).unwrap_err();
    assert!(matches!(error, SequenceFileError::Io { what: "write", .. }), "{error}");
}
