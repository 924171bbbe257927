//! Why something could not be estimated or allocated.

/// Why something could not be estimated or allocated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CovarianceError {
    /// Two things that belong together have different sizes.
    #[error("{what} has {found} entries, expected {expected}")]
    Size {
        /// What has the wrong size.
        what: String,
        /// How many were expected.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A number that is not finite.
    #[error(
        "{what} of `{name}`, row {row}, is {value}, expected a finite number; drop or fill it first"
    )]
    NotFinite {
        /// What it is, as "return".
        what: &'static str,
        /// The asset.
        name: String,
        /// The row, from 0.
        row: usize,
        /// What stands there.
        value: f64,
    },
    /// A price of which no return can be taken.
    #[error("price of `{name}`, row {row}, is {value}, expected more than 0")]
    PriceNotPositive {
        /// The asset.
        name: String,
        /// The row, from 0.
        row: usize,
        /// What stands there.
        value: f64,
    },
    /// A loss of everything or more, which no compounding survives.
    #[error("return of `{name}`, row {row}, is {value}; a compound mean needs returns above -1")]
    TotalLoss {
        /// The asset.
        name: String,
        /// The row, from 0.
        row: usize,
        /// What stands there.
        value: f64,
    },
    /// Too little data.
    #[error("{what} needs at least {needed} observations, there are {observations}")]
    TooFewObservations {
        /// What was to be estimated.
        what: &'static str,
        /// How many it takes.
        needed: usize,
        /// How many there are.
        observations: usize,
    },
    /// No asset at all.
    #[error("{what} has no assets, expected at least one")]
    NoAssets {
        /// What is empty.
        what: &'static str,
    },
    /// Two assets of one name.
    #[error("asset `{name}` is given twice, in columns {first} and {second}")]
    DuplicateName {
        /// The name.
        name: String,
        /// The first column, from 0.
        first: usize,
        /// The second column, from 0.
        second: usize,
    },
    /// Two assets with the same returns, which make every covariance singular.
    #[error("assets `{first}` and `{second}` have the same returns in every row; drop one of them")]
    IdenticalAssets {
        /// One name.
        first: String,
        /// The other.
        second: String,
    },
    /// An asset whose return never changes.
    #[error(
        "asset `{name}` has the return {value} in every row; it has no risk to estimate, drop it"
    )]
    ConstantAsset {
        /// The asset.
        name: String,
        /// Its return.
        value: f64,
    },
    /// A variance that is zero or less.
    #[error("variance of `{name}` is {value}, expected more than 0")]
    VarianceNotPositive {
        /// The asset.
        name: String,
        /// The diagonal entry.
        value: f64,
    },
    /// A matrix that is not symmetric.
    #[error(
        "covariance of `{first}` and `{second}` is {upper} above and {lower} below the diagonal; \
         expected a symmetric matrix"
    )]
    NotSymmetric {
        /// The asset of the row.
        first: String,
        /// The asset of the column.
        second: String,
        /// The entry above the diagonal.
        upper: f64,
        /// The entry below the diagonal.
        lower: f64,
    },
    /// A matrix that had to be inverted and cannot be.
    #[error(
        "{what} is not positive definite: its least eigenvalue is {min_eigenvalue:e}; \
         shrink it or take the nearest positive semidefinite matrix"
    )]
    NotPositiveDefinite {
        /// Which matrix.
        what: &'static str,
        /// Its least eigenvalue.
        min_eigenvalue: f64,
    },
    /// A parameter outside its range.
    #[error("`{name}` is {value}, expected {expected}")]
    Parameter {
        /// Its name.
        name: &'static str,
        /// What was given.
        value: f64,
        /// The range.
        expected: &'static str,
    },
    /// A method that does not exist.
    #[error("`{given}` is not a {what}; there are {known}")]
    UnknownMethod {
        /// What kind of method, as "covariance estimator".
        what: &'static str,
        /// What was asked for.
        given: String,
        /// What there is.
        known: String,
    },
    /// A name that no asset has.
    #[error("{what} names `{name}`, which is not among the assets {}", known.join(", "))]
    UnknownAsset {
        /// Who names it, as "view 2".
        what: String,
        /// The name.
        name: String,
        /// The assets that there are.
        known: Vec<String>,
    },
    /// A view that says nothing, or nothing that can be used.
    #[error("view {view}: {reason}")]
    View {
        /// Which, from 1.
        view: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Views that contradict or repeat each other with full confidence.
    #[error(
        "the views depend on each other and leave no uncertainty; drop one or lower a confidence"
    )]
    DependentViews,
    /// Bounds of a weight that leave no room or too much.
    #[error(
        "weight of `{name}` is bounded by {lower} and {upper}, expected 0 <= lower <= upper <= 1"
    )]
    Bounds {
        /// The asset.
        name: String,
        /// Its least weight.
        lower: f64,
        /// Its greatest weight.
        upper: f64,
    },
    /// Weights that do not make a portfolio.
    #[error("weights sum to {sum}, expected {expected}")]
    WeightsSum {
        /// Their sum.
        sum: f64,
        /// What was expected.
        expected: &'static str,
    },
    /// An iteration that did not come to its end.
    #[error("{what} did not converge in {iterations} iterations; the residual is {residual:e}")]
    NotConverged {
        /// What was computed.
        what: &'static str,
        /// How many iterations were made.
        iterations: usize,
        /// What was left.
        residual: f64,
    },
}
