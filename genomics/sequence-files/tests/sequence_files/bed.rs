use neuron_sequence_files::bed::{self, Reader, Record};
use neuron_sequence_files::{SequenceFileError, Strand};
use proptest::prelude::*;

fn read(text: &[u8]) -> Result<Vec<Record>, SequenceFileError> {
    Reader::new(text, "x.bed").collect()
}

#[test]
fn columns_are_read() {
    let text = b"#c\nbrowser position\ntrack name=a\n\nchr1\t0\t0\r\nchr1\t5\t9\t.\t0.5\t-\t5\t9\t1,2,3\nchr 2 4\n";
    let found = read(text).unwrap();
    assert_eq!((found[0].start, found[0].end, found[0].line), (0, 0, 5));
    assert_eq!((found[1].name.as_deref(), found[1].score.as_deref()), (None, Some("0.5")));
    assert_eq!((found[1].strand, found[1].rest.len()), (Some(Strand::Reverse), 3));
    assert_eq!((found[2].contig.as_str(), found[2].start), ("chr", 2));
    let all = bed::intervals(found);
    assert_eq!(all.overlapping("chr1", 8..20).count(), 1);
}

#[test]
fn what_is_no_bed_names_the_line() {
    for (text, expected) in [
        (
            &b"chr1\t1\n"[..],
            "line 1: there are 2 columns, expected 3 at least: contig, start and end",
        ),
        (
            b"chr1\t1\t2\nchr1\tx\t2\n",
            "line 2: the start is `x`, expected a position counted from 0",
        ),
        (b"chr1\t-1\t2\n", "line 1: the start is `-1`, expected a position counted from 0"),
        (b"chr1\t5\t2\n", "line 1: the end, 2, is before the start, 5"),
        (b"chr1\t5\t9\ta\t0\tx\n", "line 1: the strand is `x`, expected `+`, `-` or `.`"),
        (b"\t5\t9\n", "line 1: the contig is empty"),
        (b"\xff\t5\t9\n", "line 1: the contig is not UTF-8"),
    ] {
        assert_eq!(read(text).unwrap_err().to_string(), format!("`x.bed`, {expected}"));
    }
}

proptest! {
    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _any = read(&bytes);
        let _any = read(&[&b"a\t1\t2\t"[..], &bytes].concat());
    }
}
