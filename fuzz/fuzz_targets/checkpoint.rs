//! Checkpoints of DNABERT (behind a first byte that is even) and DNABERT-2: settings, tokens and weights, of which the
//! first two end by a byte that no text has.
#![no_main]

use neuron_rt::Device;
use neuron_sequence_features::embeddings::SequenceEmbedding;
use neuron_sequence_models::embedding::NetworkEmbedding;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let mut parts = rest.splitn(3, |byte| *byte == 0xff);
    let mut next = || parts.next().unwrap_or_default();
    let tokens = if kind % 2 == 0 { "vocab.txt" } else { "tokenizer.json" };
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in
        [("config.json", next()), (tokens, next()), ("model.safetensors", next())]
    {
        std::fs::write(folder.path().join(name), content).expect("it is written");
    }
    match NetworkEmbedding::of_checkpoint(folder.path(), Device::Cpu) {
        Err(error) => assert!(!error.to_string().contains('\n'), "an error is one line: {error}"),
        Ok(network) => assert!(network.dimension() > 0),
    }
});
