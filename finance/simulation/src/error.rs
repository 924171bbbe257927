use thiserror::Error;

/// Why a simulation cannot be run as asked.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum SimulationError {
    /// No asset at all.
    #[error("a portfolio needs at least one asset")]
    NoAssets,
    /// Two parts of the input disagree in length.
    #[error("`{what}` has {found} entries, but there are {expected} assets; give one per asset")]
    Length {
        /// Which part.
        what: &'static str,
        /// The number of assets.
        expected: usize,
        /// The number of entries.
        found: usize,
    },
    /// A matrix is not of the shape that it must have.
    #[error("`{what}` is {rows} × {columns}, but has to be {expected} × {expected}")]
    Shape {
        /// Which matrix.
        what: &'static str,
        /// Its rows.
        rows: usize,
        /// Its columns.
        columns: usize,
        /// What both have to be.
        expected: usize,
    },
    /// A number is not finite, or beyond the bounds of its parameter.
    #[error("`{what}` at {place} is {value}; it has to be {expected}")]
    Number {
        /// Which parameter.
        what: &'static str,
        /// Where: an asset's position, or row and column.
        place: String,
        /// The number found.
        value: f64,
        /// What it has to be.
        expected: &'static str,
    },
    /// The weights do not add up to one.
    #[error("the weights add up to {sum}, not to 1; scale them, or add the rest as a cash asset")]
    WeightSum {
        /// Their sum.
        sum: f64,
    },
    /// A name stands twice.
    #[error("asset `{name}` stands twice in the portfolio; merge its weights")]
    DuplicateName {
        /// The name.
        name: String,
    },
    /// A matrix is not symmetric.
    #[error("`{what}` is not symmetric at row {row}, column {column}")]
    NotSymmetric {
        /// Which matrix.
        what: &'static str,
        /// Row, counted from zero.
        row: usize,
        /// Column, counted from zero.
        column: usize,
    },
    /// A correlation or covariance matrix has a negative eigenvalue.
    #[error(
        "`{what}` is not positive semidefinite, its least eigenvalue is {least:e}; \
         take the nearest such matrix, or estimate it on more observations"
    )]
    NotPositiveSemidefinite {
        /// Which matrix.
        what: &'static str,
        /// Its least eigenvalue.
        least: f64,
    },
    /// Zero paths.
    #[error("the number of simulations is 0; at least one path is needed")]
    NoSimulations,
    /// More paths or steps than can be addressed.
    #[error(
        "{paths} paths × {steps} steps × {assets} assets are too many; at most 2^31 paths and 2^62 \
         asset-steps can be simulated"
    )]
    TooManySimulations {
        /// Paths asked for.
        paths: usize,
        /// Steps asked for.
        steps: usize,
        /// Assets.
        assets: usize,
    },
    /// Zero steps.
    #[error("the horizon is 0 steps; at least one step is needed")]
    NoSteps,
    /// A horizon to report at does not lie on the path.
    #[error("horizon {horizon} lies outside of 1..={steps} or is not above the one before it")]
    Horizon {
        /// The horizon.
        horizon: usize,
        /// Steps of the path.
        steps: usize,
    },
    /// A bootstrap of more steps than it has history for.
    #[error(
        "the horizon of {steps} steps is not below the history's {history} rows; \
         shorten the horizon or give a longer history"
    )]
    HorizonBeyondHistory {
        /// Steps of the path.
        steps: usize,
        /// Rows of history.
        history: usize,
    },
    /// A level outside of the open unit interval.
    #[error("level {level} is not between 0 and 1; a level such as 0.99 is meant")]
    Level {
        /// The level.
        level: f64,
    },
    /// Too few paths beyond the level.
    #[error(
        "level {level} leaves {points} of {paths} paths in the tail, fewer than 10; \
         simulate at least {needed} paths"
    )]
    ShortTail {
        /// The level.
        level: f64,
        /// Paths in the tail.
        points: usize,
        /// Paths there are.
        paths: usize,
        /// Paths that would suffice.
        needed: usize,
    },
    /// Antithetic or Sobol sampling of a process without normals to draw.
    #[error("{sampling} sampling needs a process of normal increments, and `{kind}` has none")]
    SamplingOfProcess {
        /// Which sampling.
        sampling: &'static str,
        /// Which process.
        kind: &'static str,
    },
    /// An odd number of antithetic paths.
    #[error("antithetic paths come in pairs, and {paths} is odd")]
    OddPaths {
        /// Paths asked for.
        paths: usize,
    },
    /// Sobol paths that do not divide into replicates.
    #[error(
        "{paths} paths do not divide into {replicates} scrambled replicates of equal size; \
         at least 2 replicates of at least 2 paths are needed for a standard error"
    )]
    Replicates {
        /// Paths asked for.
        paths: usize,
        /// Replicates asked for.
        replicates: usize,
    },
    /// Too little history.
    #[error("`{what}` has {rows} rows; at least {needed} are needed")]
    ShortHistory {
        /// Which matrix.
        what: &'static str,
        /// Its rows.
        rows: usize,
        /// What is needed.
        needed: usize,
    },
    /// A scenario names an asset that the portfolio does not hold.
    #[error("scenario `{scenario}` shocks `{asset}`, which is not in the portfolio")]
    UnknownAsset {
        /// The scenario.
        scenario: String,
        /// The asset.
        asset: String,
    },
    /// A scenario that changes volatility or correlation of a process that has none to change.
    #[error("scenario `{scenario}` cannot stress `{kind}`: it has no volatility and correlation")]
    StressOfProcess {
        /// The scenario.
        scenario: String,
        /// The process.
        kind: &'static str,
    },
    /// Numbers overflowed: a drift or volatility beyond all measure.
    #[error(
        "path {path} left the range of numbers by step {steps}; \
         check drift, volatility and the unit of returns (fractions, not per cent)"
    )]
    Overflow {
        /// The first such path.
        path: usize,
        /// Steps of the path.
        steps: usize,
    },
}
