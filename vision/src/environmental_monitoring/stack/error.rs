use crate::environmental_monitoring::MonitoringError;
use crate::environmental_monitoring::indices::IndexError;
use neuron_raster::RasterError;

/// Why files are no stack.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StackError {
    /// A file or folder cannot be read.
    #[error("cannot read `{file}`: {cause}")]
    File {
        /// The file.
        file: String,
        /// Why.
        cause: String,
    },
    /// A line of a list of dates.
    #[error("`{file}`, line {line}: {what}")]
    Line {
        /// The file.
        file: String,
        /// Its number, from 1.
        line: u64,
        /// What is wrong, and what was expected.
        what: String,
    },
    /// Nothing to take.
    #[error("`{folder}` has no GeoTIFF (.tif, .tiff)")]
    NoFile {
        /// The folder.
        folder: String,
    },
    /// A file of no known date.
    #[error(
        "`{file}` has no date in its name, such as 20200105 or 2020-01-05; rename it, or list \
         `file,date` in a `dates.csv` beside it"
    )]
    NoDate {
        /// The file.
        file: String,
    },
    /// Two files of one date.
    #[error("`{first}` and `{second}` are both of {date}; join them before, or leave one out")]
    SameDate {
        /// One.
        first: String,
        /// The other.
        second: String,
        /// Their date.
        date: String,
    },
    /// Files of other pixels than the first.
    #[error(
        "`{file}`: {found}, but the first, `{first}`, has {expected}: all have to lie on one grid"
    )]
    Grid {
        /// The file.
        file: String,
        /// What it has.
        found: String,
        /// The first file.
        first: String,
        /// What that has.
        expected: String,
    },
    /// A band that a file does not have.
    #[error("`{file}`: {what}")]
    Band {
        /// The file.
        file: String,
        /// What is missing, and what to do.
        what: String,
    },
    /// More memory than is allowed.
    #[error(
        "a cube of {dates} dates of {columns}×{rows} pixels takes {needed} bytes, at most {most} are \
         allowed; cut the images, or take fewer dates"
    )]
    TooLarge {
        /// Dates.
        dates: usize,
        /// Columns.
        columns: usize,
        /// Rows.
        rows: usize,
        /// Bytes needed.
        needed: u64,
        /// Bytes allowed.
        most: u64,
    },
    /// Too few dates with anything to see.
    #[error(
        "{found} of {dates} dates show anything, expected 2 or more: the others are all clouds or no data"
    )]
    TooFew {
        /// Dates with a value.
        found: usize,
        /// All dates.
        dates: usize,
    },
    /// A raster.
    #[error(transparent)]
    Raster(#[from] RasterError),
    /// An index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The cube.
    #[error(transparent)]
    Monitoring(#[from] MonitoringError),
}
