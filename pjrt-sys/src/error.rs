//! What can go wrong.

use std::fmt;
use std::path::PathBuf;

use crate::{Code, ElementType};

/// What a plugin said of a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    code: Code,
    message: String,
}

impl Failure {
    pub(crate) fn new(code: Code, message: String) -> Failure {
        Failure { code, message }
    }

    /// The kind of failure.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// All that the plugin said, which may be many lines.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Failure {
    /// The kind of failure, and the first line of what the plugin said.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.message.lines().map(str::trim).find(|line| !line.is_empty());
        write!(formatter, "{}: {}", self.code, said.unwrap_or("the plugin gives no reason"))
    }
}

/// What can go wrong between this process and a plugin.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PjrtError {
    /// The path leads nowhere.
    #[error("there is no PJRT plugin `{}`: {reason}; give the path of its shared library", path.display())]
    NotFound {
        /// The path as given.
        path: PathBuf,
        /// What the operating system says.
        reason: std::io::Error,
    },
    /// The system's loader refuses the file.
    #[error("cannot load the PJRT plugin `{}`: {reason}", path.display())]
    Load {
        /// The file.
        path: PathBuf,
        /// What the loader says.
        reason: String,
    },
    /// A library, but of another kind.
    #[error("`{}` is no PJRT plugin: it {lack}", path.display())]
    NotAPlugin {
        /// The file.
        path: PathBuf,
        /// What it does not do.
        lack: &'static str,
    },
    /// Another major version lays its structures out in another way.
    #[error(
        "the PJRT plugin `{}` has version {major}.{minor} of the interface: major version 0 is needed",
        path.display()
    )]
    Version {
        /// The file.
        path: PathBuf,
        /// Its major version.
        major: i32,
        /// Its minor version.
        minor: i32,
    },
    /// The plugin's table ends before a function that is needed, or leaves it out.
    #[error(
        "the PJRT plugin `{}`, version 0.{minor} of the interface, lacks `{function}`: \
         use a newer one", path.display()
    )]
    Lacks {
        /// The file.
        path: PathBuf,
        /// Its minor version.
        minor: i32,
        /// The function's name in C.
        function: &'static str,
    },
    /// The plugin's one-time setup failed.
    #[error("the PJRT plugin `{}` does not start: {failure}", path.display())]
    Initialise {
        /// The file.
        path: PathBuf,
        /// What the plugin says.
        failure: Failure,
    },
    /// The plugin works, but finds nothing to run on.
    #[error("the PJRT plugin for `{platform}` finds no device that this process may use")]
    NoDevice {
        /// What the plugin runs on.
        platform: String,
    },
    /// The compiler refuses the module.
    #[error("`{platform}` does not compile the module: {failure}")]
    Compile {
        /// What the module was compiled for.
        platform: String,
        /// What the compiler says.
        failure: Failure,
    },
    /// Another function failed.
    #[error("`{function}` failed: {failure}")]
    Call {
        /// The function's name in C.
        function: &'static str,
        /// What the plugin says.
        failure: Failure,
    },
    /// A function reported success, and did not give what it is for.
    #[error("`{function}` reported success and returned nothing: a fault of the plugin")]
    Nothing {
        /// The function's name in C.
        function: &'static str,
    },
    /// Bytes that do not fill, or do not fit, an array.
    #[error("an array {element_type}{dims:?} has {expected} bytes, not {found}")]
    Size {
        /// Type of its elements.
        element_type: ElementType,
        /// Its dimensions.
        dims: Vec<usize>,
        /// The bytes it has.
        expected: usize,
        /// The bytes that were given for it.
        found: usize,
    },
    /// An array that no memory can hold.
    #[error("an array {element_type}{dims:?} has more bytes than can be counted")]
    TooLarge {
        /// Type of its elements.
        element_type: ElementType,
        /// Its dimensions.
        dims: Vec<usize>,
    },
    /// A buffer of a type that this crate has no name for.
    #[error("the buffer's elements are of `PJRT_Buffer_Type` {raw}, which is not supported")]
    ElementType {
        /// The type's number in C.
        raw: u32,
    },
    /// A buffer of one client was given to another.
    #[error("argument {argument} is a buffer of another client: upload it to this one")]
    OtherClient {
        /// Which argument, counted from 0.
        argument: usize,
    },
}
