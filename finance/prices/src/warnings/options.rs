use crate::PricesError;

/// From when on something looks wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WarningOptions {
    /// Days with the same price that are stale.
    pub stale_days: usize,
    /// Returns on each side that a suspected split is compared with.
    pub window: usize,
    /// How many times as great as the greatest of these a split's return has to be.
    pub isolation: f64,
    /// How far a split's log return may be from that of a ratio, in standard deviations of the returns
    /// around it.
    pub deviations: f64,
    /// The same at most, in log returns.
    pub tolerance: f64,
    /// Days after which a jump back makes no phantom split any more.
    pub phantom_days: usize,
}

impl Default for WarningOptions {
    fn default() -> Self {
        Self {
            stale_days: 5,
            window: 20,
            isolation: 2.0,
            deviations: 3.0,
            tolerance: 0.1,
            phantom_days: 10,
        }
    }
}

impl WarningOptions {
    /// Refuses what finds everything or nothing.
    ///
    /// # Errors
    /// [`PricesError::Setting`].
    pub fn checked(self) -> Result<Self, PricesError> {
        let least = |name, found: usize, least, expected| {
            let found_text = found.to_string();
            (found < least).then_some(PricesError::Setting { name, found: found_text, expected })
        };
        let positive = |name, found: f64| {
            let expected = "a positive number";
            let wrong = !(found.is_finite() && found > 0.0);
            wrong.then(|| PricesError::Setting { name, found: found.to_string(), expected })
        };
        let wrong = least("stale_days", self.stale_days, 2, "2 or more")
            .or(least("window", self.window, 5, "5 or more"))
            .or(positive("isolation", self.isolation))
            .or(positive("deviations", self.deviations))
            .or(positive("tolerance", self.tolerance));
        wrong.map_or(Ok(self), Err)
    }
}
