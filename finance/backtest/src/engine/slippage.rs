use crate::BacktestError;
use crate::error::expect_setting;
use serde::Serialize;

/// By how much a fill is worse than the price it is taken from.
///
/// Limit orders fill at their limit or better and do not slip; market and stop orders do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub enum Slippage {
    /// Fills at the price itself.
    #[default]
    None,
    /// The price moves against the order by so many basis points.
    BasisPoints(f64),
    /// Buys pay half of this share of the price more, sales get half less: a quoted spread.
    Spread(f64),
    /// Positions are opened this share of the price worse, and closed at the price: the whole
    /// spread is paid at the entry (the `spread` of backtesting.py).
    AtEntry(f64),
    /// At most a share `limit` of the bar's volume fills, the rest waits for the next bar; the
    /// price moves by `impact` times the square of the share of the volume that was taken.
    VolumeShare {
        /// The largest share of a bar's volume, as 0.025.
        limit: f64,
        /// The move of the price at a share of 1, as 0.1.
        impact: f64,
    },
}

impl Slippage {
    /// The price that `units` get where `price` was to be had, in a bar of this `volume`.
    pub(super) fn price(&self, price: f64, units: f64, opens: bool, volume: f64) -> f64 {
        let worse = match *self {
            Self::None => 0.0,
            Self::BasisPoints(points) => points / 1e4,
            Self::Spread(spread) => spread / 2.0,
            Self::AtEntry(share) => {
                if opens {
                    share
                } else {
                    0.0
                }
            }
            Self::VolumeShare { impact, .. } => {
                if volume > 0.0 {
                    impact * (units / volume).powi(2)
                } else {
                    0.0
                }
            }
        };
        price * (1.0 + worse.copysign(units))
    }

    pub(super) fn check(&self) -> Result<(), BacktestError> {
        let share = |name, value: f64, above: f64, expected| {
            expect_setting(
                value.is_finite() && (0.0..above).contains(&value),
                name,
                value,
                expected,
            )
        };
        match *self {
            Self::None => Ok(()),
            Self::BasisPoints(points) => {
                share("slippage.basis_points", points, 1e4, "0 or more and below 10000")
            }
            Self::Spread(spread) => share("slippage.spread", spread, 1.0, "a share from 0 up to 1"),
            Self::AtEntry(at) => share("slippage.at_entry", at, 1.0, "a share from 0 up to 1"),
            Self::VolumeShare { limit, impact } => {
                expect_setting(
                    limit > 0.0 && limit <= 1.0,
                    "slippage.limit",
                    limit,
                    "a share above 0, at most 1",
                )?;
                share("slippage.impact", impact, 1.0, "a share from 0 up to 1")
            }
        }
    }
}
