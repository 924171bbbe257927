use neuron_sequence_files::Region;

fn refusal(text: &str) -> String {
    text.parse::<Region>().unwrap_err().to_string()
}

fn parsed(text: &str) -> (String, u64, Option<u64>) {
    let region: Region = text.parse().unwrap();
    (region.contig, region.start, region.end)
}

#[test]
fn intervals_are_read_as_samtools_reads_them() {
    assert_eq!(parsed("chr20:1,000-2,000"), ("chr20".into(), 1000, Some(2000)));
    assert_eq!(parsed("chr20:7-7"), ("chr20".into(), 7, Some(7)));
    assert_eq!(parsed("chr20:7-"), ("chr20".into(), 7, None));
    assert_eq!(parsed("chr20:-9"), ("chr20".into(), 1, Some(9)));
    assert_eq!(parsed("chr20"), ("chr20".into(), 1, None));
    assert_eq!(parsed("{HLA-A*01:01}:2-3"), ("HLA-A*01:01".into(), 2, Some(3)));
    assert_eq!(parsed("{HLA-A*01:01}"), ("HLA-A*01:01".into(), 1, None));
    assert_eq!(parsed("HLA-B:x"), ("HLA-B:x".into(), 1, None));
    let known = |name: &str| name == "HLA-A*01:01-02";
    assert_eq!(Region::among("HLA-A*01:01-02", known).unwrap().end, None);
    assert_eq!(Region::among("chr1:01-02", known).unwrap().end, Some(2));
}

#[test]
fn what_is_no_region_is_refused() {
    for (text, expected) in [
        (
            "chr20:5",
            "region `chr20:5`: write `chr20:5-5` for the one position, or `chr20:5-` for all from it on",
        ),
        ("chr20:0-5", "region `chr20:0-5`: its start is 0, and positions are counted from 1"),
        ("chr20:9-5", "region `chr20:9-5`: it ends before it starts"),
        (":1-5", "region `:1-5`: it begins with the name of a sequence, as in `chr20:1-500000`"),
        ("", "region ``: it begins with the name of a sequence, as in `chr20:1-500000`"),
        ("{a}x", "region `{a}x`: behind `}` comes `:start-end`, or nothing"),
    ] {
        assert_eq!(refusal(text), expected);
    }
    assert!(refusal("c:1-99999999999999999999").contains("`99999999999999999999`, is no position"));
}

#[test]
fn overlap_counts_both_ends() {
    let region: Region = "c:10-20".parse().unwrap();
    for (covered, expected) in [
        (8..9, false),
        (8..10, true),
        (19..20, true),
        (20..30, false),
        (0..100, true),
        (9..9, true),
        (20..20, false),
    ] {
        assert_eq!(region.overlaps(&covered), expected, "{covered:?}");
    }
    assert_eq!(region.zero_based(100), 9..20);
    assert_eq!(region.zero_based(12), 9..12);
    assert_eq!(region.zero_based(5), 5..5);
}
