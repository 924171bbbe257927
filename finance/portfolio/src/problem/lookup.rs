use crate::PortfolioError;
use std::collections::BTreeMap;

/// Positions of the assets by ticker.
pub(super) struct Tickers<'a> {
    names: &'a [String],
    positions: BTreeMap<&'a str, usize>,
}

impl<'a> Tickers<'a> {
    pub(super) fn new(names: &'a [String]) -> Result<Self, PortfolioError> {
        if names.is_empty() {
            return Err(PortfolioError::NoAssets);
        }
        let mut positions = BTreeMap::new();
        for (second, name) in names.iter().enumerate() {
            if let Some(first) = positions.insert(name.as_str(), second) {
                return Err(PortfolioError::SameName { name: name.clone(), first, second });
            }
        }
        Ok(Self { names, positions })
    }

    /// The position of a ticker that `place` names.
    pub(super) fn position(&self, ticker: &str, place: &str) -> Result<usize, PortfolioError> {
        self.positions.get(ticker).copied().ok_or_else(|| PortfolioError::UnknownAsset {
            place: place.to_owned(),
            ticker: ticker.to_owned(),
            count: self.names.len(),
            near: self.near(ticker),
        })
    }

    /// Values by ticker as a vector, `otherwise` where none is given.
    pub(super) fn spread(
        &self,
        values: &BTreeMap<String, f64>,
        otherwise: f64,
        place: &str,
    ) -> Result<Vec<f64>, PortfolioError> {
        let mut spread = vec![otherwise; self.names.len()];
        for (ticker, &value) in values {
            let position = self.position(ticker, place)?;
            if !value.is_finite() {
                return Err(PortfolioError::NotFinite {
                    what: format!("{place} of `{ticker}`"),
                    value,
                });
            }
            spread[position] = value;
        }
        Ok(spread)
    }

    fn near(&self, ticker: &str) -> Option<String> {
        let wanted = ticker.to_lowercase();
        self.names
            .iter()
            .map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &wanted), name))
            .filter(|(likeness, _)| *likeness > 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, name)| name.clone())
    }
}
