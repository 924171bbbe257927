use super::{ChangeSetError, LabelledPair};
use neuron_raster::Window;
use neuron_train::checkpoint::sha256_hex;

/// A part of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Number of the pair.
    pub pair: usize,
    /// Its pixels there.
    pub window: Window,
}

/// Pairs, and which part of which is for what.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSet {
    /// Its name, or its folder's.
    pub name: String,
    /// True of what a program made up.
    pub synthetic: bool,
    /// Names of the bands; empty where files name none.
    pub bands: Vec<String>,
    /// Names of the classes of change, class 0 first.
    pub classes: Vec<String>,
    /// The pairs.
    pub pairs: Vec<LabelledPair>,
    /// What is learned from.
    pub train: Vec<Region>,
    /// What the best epoch and the threshold are chosen by.
    pub validation: Vec<Region>,
    /// What is reported on.
    pub test: Vec<Region>,
    /// What a user should read.
    pub notices: Vec<String>,
}

impl ChangeSet {
    /// Checks that there is something to learn, to choose by and to measure: each split has pixels of both kinds.
    ///
    /// # Errors
    /// [`ChangeSetError::OneKind`].
    pub fn checked(self) -> Result<Self, ChangeSetError> {
        for (split, regions) in
            [("training", &self.train), ("validation", &self.validation), ("test", &self.test)]
        {
            let [unchanged, changed] = self.counts(regions);
            for (kind, count) in [("changed", changed), ("unchanged", unchanged)] {
                if count == 0 {
                    let dataset = self.name.clone();
                    return Err(ChangeSetError::OneKind { dataset, split, kind });
                }
            }
        }
        Ok(self)
    }

    /// Pixels that are labelled unchanged and changed in some regions.
    #[must_use]
    pub fn counts(&self, regions: &[Region]) -> [u64; 2] {
        let mut counts = [0; 2];
        for truth in regions.iter().flat_map(|region| self.truth(region)).flatten() {
            counts[usize::from(truth > 0)] += 1;
        }
        counts
    }

    /// The truth of a region, row after row.
    #[must_use]
    pub fn truth(&self, region: &Region) -> Vec<Option<u8>> {
        let Some(pair) = self.pairs.get(region.pair) else { return Vec::new() };
        let [_, columns] = pair.pair.before().extents();
        let window = region.window;
        let rows = pair.truth.chunks_exact(columns).skip(window.y).take(window.height);
        rows.flat_map(|row| row.iter().skip(window.x).take(window.width).copied()).collect()
    }

    /// How many bands a date has.
    #[must_use]
    pub fn band_count(&self) -> usize {
        self.pairs.first().map_or(0, |pair| pair.pair.before().bands())
    }

    /// SHA-256 of all pixels and labels.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut bytes = Vec::new();
        for pair in &self.pairs {
            for date in [pair.pair.before(), pair.pair.after()] {
                for band in 0..date.bands() {
                    bytes.extend(date.band(band).iter().flat_map(|value| value.to_le_bytes()));
                }
            }
            bytes.extend(pair.truth.iter().map(|truth| truth.unwrap_or(u8::MAX)));
        }
        sha256_hex(&bytes)
    }
}
