use crate::BacktestError;

/// The bars of one asset: a row for each time.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetBars {
    /// The name, as the ticker.
    pub name: String,
    /// The first price of each bar.
    pub open: Vec<f64>,
    /// The highest price of each bar.
    pub high: Vec<f64>,
    /// The lowest price of each bar.
    pub low: Vec<f64>,
    /// The last price of each bar.
    pub close: Vec<f64>,
    /// The units traded in each bar; empty where that is not known.
    pub volume: Vec<f64>,
}

impl AssetBars {
    /// Bars of closing prices alone: each bar opens and stays at its close, without volumes.
    #[must_use]
    pub fn from_closes(name: &str, closes: Vec<f64>) -> Self {
        Self {
            name: name.to_owned(),
            open: closes.clone(),
            high: closes.clone(),
            low: closes.clone(),
            close: closes,
            volume: Vec::new(),
        }
    }

    pub(super) fn check(&self, rows: usize) -> Result<(), BacktestError> {
        let asset = || self.name.clone();
        let prices = [
            ("open", &self.open),
            ("high", &self.high),
            ("low", &self.low),
            ("close", &self.close),
        ];
        for (column, values) in prices {
            if values.len() != rows {
                let found = values.len();
                return Err(BacktestError::Length {
                    asset: asset(),
                    column,
                    found,
                    expected: rows,
                });
            }
            if let Some(row) = values.iter().position(|v| !(v.is_finite() && *v > 0.0)) {
                return Err(BacktestError::Price {
                    asset: asset(),
                    row,
                    column,
                    value: values[row],
                });
            }
        }
        if let Some(row) = (0..rows).find(|&row| self.high[row] < self.low[row]) {
            let (high, low) = (self.high[row], self.low[row]);
            return Err(BacktestError::HighBelowLow { asset: asset(), row, high, low });
        }
        if !self.volume.is_empty() && self.volume.len() != rows {
            return Err(BacktestError::Length {
                asset: asset(),
                column: "volume",
                found: self.volume.len(),
                expected: rows,
            });
        }
        match self.volume.iter().position(|v| !(v.is_finite() && *v >= 0.0)) {
            None => Ok(()),
            Some(row) => {
                Err(BacktestError::Volume { asset: asset(), row, value: self.volume[row] })
            }
        }
    }

    pub(super) fn rows(&self, range: std::ops::Range<usize>) -> Self {
        let cut = |values: &Vec<f64>| values.get(range.clone()).unwrap_or(&[]).to_vec();
        Self {
            name: self.name.clone(),
            open: cut(&self.open),
            high: cut(&self.high),
            low: cut(&self.low),
            close: cut(&self.close),
            volume: cut(&self.volume),
        }
    }
}
