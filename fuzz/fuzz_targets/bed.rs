//! BED, and what overlaps.
#![no_main]

use neuron_sequence_files::bed::{self, Reader, Record};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(records) = Reader::new(bytes, "x.bed").collect::<Result<Vec<Record>, _>>() else { return };
    let all = bed::intervals(records.clone());
    for record in records.iter().filter(|record| record.start < record.end) {
        assert!(all.contains(&record.contig, record.start));
    }
});
