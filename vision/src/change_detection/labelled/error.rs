use crate::change_detection::ChangeError;
use crate::change_detection::files::DateFileError;
use std::path::PathBuf;

/// Why pairs with labels could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeSetError {
    /// A folder that cannot be read.
    #[error("cannot list `{}`: {cause}", folder.display())]
    List {
        /// The folder.
        folder: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// Neither a name that is known nor a folder of pairs.
    #[error(
        "`{name}` is no dataset of change: expected `synthetic-change`, a folder with `before/`, `after/` and \
         `labels/`, or a folder with the files `before`, `after` and `changed` of one pair (other names by \
         `--set pair.before=NAME` and so on)"
    )]
    Unknown {
        /// What was asked for.
        name: String,
    },
    /// A file without its partner.
    #[error(
        "`{}` has no partner in `{}`: each pair needs a file of this name in `before`, `after` and `labels`",
        file.display(), folder.display()
    )]
    Missing {
        /// The file that is there.
        file: PathBuf,
        /// Where the other should be.
        folder: PathBuf,
    },
    /// No file of a name, or more than one.
    #[error("`{}` has {found} files called `{name}`, expected one", folder.display())]
    Named {
        /// The folder.
        folder: PathBuf,
        /// The name.
        name: String,
        /// How many there are.
        found: usize,
    },
    /// Too few pairs to part them.
    #[error("`{}` has {found} pairs, expected at least {needed}", folder.display())]
    TooFew {
        /// The folder.
        folder: PathBuf,
        /// How many there are.
        found: usize,
        /// How many are needed.
        needed: usize,
    },
    /// More pixels than are held in memory.
    #[error(
        "`{}` holds more than {limit} values: give fewer pairs, or cut them",
        folder.display()
    )]
    TooLarge {
        /// The folder.
        folder: PathBuf,
        /// Most values.
        limit: usize,
    },
    /// A file that cannot be read.
    #[error(transparent)]
    File(#[from] DateFileError),
    /// Two dates that do not fit each other.
    #[error("`{pair}`: {cause}")]
    Pair {
        /// The pair.
        pair: String,
        /// Why.
        cause: ChangeError,
    },
    /// Other bands than those of the first pair.
    #[error("`{}` has {found} bands, the first pair has {expected}", file.display())]
    Bands {
        /// The file.
        file: PathBuf,
        /// Its bands.
        found: usize,
        /// Those expected.
        expected: usize,
    },
    /// Labels of other extents.
    #[error("`{}` is {found}, the dates are {expected}", file.display())]
    Labels {
        /// The file.
        file: PathBuf,
        /// What it is.
        found: String,
        /// What it should be.
        expected: String,
    },
    /// A label that is no class.
    #[error(
        "`{}` has a label {found} at row {row}, column {column}: expected whole numbers from 0 to 255",
        file.display()
    )]
    Class {
        /// The file.
        file: PathBuf,
        /// The label.
        found: f32,
        /// Row, from 0.
        row: usize,
        /// Column, from 0.
        column: usize,
    },
    /// Files of one pair that lie at other places.
    #[error(
        "`{}` and `{}` lie at other places: {what}; bring them onto one grid first",
        before.display(), after.display()
    )]
    Place {
        /// The first.
        before: PathBuf,
        /// The second.
        after: PathBuf,
        /// What differs.
        what: String,
    },
    /// The second date is the earlier one.
    #[error(
        "`{}` was taken on {first}, `{}` on {second}, which is earlier: the dates are swapped",
        before.display(), after.display()
    )]
    Swapped {
        /// The first.
        before: PathBuf,
        /// Its date.
        first: String,
        /// The second.
        after: PathBuf,
        /// Its date.
        second: String,
    },
    /// A split in which a kind of label is missing.
    #[error(
        "no pixel of the {split} split of `{dataset}` is labelled {kind}: both kinds are needed; give more pairs, \
         or part them otherwise"
    )]
    OneKind {
        /// The dataset.
        dataset: String,
        /// The split.
        split: &'static str,
        /// The kind.
        kind: &'static str,
    },
    /// A setting is out of its range.
    #[error("`{key}` is {found}, expected {expected}")]
    Setting {
        /// The setting.
        key: &'static str,
        /// Its value.
        found: String,
        /// What it may be.
        expected: &'static str,
    },
}
