use neuron_sequence_files::fasta::{Reader, Record};
use neuron_sequence_files::labels::{Labels, Table, label, read};
use neuron_sequence_files::{Limits, SequenceFileError};

fn records(text: &str) -> Vec<Record> {
    Reader::new(text.as_bytes(), "x.fa").read_all().unwrap()
}

fn labels(text: &str, labels: &Labels) -> Result<Vec<String>, String> {
    let labelled = label(records(text), "x.fa", labels).map_err(|error| error.to_string())?;
    Ok(labelled.into_iter().map(|labelled| labelled.label).collect())
}

fn table(text: &str) -> Result<Table, SequenceFileError> {
    Table::parse(text.as_bytes(), "labels.tsv", Limits::default())
}

#[test]
fn labels_stand_in_many_places() {
    let fasta = ">a|x len=1 class=one\nA\n>b|y len=2;class=two\nC\n";
    assert_eq!(labels(fasta, &Labels::Key("class".into())).unwrap(), ["one", "two"]);
    assert_eq!(labels(fasta, &Labels::NamePart(2)).unwrap(), ["x", "y"]);
    assert_eq!(labels(fasta, &Labels::Word(1)).unwrap(), ["len=1", "len=2;class=two"]);
    let pairs = table("name\tlabel\nb|y\tlast one\na|x\t1\r\n").unwrap();
    assert_eq!(labels(fasta, &Labels::Table(pairs)).unwrap(), ["1", "last one"]);
}

#[test]
fn a_sequence_without_a_label_is_named() {
    let fasta = ">a class=one\nA\n>b class=\nC\n";
    let error = labels(fasta, &Labels::Key("class".into())).unwrap_err();
    assert_eq!(
        error,
        "`x.fa`, line 3: record `b` has no label; expected `class=…` behind its name"
    );
    let error = labels(fasta, &Labels::NamePart(2)).unwrap_err();
    assert_eq!(
        error,
        "`x.fa`, line 1: record `a` has no label; expected part 2 of its name, between `|`"
    );
    assert!(labels(fasta, &Labels::Word(0)).is_err());
    let error = labels(fasta, &Labels::Table(table("a\t1\n").unwrap())).unwrap_err();
    assert_eq!(
        error,
        "`x.fa`, line 3: record `b` has no label; expected a line of its name in `labels.tsv`"
    );
}

#[test]
fn a_table_of_other_sequences_is_noticed() {
    let pairs = table("b\t1\nq\t2\na\t3\nc\t3\n").unwrap();
    let error = labels(">a\nA\n>b\nC\n", &Labels::Table(pairs)).unwrap_err();
    assert_eq!(error, "`labels.tsv`, line 2: `x.fa` has no record `q`");
    for (text, expected) in [
        ("a\n", "line 1: expected two columns divided by a tab: name and label"),
        ("a\t1\t2\n", "line 1: expected two columns divided by a tab: name and label"),
        ("a\t1\n#x\na\t2\n", "line 3: `a` was there already, at line 1"),
        ("a\t\n", "line 1: the name or the label is empty"),
    ] {
        assert_eq!(table(text).unwrap_err().to_string(), format!("`labels.tsv`, {expected}"));
    }
}

#[test]
fn files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let (fasta, pairs) = (folder.path().join("x.fa"), folder.path().join("x.tsv"));
    std::fs::write(&fasta, ">a\nACGT\n").unwrap();
    std::fs::write(&pairs, "a\tpositive\n").unwrap();
    let table = Labels::Table(Table::read(&pairs, Limits::default()).unwrap());
    let found = read(&fasta, &table, Limits::default()).unwrap();
    assert_eq!(
        (found[0].record.sequence.as_slice(), found[0].label.as_str()),
        (&b"ACGT"[..], "positive")
    );
}
