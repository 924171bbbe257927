//! What kind of failure it was.

use std::fmt;

/// A `PJRT_Error_Code`: the kinds of failure that Abseil's status codes distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The caller gave the operation up.
    Cancelled,
    /// The plugin did not say.
    Unknown,
    /// What was asked makes no sense, in whatever state the plugin is.
    InvalidArgument,
    /// It took too long.
    DeadlineExceeded,
    /// What was named is not there.
    NotFound,
    /// What was to be made is there already.
    AlreadyExists,
    /// Not allowed.
    PermissionDenied,
    /// Out of memory, most often.
    ResourceExhausted,
    /// Not in this state; a device that another process holds, for example.
    FailedPrecondition,
    /// Given up for something that happened at the same time.
    Aborted,
    /// Past the end.
    OutOfRange,
    /// The plugin cannot do it.
    Unimplemented,
    /// A fault of the plugin.
    Internal,
    /// Not now.
    Unavailable,
    /// Data is lost or broken.
    DataLoss,
    /// The caller did not say who it is.
    Unauthenticated,
    /// A number that version 0.81 of the interface does not list.
    Other(u32),
}

impl Code {
    pub(crate) fn from_raw(raw: u32) -> Code {
        match raw {
            1 => Code::Cancelled,
            2 => Code::Unknown,
            3 => Code::InvalidArgument,
            4 => Code::DeadlineExceeded,
            5 => Code::NotFound,
            6 => Code::AlreadyExists,
            7 => Code::PermissionDenied,
            8 => Code::ResourceExhausted,
            9 => Code::FailedPrecondition,
            10 => Code::Aborted,
            11 => Code::OutOfRange,
            12 => Code::Unimplemented,
            13 => Code::Internal,
            14 => Code::Unavailable,
            15 => Code::DataLoss,
            16 => Code::Unauthenticated,
            other => Code::Other(other),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Code::Cancelled => "CANCELLED",
            Code::Unknown => "UNKNOWN",
            Code::InvalidArgument => "INVALID_ARGUMENT",
            Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
            Code::NotFound => "NOT_FOUND",
            Code::AlreadyExists => "ALREADY_EXISTS",
            Code::PermissionDenied => "PERMISSION_DENIED",
            Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
            Code::FailedPrecondition => "FAILED_PRECONDITION",
            Code::Aborted => "ABORTED",
            Code::OutOfRange => "OUT_OF_RANGE",
            Code::Unimplemented => "UNIMPLEMENTED",
            Code::Internal => "INTERNAL",
            Code::Unavailable => "UNAVAILABLE",
            Code::DataLoss => "DATA_LOSS",
            Code::Unauthenticated => "UNAUTHENTICATED",
            Code::Other(raw) => return write!(formatter, "code {raw}"),
        })
    }
}
