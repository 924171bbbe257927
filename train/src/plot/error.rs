use thiserror::Error;

/// Why a plot could not be drawn.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlotError {
    /// There is nothing to draw.
    #[error("plot `{title}` has no finite value to draw")]
    Empty {
        /// The plot's title.
        title: String,
    },
    /// Labels and values disagree.
    #[error("plot `{title}` has {labels} labels for {values} values, expected one each")]
    Labels {
        /// The plot's title.
        title: String,
        /// How many labels there are.
        labels: usize,
        /// How many values.
        values: usize,
    },
    /// An example is no PNG image.
    #[error("example {example} of plot `{title}` is no PNG image: its signature is missing")]
    NotPng {
        /// The plot's title.
        title: String,
        /// The example's position.
        example: usize,
    },
    /// The drawing library refused.
    #[error("plot `{title}` cannot be drawn: {cause}")]
    Drawing {
        /// The plot's title.
        title: String,
        /// What the library said.
        cause: String,
    },
}

impl PlotError {
    pub(super) fn drawing<E: std::fmt::Display>(title: &str) -> impl Fn(E) -> Self + '_ {
        move |cause| Self::Drawing { title: String::from(title), cause: cause.to_string() }
    }
}
