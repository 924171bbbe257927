//! Files: what is written can be read, and says that it is synthetic.

use neuron_read_simulation::{
    RandomReference, Read, ReadLaw, VariantLaw, haplotypes, plant, simulate_reads, write_bam,
    write_fastq, write_reference, write_truth,
};
use noodles::{bam, core::Region, sam};

fn small() -> (Vec<neuron_read_simulation::Contig>, VariantLaw, ReadLaw) {
    let reference = RandomReference { length: 20_000, contigs: 2, ..RandomReference::default() };
    let law = VariantLaw { snp_rate: 0.005, indel_rate: 0.003, ..VariantLaw::default() };
    let reads = ReadLaw { coverage: 10.0, ..ReadLaw::default() };
    (reference.make(1).unwrap(), law, reads)
}

#[test]
fn the_truth_is_a_file_of_phased_records_on_the_reference() {
    let (reference, law, _) = small();
    let planted = plant(&reference, &law, 1).unwrap();
    let mut text = Vec::new();
    write_truth(&mut text, &reference, &planted, "made").unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.starts_with("##fileformat=VCFv4.3\n##source=neuron-read-simulation, synthetic"));
    assert!(text.contains("##contig=<ID=synthetic2,length=20000>\n"));
    let records: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(records.len(), planted.len());
    for (record, one) in records.iter().zip(&planted) {
        let sequence = &reference[one.contig].sequence;
        let start = record[1].parse::<usize>().unwrap() - 1;
        assert_eq!(record[0], reference[one.contig].name);
        assert_eq!(&sequence[start..start + record[3].len()], record[3].as_bytes());
        assert_eq!(record[4].len() as i64 - record[3].len() as i64, {
            one.alternate.len() as i64 - (one.end - one.start) as i64
        });
        assert!(["0|1", "1|0", "1|1"].contains(&record[9]));
        assert_eq!(record[7] == "REPEAT", one.in_repeat);
    }
}

#[test]
fn the_bam_file_is_sorted_indexed_and_of_the_reads() {
    let (reference, law, read_law) = small();
    let planted = plant(&reference, &law, 1).unwrap();
    let copies = haplotypes(&reference, &planted);
    let reads = simulate_reads(&reference, &copies, &read_law, 1).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reads.bam");
    write_bam(&path, &reference, &reads, "made").unwrap();
    let mut reader = bam::io::indexed_reader::Builder::default().build_from_path(&path).unwrap();
    let header = reader.read_header().unwrap();
    assert_eq!(header.reference_sequences().len(), 2);
    assert!(header.comments().iter().any(|comment| comment.starts_with(b"synthetic")));
    let records: Vec<sam::alignment::RecordBuf> =
        reader.record_bufs(&header).map(Result::unwrap).collect();
    assert_eq!(records.len(), reads.len());
    let places: Vec<_> = records
        .iter()
        .map(|record| (record.reference_sequence_id(), record.alignment_start()))
        .collect();
    assert!(places.is_sorted());
    // Each record is a read, bases and place.
    let wanted = |record: &sam::alignment::RecordBuf| -> Read {
        let (name, second) = (record.name().unwrap().to_string(), record.flags().is_last_segment());
        reads.iter().find(|read| read.second == second && read.name() == name).unwrap().clone()
    };
    for record in records.iter().step_by(37) {
        let read = wanted(record);
        let (start, cigar) = read.alignment.as_ref().unwrap();
        assert_eq!(record.sequence().as_ref(), &read.bases[..]);
        assert_eq!(record.quality_scores().as_ref(), &read.qualities[..]);
        assert_eq!(record.alignment_start().unwrap().get(), start + 1);
        let length: usize = cigar.reference_length();
        assert_eq!(record.alignment_end().unwrap().get(), start + length);
        assert_eq!(record.flags().is_reverse_complemented(), read.reverse);
    }
    // By the index: the reads that overlap a region are those that lie there.
    let region: Region = "synthetic2:5000-6000".parse().unwrap();
    let found = reader.query(&header, &region).unwrap().records().count();
    let there = reads
        .iter()
        .filter(|read| {
            let (start, cigar) = read.alignment.as_ref().unwrap();
            read.contig == 1 && *start < 6000 && start + cigar.reference_length() > 4999
        })
        .count();
    assert_eq!(found, there);
    assert!(found > 20);
}

#[test]
fn reads_of_the_opposite_strand_are_written_as_they_were_read() {
    let (reference, _, law) = small();
    let copies = haplotypes(&reference, &[]);
    let reads = simulate_reads(&reference, &copies, &law, 1).unwrap();
    let reverse = reads.iter().find(|read| read.reverse).unwrap();
    let mut text = Vec::new();
    write_fastq(&mut text, [reverse]).unwrap();
    let text = String::from_utf8(text).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0], format!("@{}", reverse.name()));
    assert!(lines[0].starts_with("@synthetic:"));
    let pair = |base: char| "TGCA".chars().nth("ACGT".find(base).unwrap()).unwrap();
    let back: String = lines[1].chars().rev().map(pair).collect();
    assert_eq!(back.as_bytes(), reverse.bases);
    let first = lines[3].bytes().next().unwrap();
    assert_eq!(first - 33, *reverse.qualities.last().unwrap());
}

#[test]
fn the_reference_is_written_in_lines_of_sixty() {
    let (reference, _, _) = small();
    let mut text = Vec::new();
    write_reference(&mut text, &reference, "synthetic, seed 1").unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.starts_with(">synthetic1 synthetic, seed 1\n"));
    assert!(text.lines().all(|line| line.starts_with('>') || line.len() <= 60));
    let bases: String = text.lines().filter(|line| !line.starts_with('>')).collect();
    assert_eq!(bases.as_bytes(), [&reference[0].sequence[..], &reference[1].sequence].concat());
}
