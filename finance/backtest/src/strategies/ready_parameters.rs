use super::ReadyStrategy;
use crate::BacktestError;
use crate::error::expect_setting;

impl ReadyStrategy {
    /// The numbers of this strategy that a search can vary.
    #[must_use]
    pub fn parameters(&self) -> &'static [&'static str] {
        match self {
            Self::BuyAndHold { .. } | Self::Rebalance { .. } => &[],
            Self::SmaCross { .. } => &["fast", "slow"],
            Self::MomentumRotation { .. } => &["lookback", "skip", "hold"],
            Self::MeanReversion { .. } | Self::Pairs { .. } => &["window", "entry", "exit"],
            Self::DonchianBreakout { .. } => &["entry", "exit"],
            Self::Trailed { of, .. } => of.parameters(),
        }
    }

    /// The same strategy with another value of one of its [`parameters`](Self::parameters).
    ///
    /// ```
    /// use neuron_backtest::strategies::ReadyStrategy;
    /// let cross =
    ///     |slow| ReadyStrategy::SmaCross { asset: "A".into(), fast: 5, slow, long_only: false };
    /// assert_eq!(cross(20).with("slow", 50.0)?, cross(50));
    /// assert!(cross(20).with("sluw", 50.0).is_err());
    /// # Ok::<(), neuron_backtest::BacktestError>(())
    /// ```
    ///
    /// # Errors
    /// If it has no such parameter, or the value is not a whole number where one is needed.
    pub fn with(&self, name: &str, value: f64) -> Result<Self, BacktestError> {
        let mut changed = self.clone();
        match (&mut changed, name) {
            (Self::Trailed { of, .. }, _) => **of = of.with(name, value)?,
            (Self::SmaCross { fast, .. }, "fast") => *fast = whole(value)?,
            (Self::SmaCross { slow, .. }, "slow") => *slow = whole(value)?,
            (Self::MomentumRotation { lookback, .. }, "lookback") => *lookback = whole(value)?,
            (Self::MomentumRotation { skip, .. }, "skip") => *skip = whole(value)?,
            (Self::MomentumRotation { hold, .. }, "hold") => *hold = whole(value)?,
            (Self::MeanReversion { window, .. } | Self::Pairs { window, .. }, "window") => {
                *window = whole(value)?;
            }
            (Self::MeanReversion { entry, .. } | Self::Pairs { entry, .. }, "entry") => {
                *entry = value;
            }
            (Self::MeanReversion { exit, .. } | Self::Pairs { exit, .. }, "exit") => *exit = value,
            (Self::DonchianBreakout { entry, .. }, "entry") => *entry = whole(value)?,
            (Self::DonchianBreakout { exit, .. }, "exit") => *exit = whole(value)?,
            _ => {
                let known = self.parameters().iter().map(|known| format!("`{known}`"));
                let known = known.collect::<Vec<_>>().join(", ");
                let known = if known.is_empty() { "no parameters".to_owned() } else { known };
                return Err(BacktestError::UnknownParameter { name: name.to_owned(), known });
            }
        }
        Ok(changed)
    }
}

fn whole(value: f64) -> Result<usize, BacktestError> {
    let holds = value.fract() == 0.0 && (0.0..=1e9).contains(&value);
    expect_setting(holds, "parameter", value, "a whole number, 0 or more")?;
    Ok(value as usize)
}
