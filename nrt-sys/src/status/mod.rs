//! `NRT_STATUS`, the value that nearly every function returns.

mod table;

pub use table::Known;

use std::fmt;

/// What a call returned: `NRT_STATUS`, as its number.
///
/// A newtype and no enumeration: a newer library may return a number that is not known here.
///
/// ```
/// use nrt_sys::Status;
/// assert_eq!(Status(1005).name(), Some("NRT_EXEC_NC_BUSY"));
/// assert_eq!(Status(8).name(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Status(pub i32);

impl Status {
    /// Whether the call did what it was asked to do.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 == 0
    }

    /// Everything that is known of the number.
    #[must_use]
    pub fn known(self) -> Option<&'static Known> {
        table::KNOWN.iter().find(|known| known.status == self)
    }

    /// AWS's name for it.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        self.known().map(|known| known.name)
    }

    /// What it usually means.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.known().map_or("this version of the bindings does not know it", |known| known.meaning)
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        self.known().map_or(table::READ_THE_LOG, |known| known.remedy)
    }

    /// Whether the outputs were written although the status is none of success: the values are
    /// there, and some of them are not numbers.
    #[must_use]
    pub const fn completed_with_numerical_error(self) -> bool {
        self.0 == Self::EXEC_COMPLETED_WITH_NUM_ERR.0
    }

    /// Whether the library refused because it is not, or no longer, initialised.
    ///
    /// Releases differ in which number they return then: 13, 14, or the general 1.
    #[must_use]
    pub const fn may_be_uninitialised(self) -> bool {
        matches!(self, Self::UNINITIALIZED | Self::CLOSED | Self::FAILURE)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{} (`{name}`)", self.0),
            None => write!(f, "{} (unknown status)", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_those_of_the_interface() {
        // The documented list; 8 and 12 were never assigned.
        let expected = [
            (0, "NRT_SUCCESS"),
            (1, "NRT_FAILURE"),
            (2, "NRT_INVALID"),
            (3, "NRT_INVALID_HANDLE"),
            (4, "NRT_RESOURCE"),
            (5, "NRT_TIMEOUT"),
            (6, "NRT_HW_ERROR"),
            (7, "NRT_QUEUE_FULL"),
            (9, "NRT_LOAD_NOT_ENOUGH_NC"),
            (10, "NRT_UNSUPPORTED_NEFF_VERSION"),
            (11, "NRT_FAIL_HOST_MEM_ALLOC"),
            (13, "NRT_UNINITIALIZED"),
            (14, "NRT_CLOSED"),
            (15, "NRT_QUEUE_EMPTY"),
            (101, "NRT_EXEC_UNIT_UNRECOVERABLE"),
            (1002, "NRT_EXEC_BAD_INPUT"),
            (1003, "NRT_EXEC_COMPLETED_WITH_NUM_ERR"),
            (1004, "NRT_EXEC_COMPLETED_WITH_ERR"),
            (1005, "NRT_EXEC_NC_BUSY"),
            (1006, "NRT_EXEC_OOB"),
            (1100, "NRT_COLL_PENDING"),
            (1200, "NRT_EXEC_HW_ERR_COLLECTIVES"),
            (1201, "NRT_EXEC_HW_ERR_HBM_UE"),
            (1202, "NRT_EXEC_HW_ERR_NC_UE"),
            (1203, "NRT_EXEC_HW_ERR_DMA_ABORT"),
            (1204, "NRT_EXEC_SW_NQ_OVERFLOW"),
            (1205, "NRT_EXEC_HW_ERR_REPAIRABLE_HBM_UE"),
            (1206, "NRT_NETWORK_PROXY_FAILURE"),
        ];
        let table: Vec<_> = table::KNOWN.iter().map(|k| (k.status.0, k.name)).collect();
        assert_eq!(table, expected);
        assert_eq!((Status(8).name(), Status(12).name()), (None, None));
    }

    #[test]
    fn each_says_what_it_means_and_what_to_do() {
        for known in table::KNOWN {
            for text in [known.meaning, known.remedy] {
                assert!(text.len() > 12 && !text.ends_with('.') && !text.contains('\n'), "{text}");
            }
        }
    }

    #[test]
    fn a_status_prints_its_number_and_name() {
        assert_eq!(Status::SUCCESS.to_string(), "0 (`NRT_SUCCESS`)");
        assert_eq!(Status(4242).to_string(), "4242 (unknown status)");
        assert!(Status(13).may_be_uninitialised() && !Status(4).may_be_uninitialised());
        assert!(Status(1003).completed_with_numerical_error());
    }
}
