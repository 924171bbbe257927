//! What a call that failed says.

use crate::status::Status;

/// A call of the library that did not succeed.
///
/// ```
/// use nrt_sys::{NrtError, Status};
/// let error = NrtError { call: "nrt_tensor_allocate", status: Status::RESOURCE };
/// assert!(error.to_string().starts_with(
///     "`nrt_tensor_allocate` returned 4 (`NRT_RESOURCE`): the device has not enough memory"
/// ));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{call}` returned {status}: {}; {}", status.meaning(), status.remedy())]
pub struct NrtError {
    /// The C function.
    pub call: &'static str,
    /// What it returned.
    pub status: Status,
}

/// Why a call that not every version of the library offers failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The library was called and refused.
    #[error(transparent)]
    Failed(#[from] NrtError),
    /// This version of the library does not have the function, and nothing can stand in for it.
    #[error(
        "this libnrt has no `{symbol}`, which is needed to {purpose}; install a newer \
         `aws-neuronx-runtime-lib`"
    )]
    Missing {
        /// The C function.
        symbol: &'static str,
        /// What it would have done, as a verb.
        purpose: &'static str,
    },
}

impl CallError {
    /// The status, where the library was called.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        match self {
            Self::Failed(error) => Some(error.status),
            Self::Missing { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_gives_call_code_name_meaning_and_remedy() {
        let error = NrtError { call: "nrt_execute", status: Status::EXEC_OOB };
        assert_eq!(
            error.to_string(),
            "`nrt_execute` returned 1006 (`NRT_EXEC_OOB`): a gather or scatter used an index out \
             of bounds; check labels and token ids against the size of the table that they index"
        );
        assert!(error.to_string().lines().count() == 1);
    }

    #[test]
    fn an_unknown_status_is_still_a_sentence() {
        let error = NrtError { call: "nrt_load", status: Status(77) };
        assert_eq!(
            error.to_string(),
            "`nrt_load` returned 77 (unknown status): this version of the bindings does not know \
             it; look for the runtime's own lines in the log (`NEURON_RT_LOG_LEVEL=INFO`)"
        );
    }

    #[test]
    fn a_missing_function_names_itself_and_the_package() {
        let error = CallError::Missing { symbol: "nrt_barrier", purpose: "wait for other workers" };
        assert!(error.to_string().contains("`nrt_barrier`"));
        assert!(error.to_string().contains("`aws-neuronx-runtime-lib`"));
        assert_eq!(error.status(), None);
        let failed = CallError::from(NrtError { call: "nrt_barrier", status: Status::TIMEOUT });
        assert_eq!(failed.status(), Some(Status::TIMEOUT));
    }
}
