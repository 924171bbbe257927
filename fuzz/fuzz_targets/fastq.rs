//! FASTQ: what is read is written as it was, and read again.
#![no_main]

use neuron_sequence_files::fastq::{Reader, Record, Writer};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let read = |bytes: &[u8]| Reader::new(bytes, "x.fq").collect::<Result<Vec<Record>, _>>();
    let Ok(records) = read(bytes) else { return };
    let mut writer = Writer::new(Vec::new());
    if records.iter().try_for_each(|record| writer.write_record(record)).is_err() {
        // A name with white space other than blanks and tabs is read, and not written.
        return;
    }
    let again = read(&writer.into_inner()).expect("what was written is read");
    let same = |(one, other): (&Record, &Record)| {
        one.sequence == other.sequence && one.qualities == other.qualities && one.name == other.name
    };
    assert!(records.len() == again.len() && records.iter().zip(&again).all(same));
});
