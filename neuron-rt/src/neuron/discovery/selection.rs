//! Which cores a process asks for.

use std::fmt;
use std::ops::Range;

/// The cores that the environment asks for, in the runtime's numbering of the machine's (logical)
/// cores.
///
/// ```
/// use neuron_rt::neuron::discovery::CoreSelection;
///
/// let selection = CoreSelection::parse(Some("4-6,7"), None)?;
/// assert_eq!(selection, CoreSelection::Cores(4..8));
/// assert_eq!(selection.resolve(32)?, 4..8);
/// let error = CoreSelection::parse(Some("0,2"), None).unwrap_err();
/// assert!(error.to_string().contains("`2` follows 0"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CoreSelection {
    /// All that are free.
    #[default]
    All,
    /// So many of those that are free.
    Count(u32),
    /// These.
    Cores(Range<u32>),
}

/// The variable that names cores. It overrides [`COUNT`].
pub(super) const VISIBLE: &str = "NEURON_RT_VISIBLE_CORES";
/// The variable that says how many cores.
pub(super) const COUNT: &str = "NEURON_RT_NUM_CORES";

/// What is wrong with a selection of cores.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CoreSelectionError {
    /// A part is no number.
    #[error("`{variable}={value}`: `{part}` is neither {expected}")]
    NotANumber {
        /// The variable.
        variable: &'static str,
        /// Its value.
        value: String,
        /// The part.
        part: String,
        /// What it may be.
        expected: &'static str,
    },
    /// A range ends before it starts.
    #[error(
        "`{VISIBLE}={value}`: the range `{part}` runs backwards; write the smaller number first"
    )]
    Backwards {
        /// The variable's value.
        value: String,
        /// The range.
        part: String,
    },
    /// A core is left out, repeated, or out of order.
    #[error(
        "`{VISIBLE}={value}`: `{part}` follows {previous}, but the runtime wants consecutive cores \
         in ascending order; write for example `{VISIBLE}={first}-{previous}`"
    )]
    NotConsecutive {
        /// The variable's value.
        value: String,
        /// The first core.
        first: u32,
        /// The core before.
        previous: u32,
        /// The part that does not continue it.
        part: String,
    },
    /// More is asked for than there is.
    #[error(
        "{asked} asked for, and the machine has {total} (logical) cores, numbered from 0; lower \
         `{VISIBLE}` or `{COUNT}`"
    )]
    TooMany {
        /// What was asked for.
        asked: CoreSelection,
        /// How many there are.
        total: u32,
    },
}

impl CoreSelection {
    /// Reads the values of `NEURON_RT_VISIBLE_CORES`, a list of numbers and ranges, and of
    /// `NEURON_RT_NUM_CORES`, where 0 stands for all. The first overrides the second; an empty
    /// value counts as none.
    ///
    /// # Errors
    /// [`CoreSelectionError`], but not [`CoreSelectionError::TooMany`].
    pub fn parse(visible: Option<&str>, count: Option<&str>) -> Result<Self, CoreSelectionError> {
        let given = |value: Option<&str>| {
            value.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
        };
        if let Some(value) = given(visible) {
            return parse_list(&value).map(Self::Cores);
        }
        let Some(value) = given(count) else { return Ok(Self::All) };
        match value.parse::<u16>() {
            Ok(0) => Ok(Self::All),
            Ok(count) => Ok(Self::Count(count.into())),
            Err(_) => Err(CoreSelectionError::NotANumber {
                variable: COUNT,
                part: value.clone(),
                value,
                expected: "a number of cores nor 0, which means all",
            }),
        }
    }

    /// The cores of a machine that has `total`. Where only a number is asked for, these are the
    /// first, though the runtime takes whichever are free.
    ///
    /// # Errors
    /// [`CoreSelectionError::TooMany`].
    pub fn resolve(&self, total: u32) -> Result<Range<u32>, CoreSelectionError> {
        let cores = match self {
            Self::All => 0..total,
            Self::Count(count) => 0..*count,
            Self::Cores(cores) => cores.clone(),
        };
        if cores.end > total {
            return Err(CoreSelectionError::TooMany { asked: self.clone(), total });
        }
        Ok(cores)
    }
}

/// Reads a list like `0,1,4-7`, which must be consecutive.
fn parse_list(value: &str) -> Result<Range<u32>, CoreSelectionError> {
    let mut cores: Option<Range<u32>> = None;
    for part in value.split(',').map(str::trim) {
        let number = |text: &str| {
            text.trim().parse::<u16>().map(u32::from).map_err(|_| CoreSelectionError::NotANumber {
                variable: VISIBLE,
                value: value.to_owned(),
                part: part.to_owned(),
                expected: "a core's number nor a range of them like `0-3`",
            })
        };
        let (first, last) = match part.split_once('-') {
            Some((first, last)) => (number(first)?, number(last)?),
            None => (number(part)?, number(part)?),
        };
        let (value, part) = (value.to_owned(), part.to_owned());
        if last < first {
            return Err(CoreSelectionError::Backwards { value, part });
        }
        cores = match cores {
            None => Some(first..last + 1),
            Some(before) if before.end == first => Some(before.start..last + 1),
            Some(Range { start, end }) => {
                let previous = end - 1;
                return Err(CoreSelectionError::NotConsecutive {
                    value,
                    first: start,
                    previous,
                    part,
                });
            }
        };
    }
    Ok(cores.unwrap_or_default())
}

impl fmt::Display for CoreSelection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all cores"),
            Self::Count(1) => f.write_str("1 core"),
            Self::Count(count) => write!(f, "{count} cores"),
            Self::Cores(Range { start, end }) if end.saturating_sub(*start) == 1 => {
                write!(f, "core {start}")
            }
            Self::Cores(Range { start, end }) => {
                write!(f, "cores {start}-{}", end.saturating_sub(1))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visible(value: &str) -> Result<CoreSelection, String> {
        CoreSelection::parse(Some(value), None).map_err(|error| error.to_string())
    }

    #[test]
    fn lists_and_ranges_that_are_consecutive() {
        let cases = [
            ("0", 0..1),
            ("3", 3..4),
            ("0,1,2", 0..3),
            ("0-3", 0..4),
            ("2,3-5,6", 2..7),
            (" 4 , 5 - 6 ", 4..7),
            ("7-7", 7..8),
            ("65535", 65535..65536),
        ];
        for (value, cores) in cases {
            assert_eq!(visible(value), Ok(CoreSelection::Cores(cores)), "{value}");
        }
    }

    #[test]
    fn whatever_else_is_refused_with_its_part() {
        let cases = [
            ("a", "`a` is neither a core's number"),
            ("0,", "`` is neither"),
            ("1-", "`1-` is neither"),
            ("-1", "`-1` is neither"),
            ("1-2-3", "`1-2-3` is neither"),
            ("99999999999", "`99999999999` is neither"),
            ("3-1", "`3-1` runs backwards"),
            ("0,2", "`2` follows 0"),
            ("1,0", "`0` follows 1"),
            ("0,0", "`0` follows 0"),
            ("0-3,2-5", "`2-5` follows 3"),
        ];
        for (value, part) in cases {
            let error = visible(value).unwrap_err();
            assert!(error.contains(part) && error.contains(value), "{value}: {error}");
        }
    }

    #[test]
    fn a_list_overrides_a_number_and_nothing_means_all() {
        assert_eq!(CoreSelection::parse(None, None), Ok(CoreSelection::All));
        assert_eq!(CoreSelection::parse(Some(" "), Some("")), Ok(CoreSelection::All));
        assert_eq!(CoreSelection::parse(None, Some("0")), Ok(CoreSelection::All));
        assert_eq!(CoreSelection::parse(None, Some("8")), Ok(CoreSelection::Count(8)));
        assert_eq!(CoreSelection::parse(Some("1"), Some("x")), Ok(CoreSelection::Cores(1..2)));
        let error = CoreSelection::parse(None, Some("-2")).unwrap_err().to_string();
        assert!(error.starts_with("`NEURON_RT_NUM_CORES=-2`: `-2` is neither a number"), "{error}");
    }

    #[test]
    fn more_than_there_is_is_refused() {
        assert_eq!(CoreSelection::All.resolve(4), Ok(0..4));
        assert_eq!(CoreSelection::Count(4).resolve(4), Ok(0..4));
        assert_eq!(CoreSelection::Cores(2..4).resolve(4), Ok(2..4));
        let message = |selection: CoreSelection| selection.resolve(4).unwrap_err().to_string();
        assert!(
            message(CoreSelection::Count(5))
                .starts_with("5 cores asked for, and the machine has 4")
        );
        assert!(message(CoreSelection::Cores(3..5)).starts_with("cores 3-4 asked for"));
        assert!(message(CoreSelection::Cores(9..10)).starts_with("core 9 asked for"));
    }
}
