use serde::Serialize;
use std::fmt;

/// The law of the standardised innovations, without its shape, which the fit estimates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Innovation {
    /// Standard normal.
    Normal,
    /// Student t scaled to variance 1; `nu` degrees of freedom in `[2.05, 500]`.
    StudentT,
    /// Hansen's skewed t (Hansen, *Autoregressive conditional density estimation*, 1994): `eta`
    /// degrees of freedom in `[2.05, 300]`, `lambda` the skewness in `[-1, 1]`.
    SkewT,
}

impl Innovation {
    /// Number of shape parameters.
    #[must_use]
    pub fn parameters(self) -> usize {
        self.parameter_names().len()
    }

    /// Names of the shape parameters.
    #[must_use]
    pub fn parameter_names(self) -> &'static [&'static str] {
        match self {
            Self::Normal => &[],
            Self::StudentT => &["nu"],
            Self::SkewT => &["eta", "lambda"],
        }
    }

    /// Bounds of the shape parameters, as the Python package arch sets them.
    pub(crate) fn bounds(self) -> &'static [(f64, f64)] {
        match self {
            Self::Normal => &[],
            Self::StudentT => &[(2.05, 500.0)],
            Self::SkewT => &[(2.05, 300.0), (-1.0, 1.0)],
        }
    }
}

impl fmt::Display for Innovation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Normal => "normal",
            Self::StudentT => "Student t",
            Self::SkewT => "skewed t",
        })
    }
}
