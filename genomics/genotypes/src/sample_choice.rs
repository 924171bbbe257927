use crate::GenotypeError;
use std::collections::HashSet;
use std::path::Path;

/// The samples that are read.
pub(crate) struct SampleChoice {
    /// Samples of the file.
    pub(crate) all: Vec<String>,
    /// Those that are read, by number, rising; `None`: all.
    pub(crate) chosen: Option<Vec<usize>>,
}

impl SampleChoice {
    /// Chooses of the samples of a file those that are wanted.
    pub(crate) fn new(
        file: &Path,
        all: Vec<String>,
        wanted: Option<&[String]>,
    ) -> Result<Self, GenotypeError> {
        let mut known = HashSet::new();
        if let Some(sample) = all.iter().find(|sample| !known.insert(sample.as_str())) {
            return Err(GenotypeError::DuplicateSample { sample: sample.clone() });
        }
        let chosen = match wanted {
            None => None,
            Some(wanted) => {
                let absent = |sample: &&String| !known.contains(sample.as_str());
                let samples: Vec<String> = wanted.iter().filter(absent).cloned().collect();
                if !samples.is_empty() {
                    return Err(GenotypeError::NoSuchSamples { file: file.to_owned(), samples });
                }
                let wanted: HashSet<&str> = wanted.iter().map(String::as_str).collect();
                let is_wanted = |&sample: &usize| wanted.contains(all[sample].as_str());
                Some((0..all.len()).filter(is_wanted).collect::<Vec<_>>())
            }
        };
        // Every sample in the file's order is the same as all.
        let chosen = chosen.filter(|chosen| chosen.len() != all.len());
        Ok(Self { all, chosen })
    }

    /// How many are read.
    pub(crate) fn count(&self) -> usize {
        self.chosen.as_ref().map_or(self.all.len(), Vec::len)
    }

    /// Their names.
    pub(crate) fn names(&self) -> Vec<String> {
        match &self.chosen {
            None => self.all.clone(),
            Some(chosen) => chosen.iter().map(|&sample| self.all[sample].clone()).collect(),
        }
    }
}
