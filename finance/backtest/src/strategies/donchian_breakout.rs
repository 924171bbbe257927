use crate::indicators::{Channel, Donchian, Indicator};
use crate::{BacktestError, Orders, Strategy, View};

/// Follows a breakout: long when the close leaves the channel of the bars before upwards, short
/// when downwards, flat when it leaves a shorter channel against the position. The rule of the
/// "turtles" with 20 and 10 bars, or 55 and 20.
#[derive(Clone, Debug)]
pub struct DonchianBreakout {
    asset: usize,
    entry: Donchian,
    exit: Donchian,
    channels: Option<(Channel, Channel)>,
    long_only: bool,
    side: f64,
}

impl DonchianBreakout {
    /// Enters on the channel of `entry` bars, leaves on that of `exit` bars.
    ///
    /// # Errors
    /// If a window is 0.
    pub fn new(asset: usize, entry: usize, exit: usize) -> Result<Self, BacktestError> {
        let (entry, exit) = (Donchian::new(entry)?, Donchian::new(exit)?);
        Ok(Self { asset, entry, exit, channels: None, long_only: false, side: 0.0 })
    }

    /// Never goes short.
    #[must_use]
    pub fn long_only(mut self) -> Self {
        self.long_only = true;
        self
    }

    fn side(&self, close: f64, entry: &Channel, exit: &Channel) -> f64 {
        if close > entry.upper {
            1.0
        } else if close < entry.lower && !self.long_only {
            -1.0
        } else if (self.side > 0.0 && close < exit.lower) || (self.side < 0.0 && close > exit.upper)
        {
            0.0
        } else {
            self.side
        }
    }
}

impl Strategy for DonchianBreakout {
    fn warm_up(&self) -> usize {
        self.entry.warm_up().max(self.exit.warm_up()) + 1
    }

    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        let bar = view.latest(self.asset)?;
        // The channels end with the bar before: no close can leave a channel that holds it.
        if let Some((entry, exit)) = self.channels {
            let side = self.side(bar.close, &entry, &exit);
            if side != self.side {
                self.side = side;
                orders.target_weight(self.asset, side);
            }
        }
        let entry = self.entry.update(bar);
        self.channels = entry.zip(self.exit.update(bar));
        Ok(())
    }
}
