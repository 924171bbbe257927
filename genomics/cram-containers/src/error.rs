/// Why a container is not decoded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContainerError {
    /// A file of another version.
    #[error(
        "it is of CRAM {major}.{minor}, expected 3.0 or 3.1; convert it by `samtools view -C --output-fmt-option version=3.0`"
    )]
    Version {
        /// Of the version.
        major: u8,
        /// Of the version.
        minor: u8,
    },
    /// A container that would take too much.
    #[error(
        "the container at byte {offset} takes {found} bytes {what}, more than the {limit} allowed; write the file with \
         fewer reads in a container"
    )]
    TooMuch {
        /// Where it begins.
        offset: u64,
        /// At least so many.
        found: u64,
        /// Of what.
        what: &'static str,
        /// How many may be.
        limit: u64,
    },
    /// A container whose parts contradict each other.
    #[error("the container at byte {offset} {what}: the file is damaged")]
    Damaged {
        /// Where it begins.
        offset: u64,
        /// What is wrong with it, and where.
        what: String,
    },
}
