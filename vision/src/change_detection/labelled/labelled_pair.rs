use super::ChangeSetError;
use crate::change_detection::ChangeError;
use crate::change_detection::pair::{ScenePair, registered};
use neuron_raster::georeference::GeoReference;

/// Pixels in each direction that a shift is looked for.
pub(crate) const REACH: usize = 3;

/// Two dates of a place, and what happened at each pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelledPair {
    /// What it is called in messages and reports.
    pub name: String,
    /// The dates.
    pub pair: ScenePair,
    /// `[rows, columns]`: 0 did not change, `n` is class of change `n - 1`; nothing where it is not known, under
    /// clouds, or not seen.
    pub truth: Vec<Option<u8>>,
    /// Where the first date lies, where its file says so.
    pub place: Option<GeoReference>,
}

impl LabelledPair {
    /// A pair whose truth is of the same pixels. What is not seen at both dates is not known.
    ///
    /// # Errors
    /// [`ChangeError::Labels`] where the truth is of another length.
    pub fn new(
        name: String,
        pair: ScenePair,
        mut truth: Vec<Option<u8>>,
        place: Option<GeoReference>,
    ) -> Result<Self, ChangeSetError> {
        if truth.len() != pair.seen().len() {
            let (found, expected) = (truth.len(), pair.seen().len());
            let cause = ChangeError::Labels { found, expected };
            return Err(ChangeSetError::Pair { pair: name, cause });
        }
        truth.iter_mut().zip(pair.seen()).filter(|(_, seen)| !**seen).for_each(|(t, _)| *t = None);
        Ok(Self { name, pair, truth, place })
    }

    /// The pair with the second date moved back by a shift of less than 3 pixels, where one is found.
    ///
    /// # Errors
    /// Where nothing is left.
    pub fn registered(self) -> Result<Self, ChangeSetError> {
        let pair = registered(&self.pair, REACH);
        let pair = pair.map_err(|cause| ChangeSetError::Pair { pair: self.name.clone(), cause })?;
        Self::new(self.name, pair, self.truth, self.place)
    }

    /// Whether each pixel changed.
    #[must_use]
    pub fn labels(&self) -> Vec<Option<bool>> {
        self.truth.iter().map(|truth| truth.map(|class| class > 0)).collect()
    }
}
