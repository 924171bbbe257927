use crate::place::{lines, open, place, reference};
use neuron_sequence_files::Region;

/// Reads by `samtools view -c FILE REGION`, samtools 1.16, of BAM and CRAM alike.
const SAMTOOLS: [(&str, usize); 8] = [
    ("chr1:1-60000", 1345),
    ("chr1:10000-10500", 13),
    ("chr1:31000-35000", 0),
    ("chr1:20000-20000", 2),
    ("chr2:1-700", 15),
    ("chr2:19000-20000", 19),
    ("chr1:4990-5010", 3),
    ("chrEmpty:1-100", 0),
];

/// `samtools view reads.bam chr1:4990-5010`, samtools 1.16; fields 1 to 6.
const THREE: [&str; 3] =
    ["r121 0 chr1 4741 60 30M300N30M", "u1345 4 chr1 5001 0 *", "r128 0 chr1 5010 60 60M"];

#[test]
fn reads_of_bam_and_cram_are_those_of_samtools() {
    let mut bam = open(&place("reads.bam"), None).unwrap();
    let mut cram = open(&place("reads.cram"), Some(reference())).unwrap();
    assert_eq!(bam.contigs(), ["chr1", "chr2", "chrEmpty"]);
    assert_eq!(cram.contigs(), bam.contigs());
    assert!(bam.header().ends_with(b"@RG\tID:g\tSM:synthetic\n"));
    let text = String::from_utf8(cram.header().to_vec()).unwrap();
    assert!(text.contains("@RG\tID:g\tSM:synthetic"), "{text}");
    for (region, count) in SAMTOOLS {
        let region: Region = region.parse().unwrap();
        let found = lines(&mut bam, &region).unwrap();
        assert_eq!(found.len(), count, "{region}");
        for (line, same) in found.iter().zip(lines(&mut cram, &region).unwrap()) {
            assert_eq!(*line, same, "{region}");
        }
    }
    let found = lines(&mut bam, &"chr1:4990-5010".parse().unwrap()).unwrap();
    let fields = |line: &String| line.split('\t').take(6).collect::<Vec<_>>().join(" ");
    assert_eq!(found.iter().map(fields).collect::<Vec<_>>(), THREE);
}

#[test]
fn variants_of_bcf_are_the_lines_of_the_vcf_that_it_was_made_of() {
    let mut file = open(&place("small.bcf"), None).unwrap();
    let vcf = neuron_sequence_files::compression::open(&place("small.vcf.gz")).unwrap();
    let vcf = std::io::read_to_string(vcf.reader).unwrap();
    assert!(file.header().starts_with(b"##fileformat=VCFv4.3\n"));
    for (contig, count) in [("chr1", 2200), ("chr2", 700), ("HLA:A-1", 40), ("chrEmpty", 0)] {
        let found = lines(&mut file, &Region::whole(contig)).unwrap();
        let expected: Vec<&str> =
            vcf.lines().filter(|line| line.split('\t').next() == Some(contig)).collect();
        assert_eq!(found.len(), count, "{contig}");
        for (line, same) in found.iter().zip(expected) {
            assert_eq!(line, same, "{contig}");
        }
    }
    let error = lines(&mut file, &Region::whole("20")).unwrap_err().to_string();
    assert!(error.contains("has no sequence `20`; it has `chr1`, `chr2`, "), "{error}");
}

#[test]
fn cram_says_that_it_needs_its_reference() {
    let mut file = open(&place("reads.cram"), None).unwrap();
    let error = lines(&mut file, &Region::whole("chr1")).unwrap_err().to_string();
    let expected = "CRAM mostly needs the reference that the reads were aligned to";
    assert!(error.ends_with(expected), "{error}");
    let error = lines(&mut file, &Region::whole("20")).unwrap_err().to_string();
    assert!(error.ends_with("has no sequence `20`; it has `chr1`, `chr2`, `chrEmpty`"), "{error}");
}

#[test]
fn another_reference_is_an_error() {
    let mut other = reference();
    other[0].sequence.truncate(1000);
    let mut file = open(&place("reads.cram"), Some(other)).unwrap();
    let error = lines(&mut file, &"chr1:20000-20500".parse().unwrap()).unwrap_err().to_string();
    assert!(error.ends_with("give the reference that the reads were aligned to"), "{error}");
    // A base that is another is told by the checksum.
    let mut other = reference();
    other[0].sequence[20_100] = if other[0].sequence[20_100] == b'A' { b'C' } else { b'A' };
    let mut file = open(&place("reads.cram"), Some(other)).unwrap();
    assert!(lines(&mut file, &"chr1:20000-20500".parse().unwrap()).is_err());
}
