use crate::BacktestError;
use crate::error::expect_setting;
use serde::Serialize;

/// What the broker takes for a fill.
///
/// `max(minimum, fixed + units · per_unit + units · price · proportional)`. An order that turns a
/// long position into a short one, or back, is two fills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Commission {
    /// Cash for each fill.
    pub fixed: f64,
    /// Cash for each unit.
    pub per_unit: f64,
    /// Share of the value, as 0.002.
    pub proportional: f64,
    /// The least cash for a fill.
    pub minimum: f64,
}

impl Commission {
    /// A share of the value and nothing else.
    #[must_use]
    pub const fn proportional(share: f64) -> Self {
        Self { fixed: 0.0, per_unit: 0.0, proportional: share, minimum: 0.0 }
    }

    /// Cash for `units` (of either sign) at `price`.
    ///
    /// ```
    /// use neuron_backtest::Commission;
    /// let commission = Commission { fixed: 1.0, ..Commission::proportional(0.002) };
    /// assert_eq!(commission.of(-10.0, 50.0), 2.0);
    /// ```
    #[must_use]
    pub fn of(&self, units: f64, price: f64) -> f64 {
        let units = units.abs();
        (self.fixed + units * self.per_unit + units * price * self.proportional).max(self.minimum)
    }

    /// The units that `budget` pays for at `price`, commission included.
    pub(super) fn affordable(&self, budget: f64, price: f64) -> f64 {
        let flat = self.fixed.max(self.minimum);
        let each = price + price * self.proportional + self.per_unit;
        ((budget - flat) / each).max(0.0)
    }

    pub(super) fn check(&self) -> Result<(), BacktestError> {
        let charge = |name, value: f64| {
            expect_setting(value.is_finite() && value >= 0.0, name, value, "0 or more")
        };
        charge("commission.fixed", self.fixed)?;
        charge("commission.per_unit", self.per_unit)?;
        charge("commission.minimum", self.minimum)?;
        let share = self.proportional;
        expect_setting(
            share.is_finite() && (0.0..0.5).contains(&share),
            "commission.proportional",
            share,
            "a share from 0 up to 0.5, as 0.002",
        )
    }
}
