/// What is wrong with compressed content. Readers give it inside of a [`std::io::Error`], as that trait asks for;
/// [`CompressionError::of`] takes it out again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompressionError {
    /// The file ends inside of a BGZF block.
    #[error(
        "the file is truncated: BGZF block {block}, at byte {offset}, ends after {found} of {expected} bytes; \
         copy or download it again"
    )]
    TruncatedBlock {
        /// The block, counted from 1 where reading began.
        block: u64,
        /// Where it starts.
        offset: u64,
        /// Bytes that are there.
        found: u64,
        /// Bytes that it declares.
        expected: u64,
    },
    /// A BGZF block that does not expand to what it says.
    #[error("BGZF block {block}, at byte {offset}, is damaged: {what}")]
    DamagedBlock {
        /// The block, counted from 1 where reading began.
        block: u64,
        /// Where it starts.
        offset: u64,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Something else follows where a BGZF block was expected.
    #[error(
        "at byte {offset}, behind BGZF block {blocks}, stands no BGZF block; decompress the parts of the file on \
         their own and compress the whole again"
    )]
    NoBlock {
        /// Where it starts.
        offset: u64,
        /// Blocks before it.
        blocks: u64,
    },
    /// The file ends inside of a gzip member.
    #[error(
        "the file is truncated: the gzip content ends in the middle, after {expanded} expanded bytes; \
         copy or download it again"
    )]
    TruncatedGzip {
        /// Bytes that came out before it.
        expanded: u64,
    },
    /// A gzip member that cannot be expanded.
    #[error("the gzip content is damaged after {expanded} expanded bytes: {what}")]
    DamagedGzip {
        /// Bytes that came out before it.
        expanded: u64,
        /// What is wrong.
        what: String,
    },
    /// It expands to more than is allowed.
    #[error("it expands to more than the {limit} bytes that are allowed")]
    TooLong {
        /// The limit.
        limit: u64,
    },
    /// A compression that is not read.
    #[error(
        "it is compressed by {format}, which is not read; decompress it first, or compress it by bgzip"
    )]
    Foreign {
        /// Its name.
        format: &'static str,
    },
}

impl CompressionError {
    /// The compression's error inside of a reader's.
    #[must_use]
    pub fn of(error: &std::io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl From<CompressionError> for std::io::Error {
    fn from(error: CompressionError) -> Self {
        let kind = match error {
            CompressionError::TruncatedBlock { .. } | CompressionError::TruncatedGzip { .. } => {
                std::io::ErrorKind::UnexpectedEof
            }
            _ => std::io::ErrorKind::InvalidData,
        };
        Self::new(kind, error)
    }
}
