//! What a checkpoint consists of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The manifest's name in a checkpoint's folder.
pub(super) const MANIFEST: &str = "manifest.json";
/// Longest manifest that is written or read, in bytes.
pub(super) const MAX_MANIFEST_BYTES: u64 = 16 << 20;
/// Raised when a reader of today could misread what is written.
pub(super) const FORMAT: u32 = 1;

/// `manifest.json`, without its seal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) format: u32,
    pub(super) step: u64,
    pub(super) files: BTreeMap<String, FileEntry>,
    pub(super) progress: serde_json::Value,
}

/// Size and hash of one file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileEntry {
    pub(super) bytes: u64,
    pub(super) sha256: String,
}
