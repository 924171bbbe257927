use crate::{Conflict, KktResidual};

/// Why there is no portfolio.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PortfolioError {
    /// No assets.
    #[error("there are no assets, expected at least one name")]
    NoAssets,
    /// A name given twice.
    #[error("`{name}` is the name of assets {first} and {second}, names have to differ")]
    SameName {
        /// The name.
        name: String,
        /// One position, from 0.
        first: usize,
        /// The other.
        second: usize,
    },
    /// Data of another size than there are assets.
    #[error("{what}: found {found}, expected {expected}")]
    Size {
        /// What has the size.
        what: &'static str,
        /// What it is.
        found: String,
        /// What it has to be.
        expected: String,
    },
    /// A number that is infinite or not a number.
    #[error("{what} is {value}, expected a finite number")]
    NotFinite {
        /// Where it stands.
        what: String,
        /// What stands there.
        value: f64,
    },
    /// The objective needs data that the problem lacks.
    #[error("the {objective} needs {missing}; add them to the problem")]
    Missing {
        /// What is to be found.
        objective: &'static str,
        /// What it takes.
        missing: &'static str,
    },
    /// A ticker that is none of the assets.
    #[error("{place} names `{ticker}`, which is not one of the {count} assets{}", did_you_mean(.near))]
    UnknownAsset {
        /// The constraint.
        place: String,
        /// The ticker.
        ticker: String,
        /// How many assets there are.
        count: usize,
        /// An asset of a similar name.
        near: Option<String>,
    },
    /// Limits on a group without members.
    #[error("{map} `{group}` has limits but no members; its groups are {known}")]
    UnknownGroup {
        /// The map of groups.
        map: String,
        /// The group.
        group: String,
        /// The groups that there are.
        known: String,
    },
    /// A least value above the greatest.
    #[error("{what}: the minimum {min} is above the maximum {max}")]
    MinAboveMax {
        /// The constraint.
        what: String,
        /// The least value.
        min: f64,
        /// The greatest value.
        max: f64,
    },
    /// A setting outside its range.
    #[error("{what} is {value}, expected {expected}")]
    Range {
        /// Which setting.
        what: String,
        /// What it is.
        value: f64,
        /// What it has to be.
        expected: &'static str,
    },
    /// A covariance that is not symmetric.
    #[error(
        "the covariance of `{first}` and `{second}` is {upper} one way and {lower} the other, expected the same"
    )]
    NotSymmetric {
        /// One asset.
        first: String,
        /// The other.
        second: String,
        /// The entry above the diagonal.
        upper: f64,
        /// The entry below.
        lower: f64,
    },
    /// A matrix with a negative eigenvalue.
    #[error(
        "{what} is not positive semidefinite: its smallest eigenvalue is {smallest:e}; \
         shrink it, or take the nearest that is, at a distance of {distance:e}"
    )]
    NotPositiveSemidefinite {
        /// Which matrix.
        what: &'static str,
        /// The smallest eigenvalue.
        smallest: f64,
        /// Frobenius distance of the nearest positive semidefinite matrix.
        distance: f64,
    },
    /// An asset without risk.
    #[error("`{asset}` has zero variance: remove it, or allow degenerate assets")]
    ZeroVariance {
        /// The asset.
        asset: String,
    },
    /// Two assets that are the same.
    #[error(
        "`{first}` and `{second}` have the same returns: remove one, or allow degenerate assets"
    )]
    DuplicateAssets {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// Too few scenarios for a tail.
    #[error(
        "a level of {level} leaves {points:.1} of {scenarios} scenarios in the tail, expected at least 10; \
         lower the level or add scenarios"
    )]
    ShortTail {
        /// The level.
        level: f64,
        /// The scenarios.
        scenarios: usize,
        /// Scenarios in the tail.
        points: f64,
    },
    /// The Sharpe ratio of every long portfolio is negative.
    #[error(
        "no asset's expected return is above the risk-free rate {risk_free}: the best is `{asset}` with {best}; \
         lower the rate or minimise the volatility"
    )]
    AllBelowRiskFree {
        /// The rate.
        risk_free: f64,
        /// The asset with the greatest expected return.
        asset: String,
        /// Its expected return.
        best: f64,
    },
    /// The constraints allow only negative Sharpe ratios.
    #[error(
        "the constraints allow an expected return of at most {best}, not above the risk-free rate {risk_free}; \
         loosen them or minimise the volatility"
    )]
    NoExcessReturn {
        /// The rate.
        risk_free: f64,
        /// The greatest expected return that the constraints allow.
        best: f64,
    },
    /// No portfolio fulfils the constraints.
    #[error("no portfolio fulfils these constraints together: {0}; loosen or remove one of them")]
    Infeasible(Conflict),
    /// The objective can be improved without end.
    #[error(
        "the {objective} has no optimum: weights can grow without end; limit bounds, gross exposure or volatility"
    )]
    Unbounded {
        /// The figure that grows.
        objective: &'static str,
    },
    /// A combination that is not defined.
    #[error("{what}; {advice}")]
    Unsupported {
        /// What was combined.
        what: String,
        /// What to do instead.
        advice: &'static str,
    },
    /// The search for the best set of assets ended before it found any.
    #[error(
        "no portfolio of at most {at_most} assets was found in {nodes} parts of the search; raise `maximum_nodes`"
    )]
    NothingFound {
        /// The greatest number of assets.
        at_most: usize,
        /// Parts searched.
        nodes: usize,
    },
    /// No set of so few assets fulfils the constraints.
    #[error(
        "no portfolio of at most {at_most} assets fulfils the constraints, though one of more does \
         ({nodes} parts searched); allow more assets or loosen bounds"
    )]
    NoSet {
        /// The greatest number of assets.
        at_most: usize,
        /// Parts searched.
        nodes: usize,
    },
    /// The solver stopped without an answer.
    #[error("the solver stopped with `{status}` at a KKT residual of {:e}; rescale the data or loosen limits that nearly contradict", .kkt.largest())]
    NotSolved {
        /// The solver's word.
        status: String,
        /// The residual reached.
        kkt: KktResidual,
    },
}

fn did_you_mean(near: &Option<String>) -> String {
    near.as_ref().map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}
