use crate::change_detection::ChangeError;
use crate::change_detection::methods::{IrMadOptions, ir_mad};
use crate::change_detection::pair::{ScenePair, fit_lines};
use serde::{Deserialize, Serialize};

/// What is done about light before a network sees two dates. Either leaves bands of mean 0 and deviation 1 in any
/// unit: a network needs no statistics of what it was trained on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Light {
    /// Each band of each date to mean 0 and deviation 1 over the pair.
    #[default]
    Standardised,
    /// The second date by lines through pixels that IR-MAD takes as unchanged, or through all where it finds no
    /// end; then both dates as the first is standardised.
    Matched,
}

impl Light {
    /// The pair in one light.
    ///
    /// # Errors
    /// [`ChangeError::Constant`] where a band has one value everywhere.
    pub fn apply(self, pair: &ScenePair) -> Result<ScenePair, ChangeError> {
        match self {
            Self::Standardised => pair.standardised(),
            Self::Matched => {
                let unchanged = ir_mad(pair, &IrMadOptions::default()).map(|found| found.unchanged);
                let lines = fit_lines(pair, unchanged.ok().as_deref())?;
                pair.with_lines(&lines).standardised_alike()
            }
        }
    }
}
