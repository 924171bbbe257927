/// Why change could not be looked for.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// The values of an image do not fill its extents.
    #[error(
        "an image of {bands} bands of {columns}×{rows} pixels has {expected} values, found {found}"
    )]
    Values {
        /// Bands.
        bands: usize,
        /// Rows.
        rows: usize,
        /// Columns.
        columns: usize,
        /// How many values that makes.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// The two dates are not of the same pixels.
    #[error(
        "the first date is {} pixels, the second {}: cut or resample them to the same grid first",
        extent(*.before), extent(*.after)
    )]
    Extents {
        /// Rows and columns of the first date.
        before: [usize; 2],
        /// Rows and columns of the second date.
        after: [usize; 2],
    },
    /// The two dates have other bands.
    #[error("the first date has {before} bands, the second {after}: give the same bands of both")]
    Bands {
        /// Bands of the first date.
        before: usize,
        /// Bands of the second date.
        after: usize,
    },
    /// Fewer pixels than needed are seen at both dates.
    #[error("{what} needs at least {needed} pixels seen at both dates, found {found} of {all}")]
    TooFewPixels {
        /// What needs them.
        what: &'static str,
        /// How many it needs.
        needed: usize,
        /// How many there are.
        found: usize,
        /// Pixels of the image.
        all: usize,
    },
    /// A band says nothing: all its values are the same.
    #[error("band {band} of the {date} has one value everywhere, {value}: leave it out")]
    Constant {
        /// Its number, from 1.
        band: usize,
        /// Which date.
        date: Date,
        /// The value.
        value: f64,
    },
    /// Bands that follow from each other.
    #[error("band {band} of the {date} is a sum of multiples of the bands before it: leave it out")]
    Dependent {
        /// Its number, from 1.
        band: usize,
        /// Which date.
        date: Date,
    },
    /// A band that is not there.
    #[error("there is no band {band}: the images have bands 1 to {bands}")]
    NoBand {
        /// Its number, from 1.
        band: usize,
        /// How many there are.
        bands: usize,
    },
    /// The images match best where they overlap least: the true shift may be larger.
    #[error(
        "the best match is at the edge of the search, {rows} rows and {columns} columns: the images are \
         shifted by {reach} pixels or more, or have nothing in common; register them first"
    )]
    Shift {
        /// Rows.
        rows: i32,
        /// Columns.
        columns: i32,
        /// How far was searched.
        reach: usize,
    },
    /// Labels that do not fit what they label.
    #[error("{found} labels for {expected} pixels: they have to be of the same extents")]
    Labels {
        /// How many labels.
        found: usize,
        /// How many pixels.
        expected: usize,
    },
    /// Weights went to nothing.
    #[error(
        "after {rounds} rounds of IR-MAD only {found:.1} of {all} pixels seem unchanged, expected at least \
         {needed}: set fewer rounds, or take another method"
    )]
    Collapsed {
        /// Rounds that were made.
        rounds: usize,
        /// Sum of the probabilities of no change.
        found: f64,
        /// What it has to be.
        needed: usize,
        /// Pixels seen.
        all: usize,
    },
    /// Strengths do not differ.
    #[error(
        "all pixels changed as strongly, or none is seen: no cut parts them; set the threshold"
    )]
    Even,
    /// A kind of label is missing.
    #[error("no pixel that has a strength is labelled {kind}: {what} needs both kinds")]
    OneKind {
        /// Which kind is missing.
        kind: &'static str,
        /// What needs it.
        what: &'static str,
    },
    /// A transform that maps all pixels onto a line.
    #[error(
        "the transform {found} maps pixels onto a line or is not finite: expected an invertible one"
    )]
    Transform {
        /// Its six numbers.
        found: String,
    },
}

/// Which of the two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Date {
    /// The first.
    Before,
    /// The second.
    After,
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Before => "first date",
            Self::After => "second date",
        })
    }
}

fn extent([rows, columns]: [usize; 2]) -> String {
    format!("{columns}×{rows}")
}
