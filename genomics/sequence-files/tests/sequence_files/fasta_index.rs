use crate::content::bgzipped;
use neuron_sequence_files::fasta::{Index, IndexedFasta};
use neuron_sequence_files::{Limits, SequenceFileError};
use proptest::prelude::*;
use std::path::Path;

const TEXT: &[u8] =
    b">one first\r\nACGTAC\r\nGTA\r\n>two\nAC\n\n>three x\nACGTACGTAC\nACGTACGTAC\nA\n>last\nACG";

/// `samtools faidx` of that text, samtools 1.16.1.
const FAI: &str = "one\t9\t12\t6\t8\ntwo\t2\t30\t2\t3\nthree\t21\t43\t10\t11\nlast\t3\t73\t3\t4\n";

fn build(text: &[u8]) -> Result<Index, SequenceFileError> {
    Index::build(text, "x.fa")
}

fn written(index: &Index) -> String {
    let mut text = Vec::new();
    index.write(&mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn open(path: &Path) -> Result<IndexedFasta, SequenceFileError> {
    IndexedFasta::open(path, Limits::default())
}

#[test]
fn the_index_is_that_of_samtools() {
    let index = build(TEXT).unwrap();
    assert_eq!(written(&index), FAI);
    assert_eq!(Index::parse(FAI.as_bytes(), "x.fai").unwrap(), index);
    assert_eq!(build(b"").unwrap(), Index::default());
}

#[test]
fn lines_of_different_lengths_are_refused() {
    // The same as samtools refuses.
    for text in
        [&b">a\nAC\nACG\n"[..], b">a\nACG\nA\nC\n", b">a\nACG\n\nACG\n", b">a\nACG\r\nACG\n"]
    {
        let error = build(text).unwrap_err().to_string();
        assert!(error.contains("sequence `a` has lines of different lengths"), "{error}");
    }
    assert!(build(b"AC\n").unwrap_err().to_string().contains("line 1: expected `>`"));
    assert!(build(b">a\nA\n>a\nA\n").unwrap_err().to_string().contains("`a` was there already"));
    assert!(build(b">\nA\n").unwrap_err().to_string().contains("no name"));
}

#[test]
fn an_index_that_is_none_names_the_line() {
    for (text, expected) in [
        ("a\t1\t2\t3\n", "line 1: there are 4 columns, expected 5 divided by tabs"),
        ("a\t1\t2\t3\tx\n", "line 1: `x` is no number"),
        ("\na\t9\t3\t4\t4\n", "line 2: lines of 4 bases in 4 bytes do not fit together"),
        ("a\t9\t3\t0\t1\n", "line 1: lines of 0 bases in 1 bytes do not fit together"),
        ("a\t1\t3\t4\t5\na\t1\t3\t4\t5\n", "line 2: sequence `a` was there already"),
    ] {
        let error = Index::parse(text.as_bytes(), "x.fai").unwrap_err().to_string();
        assert_eq!(error, format!("`x.fai`, {expected}"));
    }
}

#[test]
fn what_cannot_be_had_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.fa");
    std::fs::write(&path, TEXT).unwrap();
    let mut file = open(&path).unwrap();
    assert_eq!(file.slice(&"last:2-".parse().unwrap()).unwrap(), b"CG");
    let error = file.slice(&"chr1".parse().unwrap()).unwrap_err().to_string();
    assert!(
        error.ends_with("has no sequence `chr1`; it has `one`, `two`, `three`, `last`"),
        "{error}"
    );
    let error = file.bases("two", 1..4).unwrap_err().to_string();
    assert!(error.ends_with("has no bases 2 to 4 of `two`, which has 2"), "{error}");

    // An index of another file.
    std::fs::write(path.with_added_extension("fai"), "one\t30\t5\t6\t7\n").unwrap();
    let error = open(&path).unwrap().bases("one", 0..20).unwrap_err().to_string();
    assert!(error.ends_with("make the index again by `samtools faidx`"), "{error}");

    std::fs::write(&path, bgzipped(TEXT)).unwrap();
    let error = open(&path).unwrap_err().to_string();
    assert!(error.ends_with("decompress it"), "{error}");
}

proptest! {
    #[test]
    fn parts_are_those_of_the_whole(
        letters in prop::collection::vec("[ACGTN]{1,90}", 1..4), width in 1_usize..40, crlf in any::<bool>(),
        parts in prop::collection::vec((0_u64..90, 0_u64..90), 1..6), beside in any::<bool>(),
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let mut text = String::new();
        for (number, letters) in letters.iter().enumerate() {
            text += &format!(">r{number}{end}");
            for line in letters.as_bytes().chunks(width) {
                text += &format!("{}{end}", std::str::from_utf8(line).unwrap());
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.fa");
        std::fs::write(&path, &text).unwrap();
        if beside {
            let index = written(&build(text.as_bytes()).unwrap());
            std::fs::write(path.with_added_extension("fai"), index).unwrap();
        }
        let mut file = open(&path).unwrap();
        for (number, letters) in letters.iter().enumerate() {
            for &(start, length) in &parts {
                let range = start..start + length;
                let expected = letters.as_bytes().get(start as usize..(start + length) as usize);
                let found = file.bases(&format!("r{number}"), range).ok();
                prop_assert_eq!(found.as_deref(), expected);
            }
        }
    }

    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _any = build(&[&b">a\n"[..], &bytes].concat());
        let _any = Index::parse(&bytes[..], "x");
    }
}
