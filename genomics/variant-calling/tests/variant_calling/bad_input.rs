//! What is wrong with a file is an error that names it, never a panic and never a call.

use super::planted::{open, random_bases, records, reference};
use neuron_variant_calling::{AlignmentFile, CallingOptions, Reference, Regions};
use noodles::bgzf;
use std::io::{Cursor, Write};

const HEADER: &str = "@SQ\tSN:c\tLN:300\n@RG\tID:1\tSM:me\n";

fn refusal(text: &str) -> String {
    let bases = random_bases(300, 71);
    let result = records(text, &bases, &CallingOptions::default(), &Regions::everywhere());
    let message = result.unwrap_err().to_string();
    assert!(!message.contains('\n') && !message.ends_with('.'), "{message}");
    message
}

#[test]
fn records_that_cannot_be() {
    let line = |fields: &str| format!("{HEADER}{}\n", fields.replace(' ', "\t"));
    for (text, expected) in [
        (line("r 0 c 1 60 4M * 0 0 ACG III"), "record 1: `r`: the cigar is for 4 bases"),
        (line("r 0 c 1 60 3M * 0 0 ACG II"), "record 1: `r`: 2 qualities for 3 bases"),
        (line("r 0 c 299 60 3M * 0 0 ACG III"), "ends at position 301 of a contig of 300"),
        (line("r 0 x 1 60 3M * 0 0 ACG III"), "contig `x` is not in the header"),
        (line("r 0 c 1 60 3Q * 0 0 ACG III"), "`3Q` is no cigar"),
        (line("r 0 c 1 60 M * 0 0 ACG III"), "`M` is no cigar"),
        (line("r 0 c 1 60 3M * 0 0 A-G III"), "`-` is no base"),
        (line("r 0 c 1 999 3M * 0 0 ACG III"), "MAPQ is `999`"),
        (line("r 0 c"), "3 columns, expected 11"),
        (line("r 0 c 1 60 999999999N * 0 0 ACG III"), "spans more than"),
        ("r\t0\tc\n".to_owned(), "there is no contig"),
        (String::new(), "there is no contig"),
    ] {
        let message = refusal(&text);
        assert!(message.contains(expected), "{message}, expected {expected}");
        assert!(message.contains("reads.sam"), "{message}");
    }
}

#[test]
fn unsorted() {
    let text = format!(
        "{HEADER}a\t0\tc\t9\t60\t3M\t*\t0\t0\tACG\tIII\nb\t0\tc\t5\t60\t3M\t*\t0\t0\tACG\tIII\n"
    );
    let message = refusal(&text);
    assert!(message.contains("record 2: `b` at `c`:5 comes after"), "{message}");
}

#[test]
fn headers_and_the_reference() {
    let bases = random_bases(300, 72);
    let sample = |text: &str| {
        open(text, &reference(&bases))
            .unwrap()
            .sample()
            .map(str::to_owned)
            .map_err(|it| it.to_string())
    };
    assert_eq!(sample(HEADER).unwrap(), "me");
    assert!(sample("@SQ\tSN:c\tLN:300\n").unwrap_err().contains("no read group"));
    let two = format!("{HEADER}@RG\tID:2\tSM:you\n");
    assert!(sample(&two).unwrap_err().contains("`me` and `you`"));
    let length = refusal("@SQ\tSN:c\tLN:301\n");
    assert!(length.contains("contig `c` has 301 bases") && length.contains("and 300"), "{length}");
    let absent = refusal("@SQ\tSN:chr1\tLN:300\n");
    assert!(absent.contains("`chr1`") && absent.contains("which has `c`"), "{absent}");
    let bed = Regions::from_bed("x.bed", "none\t1\t2\n").unwrap();
    let message =
        records(HEADER, &bases, &CallingOptions::default(), &bed).unwrap_err().to_string();
    assert!(message.contains("contig `none` of the regions is absent"), "{message}");
}

#[test]
fn damaged_bam() {
    let bases = random_bases(300, 73);
    let compressed = |content: &[u8]| {
        let mut writer = bgzf::io::Writer::new(Vec::new());
        writer.write_all(content).unwrap();
        writer.finish().unwrap()
    };
    let message = |bytes: Vec<u8>| {
        let reference = reference(&bases);
        let file = AlignmentFile::from_reader("x.bam", Box::new(Cursor::new(bytes)), &reference);
        let result = file.and_then(|file| {
            let (everywhere, options) = (Regions::everywhere(), CallingOptions::default());
            neuron_variant_calling::call_variants(
                file,
                &reference,
                &everywhere,
                &options,
                &mut |_| Ok(()),
                &mut |_| {},
            )
        });
        result.unwrap_err().to_string()
    };
    let text = b"@SQ\tSN:c\tLN:300\n";
    let mut header = b"BAM\x01".to_vec();
    header.extend((text.len() as u32).to_le_bytes());
    header.extend(text);
    header.extend(1u32.to_le_bytes());
    header.extend(2u32.to_le_bytes());
    header.extend(b"c\0");
    header.extend(300u32.to_le_bytes());
    let with = |record: &[u8]| compressed(&[&header, record].concat());

    assert!(message(compressed(b"chr\tpos\n")).contains("no BAM file"));
    assert!(message(compressed(b"BAM\x01\xff\xff\xff\xff")).contains("declares 4294967295 bytes"));
    assert!(message(compressed(b"BAM\x01\xff\xff\x00\x00")).contains("cut off"));
    assert!(message(with(&u32::MAX.to_le_bytes())).contains("it declares 4294967295 bytes"));
    assert!(message(with(&64u32.to_le_bytes())).contains("cut off within a record"));
    let mut record = vec![0u8; 36];
    record[..4].copy_from_slice(&32u32.to_le_bytes());
    record[4 + 16..4 + 20].copy_from_slice(&500u32.to_le_bytes());
    assert!(message(with(&record)).contains("and the record has 32"));
    record[4..8].copy_from_slice(&7u32.to_le_bytes());
    record[4 + 16..4 + 20].copy_from_slice(&0u32.to_le_bytes());
    assert!(message(with(&record)).contains("contig number 7"));
    // Cut within a block.
    let whole = with(&[]);
    assert!(message(whole[..whole.len() - 40].to_vec()).contains("x.bam"));
    // Plain gzip is not BGZF.
    assert!(
        message(vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0])
            .contains("x.bam")
    );
}

#[test]
fn settings_references_and_regions() {
    let bases = random_bases(300, 74);
    let with = |change: &dyn Fn(&mut CallingOptions)| {
        let mut options = CallingOptions::default();
        change(&mut options);
        records(HEADER, &bases, &options, &Regions::everywhere()).unwrap_err().to_string()
    };
    assert!(with(&|it| it.heterozygosity = 0.0).contains("`heterozygosity` is 0"));
    assert!(with(&|it| it.indel_heterozygosity = f64::NAN).contains("is NaN"));
    assert!(with(&|it| it.min_quality = -1.0).contains("`min_quality` is -1"));
    assert!(with(&|it| it.max_depth = 0).contains("`max_depth` is 0"));

    let wrong = |contigs: &[(&str, &str)]| {
        let contigs =
            contigs.iter().map(|(name, bases)| ((*name).to_owned(), bases.as_bytes().to_vec()));
        Reference::new(contigs).unwrap_err().to_string()
    };
    assert!(wrong(&[]).contains("no contig"));
    assert!(wrong(&[("a", "")]).contains("`a` has no bases"));
    assert!(wrong(&[("a", "A"), ("a", "C")]).contains("twice"));
    assert!(wrong(&[("a", "AC!")]).contains("base 3: `!`"));

    let bed = |text: &str| Regions::from_bed("x.bed", text).unwrap_err().to_string();
    assert!(bed("c\t1\n").contains("line 1: expected contig"));
    assert!(bed("#\nc\t1\tx\n").contains("line 2: `x` is no position"));
    assert!(bed("c\t5\t2\n").contains("ends at 2"));
    assert!(bed("").contains("no interval"));
}
