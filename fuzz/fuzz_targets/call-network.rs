//! Networks that judge uncertain calls: whole files (behind a first byte that is even), or what the header of a file
//! says of weights that are in order.
#![no_main]

use neuron_call_network::{CallNetwork, NetworkConfig};
use std::path::Path;
use std::sync::OnceLock;

/// What stands before and behind the header's entry, which is a JSON text in JSON.
static AROUND: OnceLock<(String, String, Vec<u8>)> = OnceLock::new();

/// The entry's name in the header of safetensors.
const ENTRY: &str = "\"neuron_genomics.call_network\":";

fn around() -> (String, String, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("n.safetensors");
    let network = CallNetwork::untrained(NetworkConfig::default(), 1).expect("it is the default");
    network.save(&path).expect("it is written");
    let bytes = std::fs::read(path).expect("it was written");
    let (length, rest) = bytes.split_first_chunk().expect("a length");
    let (header, weights) = rest.split_at(u64::from_le_bytes(*length) as usize);
    let header = str::from_utf8(header).expect("JSON");
    let start = header.find(ENTRY).expect("the entry") + ENTRY.len();
    let end = start + header[start..].find("}\"").expect("its end") + 2;
    (header[..start].to_owned(), header[end..].to_owned(), weights.to_vec())
}

fn with_entry(entry: &str) -> Vec<u8> {
    let (before, behind, weights) = AROUND.get_or_init(around);
    let entry = serde_json::to_string(entry).expect("text is JSON");
    let header = format!("{before}{entry}{behind}");
    let length = (header.len() as u64).to_le_bytes();
    [length.as_slice(), header.as_bytes(), weights.as_slice()].concat()
}

fn load(path: &Path) {
    match CallNetwork::load(path) {
        Err(error) => assert!(!error.to_string().contains('\n'), "an error is one line: {error}"),
        Ok(network) => {
            assert!(network.parameters() > 0 && network.temperature > 0.0);
            assert!(!network.description().contains('\n'));
        }
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((kind, content)) = bytes.split_first() else { return };
    let content = match (kind % 2, str::from_utf8(content)) {
        (0, _) => content.to_vec(),
        (_, Ok(entry)) => with_entry(entry),
        (_, Err(_)) => return,
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("n.safetensors");
    std::fs::write(&path, content).expect("it is written");
    load(&path);
});
