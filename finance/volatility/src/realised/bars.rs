use crate::VolatilityError;

/// Prices of days in order, each `[n]`, checked: finite, above 0, high not below open, low or close.
#[derive(Clone, Copy, Debug)]
pub struct Bars<'a> {
    pub(super) open: &'a [f64],
    pub(super) high: &'a [f64],
    pub(super) low: &'a [f64],
    pub(super) close: &'a [f64],
}

impl<'a> Bars<'a> {
    /// Checks and joins the four series.
    ///
    /// ```
    /// use neuron_volatility::Bars;
    /// let bars = Bars::new(&[100.0, 101.0], &[102.0, 103.0], &[99.0, 100.0], &[101.0, 102.0])?;
    /// let variance = bars.parkinson();
    /// let range = (102.0_f64 / 99.0).ln();
    /// assert!((variance[0] - range * range / (4.0 * 2.0_f64.ln())).abs() < 1e-15);
    /// # Ok::<(), neuron_volatility::VolatilityError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`VolatilityError`] for different lengths, prices that are not positive, or a day whose high
    /// is below, or low above, another of its prices.
    pub fn new(
        open: &'a [f64],
        high: &'a [f64],
        low: &'a [f64],
        close: &'a [f64],
    ) -> Result<Self, VolatilityError> {
        for (name, values) in [("open", open), ("high", high), ("low", low), ("close", close)] {
            crate::series::same_length("open", open, name, values)?;
            crate::series::positive(name, values)?;
        }
        for index in 0..open.len() {
            let (high, low) = (high[index], low[index]);
            if [open[index], close[index]].iter().any(|price| *price > high || *price < low) {
                return Err(VolatilityError::ImpossibleBar { index, high, low });
            }
        }
        Ok(Self { open, high, low, close })
    }

    /// Number of days.
    #[must_use]
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// Whether there is no day.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Log high and log low over the open, and log close over it, of a day.
    pub(super) fn moves(&self, day: usize) -> (f64, f64, f64) {
        let open = self.open[day];
        ((self.high[day] / open).ln(), (self.low[day] / open).ln(), (self.close[day] / open).ln())
    }
}
