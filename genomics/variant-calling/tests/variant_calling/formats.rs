//! The same reads as SAM, BAM and CRAM give the same calls.

use super::planted::{BOTH, FIRST, Reads, open, plant, random_bases, reference, sam};
use neuron_variant_calling::{
    AlignmentFile, CallRecord, CallingOptions, Regions, call_variants, vcf,
};
use noodles::sam::alignment::io::Write as _;
use noodles::{bam, cram, fasta};
use std::io::Cursor;

fn text_of(file: AlignmentFile, bases: &[u8]) -> Vec<String> {
    let reference = reference(bases);
    let options = CallingOptions::default();
    let mut lines = Vec::new();
    let mut sink = |record: CallRecord| {
        lines.push(vcf::line(&record, options.ploidy));
        Ok(())
    };
    let everywhere = Regions::everywhere();
    call_variants(file, &reference, &everywhere, &options, &mut sink, &mut |_| {}).unwrap();
    lines
}

#[test]
fn sam_bam_and_cram() {
    let mut bases = random_bases(5000, 61);
    bases[1000..1008].copy_from_slice(b"GTCAGTGA");
    let planted =
        [plant(1003, 2, b"", FIRST), plant(2000, 0, b"ACTG", BOTH), plant(3000, 1, b"A", BOTH)];
    let text = sam(&bases, &planted, &Reads { depth: 25.0, error: 0.01, seed: 62 });
    let expected = text_of(open(&text, &reference(&bases)).unwrap(), &bases);
    assert!(expected.len() >= 2);

    let mut reader = noodles::sam::io::Reader::new(text.as_bytes());
    let header = reader.read_header().unwrap();
    let records: Vec<_> = reader.record_bufs(&header).map(Result::unwrap).collect();

    let mut writer = bam::io::Writer::new(Vec::new());
    writer.write_header(&header).unwrap();
    for record in &records {
        writer.write_alignment_record(&header, record).unwrap();
    }
    writer.try_finish().unwrap();
    let bam = writer.into_inner().into_inner();
    let opened =
        AlignmentFile::from_reader("x.bam", Box::new(Cursor::new(bam.clone())), &reference(&bases));
    assert_eq!(text_of(opened.unwrap(), &bases), expected);

    // Without the empty block at its end, which is worth a warning.
    let folder = tempfile::tempdir().unwrap();
    let (whole, cut) = (folder.path().join("whole.bam"), folder.path().join("cut.bam"));
    std::fs::write(&whole, &bam).unwrap();
    std::fs::write(&cut, &bam[..bam.len() - 28]).unwrap();
    assert!(AlignmentFile::open(&whole, &reference(&bases)).unwrap().warnings().is_empty());
    let opened = AlignmentFile::open(&cut, &reference(&bases)).unwrap();
    assert_eq!(opened.warnings().len(), 1);
    assert_eq!(text_of(opened, &bases), expected);

    let definition = fasta::record::Definition::new("c", None);
    let sequence = fasta::record::Sequence::from(bases.clone());
    let repository = fasta::Repository::new(vec![fasta::Record::new(definition, sequence)]);
    let mut writer = cram::io::writer::Builder::default()
        .set_reference_sequence_repository(repository)
        .build_from_writer(Vec::new());
    writer.write_header(&header).unwrap();
    for record in &records {
        writer.write_alignment_record(&header, record).unwrap();
    }
    writer.try_finish(&header).unwrap();
    let content = Cursor::new(writer.get_ref().clone());
    let opened = AlignmentFile::from_reader("x.cram", Box::new(content), &reference(&bases));
    assert_eq!(text_of(opened.unwrap(), &bases), expected);
}

#[test]
fn an_index_changes_no_call() {
    let mut bases = random_bases(150_000, 63);
    let mut planted = Vec::new();
    for at in (1000..149_000).step_by(1500) {
        bases[at - 3..at + 5].copy_from_slice(b"GTCAGTGA");
        planted.push(plant(at, 2, b"", FIRST));
    }
    let text = sam(&bases, &planted, &Reads { depth: 12.0, error: 0.01, seed: 64 });
    let mut reader = noodles::sam::io::Reader::new(text.as_bytes());
    let header = reader.read_header().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reads.bam");
    let mut writer = bam::io::Writer::new(std::fs::File::create(&path).unwrap());
    writer.write_header(&header).unwrap();
    for record in reader.record_bufs(&header) {
        writer.write_alignment_record(&header, &record.unwrap()).unwrap();
    }
    writer.try_finish().unwrap();

    let bed = "c\t20000\t26000\nc\t70000\t70001\nc\t131000\t140000\n";
    let regions = Regions::from_bed("x.bed", bed).unwrap();
    let run = || {
        let reference = reference(&bases);
        let file = AlignmentFile::open_within(&path, &reference, &regions).unwrap();
        let mut options = CallingOptions::default();
        options.reference_blocks = true;
        let mut lines = Vec::new();
        let mut sink = |record: CallRecord| {
            lines.push(vcf::line(&record, options.ploidy));
            Ok(())
        };
        let ignored = &mut |_: &_| {};
        let summary =
            call_variants(file, &reference, &regions, &options, &mut sink, ignored).unwrap();
        (lines, summary)
    };
    let (streamed, all) = run();
    let bam::Index::Bai(index) = bam::fs::index(&path).unwrap() else {
        panic!("the index of a short contig is BAI")
    };
    bam::bai::fs::write(folder.path().join("reads.bam.bai"), &index).unwrap();
    let (indexed, some) = run();
    assert_eq!(streamed, indexed);
    assert!(streamed.len() > 20 && some == all && some.variants >= 8);

    std::fs::write(folder.path().join("reads.bam.bai"), b"BAI\x01\xff\xff").unwrap();
    let refused = AlignmentFile::open_within(&path, &reference(&bases), &regions);
    assert!(refused.err().unwrap().to_string().contains("reads.bam.bai"));
}
