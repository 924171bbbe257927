use neuron_sequence_files::annotation::{self, Feature, Reader};
use neuron_sequence_files::{SequenceFileError, Strand};
use proptest::prelude::*;

fn read(text: &[u8]) -> Result<Vec<Feature>, SequenceFileError> {
    Reader::new(text, "x.gff").collect()
}

#[test]
fn both_formats_are_read() {
    let text = b"##gff-version 3\nc\ts\tCDS\t5\t9\t0.5\t-\t2\tID=x;Parent=a,b\n\nc\ts\tgene\t1\t3\t.\t?\t.\tgene_id \"g\"; x 1;\r\n\
                 c\ts\tgene\t1\t3\t.\t.\t.\n##FASTA\n>c\nACGT\n";
    let found = read(text).unwrap();
    assert_eq!(found.len(), 3);
    let first = &found[0];
    assert_eq!(
        (first.score, first.strand, first.phase),
        (Some(0.5), Some(Strand::Reverse), Some(2))
    );
    assert_eq!((first.range(), first.line, first.attribute("Parent")), (4..9, 2, Some("a")));
    assert_eq!((found[1].strand, found[1].attribute("x")), (None, Some("1")));
    assert_eq!(found[2].attributes, []);
    let all = annotation::intervals(found);
    assert_eq!(all.overlapping("c", 0..1).count(), 2);
    assert_eq!(all.overlapping("c", 3..4).count(), 0);
}

#[test]
fn what_is_no_annotation_names_the_line() {
    for (text, expected) in [
        (&b"c\ts\tgene\t1\t3\n"[..], "line 1: there are 5 columns divided by tabs, expected 9"),
        (
            b"c\ts\tg\t1\t3\t.\t.\t.\ta=1\tb\n",
            "line 1: there are 10 columns divided by tabs, expected 9",
        ),
        (
            b"#\nc\ts\tg\t0\t3\t.\t.\t.\ta=1\n",
            "line 2: the start is `0`, expected a position counted from 1",
        ),
        (b"c\ts\tg\t4\t3\t.\t.\t.\ta=1\n", "line 1: the end, 3, is before the start, 4"),
        (
            b"c\ts\tg\t1\t3\tNaN\t.\t.\ta=1\n",
            "line 1: the score is `NaN`, expected a number or `.`",
        ),
        (b"c\ts\tg\t1\t3\t.\t*\t.\ta=1\n", "line 1: the strand is `*`, expected `+`, `-` or `.`"),
        (b"c\ts\tg\t1\t3\t.\t+\t3\ta=1\n", "line 1: the phase is `3`, expected 0, 1, 2 or `.`"),
        (b"c\ts\tg\t1\t3\t.\t+\t.\tgene\n", "line 1: attribute `gene` has no value"),
        (b"c\ts\t\t1\t3\t.\t+\t.\ta=1\n", "line 1: the contig or the kind of feature is empty"),
    ] {
        assert_eq!(read(text).unwrap_err().to_string(), format!("`x.gff`, {expected}"));
    }
}

proptest! {
    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "[a-z =\";%,0-9]{0,60}") {
        let _any = read(&bytes);
        let _any = read(format!("c\ts\tgene\t1\t3\t.\t+\t.\t{text}\n").as_bytes());
    }
}
