//! `.fam`, `.bim` and `.bed`, one behind the other with a zero byte between them.
#![no_main]

use neuron_fuzz::genotypes::{options, sound};
use neuron_genotypes::plink;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    // The `.bed` comes last: it alone may have zeros.
    for end in ["fam", "bim", "bed"] {
        let part = parts.next().unwrap_or_default();
        std::fs::write(folder.path().join(format!("fuzzed.{end}")), part).expect("it is written");
    }
    if let Ok(loaded) = plink::read(&folder.path().join("fuzzed"), &options()) {
        sound(&loaded);
    }
});
