use std::path::PathBuf;

/// Where the data of a task comes from.
#[derive(Clone, Debug, Default)]
pub struct DataOptions {
    /// Folder of datasets by name, instead of the user's cache.
    pub data_dir: Option<PathBuf>,
    /// The user keeps to the licence of a dataset that asks for it, and has said so.
    pub accept_licence: bool,
}
