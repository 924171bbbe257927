//! The expanded content of BAM (behind a first byte that is even) and BCF, as lines of SAM and VCF.
#![no_main]

use neuron_binary_records::{RecordFile, RecordFormat};
use neuron_data::fetch::FetchOptions;
use neuron_sequence_files::compression::bgzf;
use neuron_sequence_files::remote::{Location, client};
use neuron_sequence_files::{Limits, Region};
use std::io::Write;

/// A CSI index of one contig, whose one bin has all records from the first virtual place on.
fn index(first: u64) -> Vec<u8> {
    let mut bytes = b"CSI\x01".to_vec();
    for number in [14_u32, 5, 0, 1, 1, 0] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(first.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(first.to_le_bytes());
    bytes.extend(u64::MAX.to_le_bytes());
    bytes
}

/// A panic that is caught is no fault; one that is not still ends the run.
fn let_panics_be_caught() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|_| {})));
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let_panics_be_caught();
    let Some((kind, content)) = bytes.split_first() else { return };
    let (format, name) = match kind % 2 {
        0 => (RecordFormat::Bam, "x.bam"),
        _ => (RecordFormat::Bcf, "x.bcf"),
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    let mut writer = bgzf::Writer::new(Vec::new());
    writer.write_all(content).expect("memory takes it");
    std::fs::write(&path, writer.finish().expect("memory takes it")).expect("it is written");
    let client = client(FetchOptions::default());
    let limits = Limits { line_bytes: 1 << 20, index_bytes: 1 << 20, ..Limits::default() };
    let at = folder.path().join(format!("{name}.csi"));
    let mut first = 0;
    // The header's length is not known before it is read: records follow it.
    for _ in 0..2 {
        std::fs::write(&at, index(first)).expect("it is written");
        let location = Location::File(path.clone());
        let Ok(mut file) = RecordFile::open(format, &location, None, None, &client, limits) else {
            return;
        };
        let contigs = file.contigs();
        let Some(contig) = contigs.first() else { return };
        if let Ok(mut lines) = file.lines(&Region::whole(contig)) {
            let mut found = 0;
            loop {
                match lines.next_line() {
                    Ok(Some(line)) => assert!(!line.contains(&b'\n'), "a record is one line"),
                    Ok(None) => break,
                    Err(error) => {
                        assert!(!error.to_string().contains('\n'), "an error is one line");
                        break;
                    }
                }
                found += 1;
                assert!(found <= content.len(), "more records than bytes");
            }
        }
        let length = match (format, content) {
            (RecordFormat::Bam, [_, _, _, _, rest @ ..]) => {
                // One contig with a short name: text, its length, the number of contigs, and the contig.
                let text = rest.first_chunk().map_or(0, |it| u32::from_le_bytes(*it)) as usize;
                let name = content.get(12 + text..).and_then(|rest| rest.first_chunk());
                12 + text + 8 + name.map_or(0, |it| u32::from_le_bytes(*it)) as usize
            }
            _ => {
                let text = content.get(5..).and_then(|rest| rest.first_chunk());
                9 + text.map_or(0, |it| u32::from_le_bytes(*it)) as usize
            }
        };
        first = length.min(0xff00) as u64;
    }
});
