//! Compression told by content, and BGZF block by block.
#![no_main]

use neuron_sequence_files::Limits;
use neuron_sequence_files::compression::{bgzf, from_reader};
use std::io::Read;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { expanded_bytes: 1 << 20, ..Limits::default() };
    if let Ok(opened) = from_reader(std::io::Cursor::new(bytes.to_vec()), limits) {
        let mut found = Vec::new();
        if opened.reader.take(1 << 24).read_to_end(&mut found).is_ok() {
            assert!(found.len() <= bytes.len().max(1 << 20), "{} bytes", found.len());
        }
    }
    let mut blocks = bgzf::Blocks::new(bytes);
    while let Ok(Some(_)) = blocks.advance() {
        assert!(blocks.content().len() <= 1 << 16);
    }
});
