/// Why a batch could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// An example could not be read.
    #[error("example {index} cannot be loaded: {cause}")]
    Example {
        /// Its number.
        index: usize,
        /// Why; the text names the file and the record.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Reading an example panicked.
    #[error("example {index} cannot be loaded: its reader panicked")]
    Panicked {
        /// Its number.
        index: usize,
    },
    /// The threads that load are gone.
    #[error("the loading threads ended early")]
    Ended,
}
