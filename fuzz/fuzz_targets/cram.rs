//! Containers of CRAM: at once and as a stream they are let through, or refused, alike.
#![no_main]

use neuron_cram_containers::{CheckedReader, Limits, check, check_definition};
use std::io::Read;

/// Bytes of magic word, version and name of a file.
const DEFINITION: usize = 26;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { container_bytes: 1 << 20, decoded_bytes: 1 << 20 };
    let mut given = Vec::new();
    let streamed = CheckedReader::new(bytes, limits).read_to_end(&mut given);
    assert!(bytes.starts_with(&given), "other bytes than those of the file");
    if check_definition(bytes).is_err() || bytes.len() < DEFINITION {
        assert!(streamed.is_ok() == check_definition(bytes).is_ok());
        return;
    }
    // A stream goes on behind the container by which a file ends.
    match (check(&bytes[DEFINITION..], DEFINITION as u64, limits), streamed) {
        (Ok(()), Ok(_)) => assert_eq!(given, bytes),
        (Ok(()), Err(error)) | (Err(_), Err(error)) if !error.to_string().contains('\n') => {}
        (whole, streamed) => panic!("{whole:?} at once, {streamed:?} as a stream"),
    }
});
