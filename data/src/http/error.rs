/// Why a server's reply is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HttpError {
    /// What was given is no address of a server.
    #[error("`{address}` {what}")]
    Address {
        /// What was given.
        address: String,
        /// What is wrong with it, and what to do.
        what: String,
    },
    /// The server does not give it, or gives something else.
    #[error("{address}: {what}")]
    Refused {
        /// Address, without what follows a `?`.
        address: String,
        /// What the server said, and what to do.
        what: String,
    },
    /// A part was asked for, and all of the file came.
    #[error(
        "{address}: the server gives no parts of files (it ignores `Range`), and all of the file is \
         not read for a part of it; download the file and give its path"
    )]
    NoRanges {
        /// Address, without what follows a `?`.
        address: String,
    },
    /// The file is another one than at the first request.
    #[error("{address}: the file changed on the server while it was read; begin again")]
    Changed {
        /// Address, without what follows a `?`.
        address: String,
    },
    /// It is longer than allowed.
    #[error("{address}: the reply is longer than the {most} bytes that are allowed")]
    TooLong {
        /// Address, without what follows a `?`.
        address: String,
        /// Bytes allowed.
        most: u64,
    },
    /// It failed too often.
    #[error("{address}: {what}, at attempt {attempts}")]
    GivenUp {
        /// Address, without what follows a `?`.
        address: String,
        /// What failed last.
        what: String,
        /// How often it was tried.
        attempts: u32,
    },
}
