//! The codes that every call returns, `NRT_STATUS`.

use std::ffi::CStr;

/// A code that a call returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(transparent)]
pub struct Status(pub i32);

/// Declares the codes, and their names as AWS writes them.
macro_rules! statuses {
    ($($(#[$doc:meta])* $short:ident = $code:literal, $name:literal;)*) => {
        impl Status {
            $($(#[$doc])* pub const $short: Status = Status($code);)*

            /// All codes.
            pub const ALL: &[Status] = &[$(Status::$short),*];

            /// The name of the code, or `NRT_UNKNOWN`.
            #[must_use]
            pub fn name(self) -> &'static CStr {
                match self {
                    $(Status::$short => $name,)*
                    _ => c"NRT_UNKNOWN",
                }
            }
        }
    };
}

statuses! {
    /// It worked.
    SUCCESS = 0, c"NRT_SUCCESS";
    /// It did not, for no reason that has a code.
    FAILURE = 1, c"NRT_FAILURE";
    /// An argument, or a file, is wrong.
    INVALID = 2, c"NRT_INVALID";
    /// A handle is none, or was freed.
    INVALID_HANDLE = 3, c"NRT_INVALID_HANDLE";
    /// The device's memory is used up.
    RESOURCE = 4, c"NRT_RESOURCE";
    /// The execution did not end in time.
    TIMEOUT = 5, c"NRT_TIMEOUT";
    /// The device failed.
    HW_ERROR = 6, c"NRT_HW_ERROR";
    /// Too many executions wait.
    QUEUE_FULL = 7, c"NRT_QUEUE_FULL";
    /// Fewer cores are free than the model needs.
    LOAD_NOT_ENOUGH_NC = 9, c"NRT_LOAD_NOT_ENOUGH_NC";
    /// The file is of another version of the format.
    UNSUPPORTED_NEFF_VERSION = 10, c"NRT_UNSUPPORTED_NEFF_VERSION";
    /// The host's memory is used up.
    FAIL_HOST_MEM_ALLOC = 11, c"NRT_FAIL_HOST_MEM_ALLOC";
    /// The runtime was not initialised.
    UNINITIALIZED = 13, c"NRT_UNINITIALIZED";
    /// The runtime was closed.
    CLOSED = 14, c"NRT_CLOSED";
    /// No execution waits.
    QUEUE_EMPTY = 15, c"NRT_QUEUE_EMPTY";
    /// An engine of the core is beyond recovery.
    EXEC_UNIT_UNRECOVERABLE = 101, c"NRT_EXEC_UNIT_UNRECOVERABLE";
    /// The inputs of an execution do not fit the model.
    EXEC_BAD_INPUT = 1002, c"NRT_EXEC_BAD_INPUT";
    /// The execution ended, with not-a-number among its results.
    EXEC_COMPLETED_WITH_NUM_ERR = 1003, c"NRT_EXEC_COMPLETED_WITH_NUM_ERR";
    /// The execution ended, with errors.
    EXEC_COMPLETED_WITH_ERR = 1004, c"NRT_EXEC_COMPLETED_WITH_ERR";
    /// The core is in use.
    EXEC_NC_BUSY = 1005, c"NRT_EXEC_NC_BUSY";
    /// An index pointed beyond a tensor.
    EXEC_OOB = 1006, c"NRT_EXEC_OOB";
    /// A collective is under way.
    COLL_PENDING = 1100, c"NRT_COLL_PENDING";
    /// A collective failed.
    EXEC_HW_ERR_COLLECTIVES = 1200, c"NRT_EXEC_HW_ERR_COLLECTIVES";
    /// The device's memory has an error that could not be corrected.
    EXEC_HW_ERR_HBM_UE = 1201, c"NRT_EXEC_HW_ERR_HBM_UE";
    /// The core's memory has an error that could not be corrected.
    EXEC_HW_ERR_NC_UE = 1202, c"NRT_EXEC_HW_ERR_NC_UE";
    /// A transfer was broken off.
    EXEC_HW_ERR_DMA_ABORT = 1203, c"NRT_EXEC_HW_ERR_DMA_ABORT";
    /// The notification queue overflowed.
    EXEC_SW_NQ_OVERFLOW = 1204, c"NRT_EXEC_SW_NQ_OVERFLOW";
    /// The device's memory has an error that a reset repairs.
    EXEC_HW_ERR_REPAIRABLE_HBM_UE = 1205, c"NRT_EXEC_HW_ERR_REPAIRABLE_HBM_UE";
    /// The network's proxy failed.
    NETWORK_PROXY_FAILURE = 1206, c"NRT_NETWORK_PROXY_FAILURE";
}

/// Why a call failed: its code, and a line for the log.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    /// The code that is returned.
    pub(crate) status: Status,
    /// What went wrong.
    pub(crate) message: String,
}

impl Status {
    /// The failure with this code.
    pub(crate) fn because(self, message: impl Into<String>) -> Failure {
        Failure { status: self, message: message.into() }
    }

    /// Whether an execution that ends in this code had begun, so that what it writes is undefined.
    pub(crate) fn is_broken_execution(self) -> bool {
        matches!(
            self,
            Status::TIMEOUT | Status::HW_ERROR | Status::EXEC_UNIT_UNRECOVERABLE | Status::EXEC_OOB
        ) || (1200..1300).contains(&self.0)
    }

    /// Whether an execution that ends in this code has written its outputs.
    pub(crate) fn is_completed_execution(self) -> bool {
        matches!(self, Status::EXEC_COMPLETED_WITH_NUM_ERR | Status::EXEC_COMPLETED_WITH_ERR)
    }
}

/// What a call gives, or why it failed.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;
