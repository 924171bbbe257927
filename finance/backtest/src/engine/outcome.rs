use super::{Fill, PlacedOrder, Rejection, Trade};
use serde::Serialize;

/// What a back-test gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// The names of the assets; fills and trades name them by number.
    pub assets: Vec<String>,
    /// The times of the bars in UNIX seconds.
    pub times: Vec<i64>,
    /// The equity at the close of each bar.
    pub equity: Vec<f64>,
    /// The value of all positions without their sign, as a share of the equity, at each close.
    pub gross_exposure: Vec<f64>,
    /// The value of all positions with their sign, as a share of the equity, at each close.
    pub net_exposure: Vec<f64>,
    /// Each fill, in the order of time.
    pub fills: Vec<Fill>,
    /// Each closed trade, in the order of its exit.
    pub trades: Vec<Trade>,
    /// Positions that are still open at the end.
    pub open_positions: Vec<OpenPosition>,
    /// Orders that were dropped.
    pub rejections: Vec<Rejection>,
    /// The commissions paid.
    pub commissions: f64,
    /// The fees paid for borrowed units.
    pub borrow_fees: f64,
    /// The interest received less the interest paid.
    pub interest: f64,
    /// The bar at which the equity was gone and all was closed, if that happened.
    pub ruined: Option<usize>,
    /// Each order and each bar's positions, where the configuration asks for them.
    pub records: Option<Records>,
}

impl Outcome {
    /// The equity at the end.
    #[must_use]
    pub fn final_equity(&self) -> f64 {
        self.equity.last().copied().unwrap_or_default()
    }

    /// The return of each bar after the first, as a share. After ruin it is 0.
    #[must_use]
    pub fn returns(&self) -> Vec<f64> {
        crate::tear_sheet::returns_of(&self.equity)
    }
}

/// A position that is open at the end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct OpenPosition {
    /// The number of the asset.
    pub asset: usize,
    /// Units, negative when short.
    pub units: f64,
    /// Its value at the last close, negative when short.
    pub value: f64,
}

/// What the strategy did on each bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Records {
    /// Each order as it was placed.
    pub orders: Vec<PlacedOrder>,
    /// The cash at each close.
    pub cash: Vec<f64>,
    /// The share of the equity in each asset at each close, `[bars, assets]`.
    pub weights: Vec<f64>,
}
