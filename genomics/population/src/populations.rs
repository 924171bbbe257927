use crate::PopulationError;
use serde::Serialize;
use std::collections::BTreeMap;

/// Which samples belong to which population. A sample may belong to none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Populations {
    /// Names, in alphabetical order.
    pub names: Vec<String>,
    /// Numbers of the samples of each population, rising.
    pub members: Vec<Vec<usize>>,
    /// How many samples there are, with those of no population.
    pub samples: usize,
}

impl Populations {
    /// From a label for each sample; `None` for a sample that is left out.
    ///
    /// ```
    /// use neuron_population::Populations;
    /// let populations = Populations::from_labels(&[Some("FIN"), Some("CEU"), None, Some("FIN")]);
    /// assert_eq!(populations.names, ["CEU", "FIN"]);
    /// assert_eq!(populations.members, [vec![1], vec![0, 3]]);
    /// ```
    #[must_use]
    pub fn from_labels<S: AsRef<str>>(labels: &[Option<S>]) -> Self {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (sample, label) in labels.iter().enumerate() {
            if let Some(label) = label {
                groups.entry(label.as_ref()).or_default().push(sample);
            }
        }
        let (names, members) =
            groups.into_iter().map(|(name, members)| (name.to_owned(), members)).unzip();
        Self { names, members, samples: labels.len() }
    }

    /// All samples as one population.
    #[must_use]
    pub fn single(name: &str, samples: usize) -> Self {
        Self { names: vec![name.to_owned()], members: vec![(0..samples).collect()], samples }
    }

    /// Number of the population of each sample.
    #[must_use]
    pub fn of_samples(&self) -> Vec<Option<usize>> {
        let mut populations = vec![None; self.samples];
        for (population, members) in self.members.iter().enumerate() {
            for &member in members {
                populations[member] = Some(population);
            }
        }
        populations
    }

    /// Refuses populations of fewer samples than an analysis takes.
    ///
    /// # Errors
    /// [`PopulationError::SmallPopulation`] with the first of them.
    pub fn at_least(&self, analysis: &'static str, expected: usize) -> Result<(), PopulationError> {
        for (name, members) in self.names.iter().zip(&self.members) {
            if members.len() < expected {
                let (name, found) = (name.clone(), members.len());
                return Err(PopulationError::SmallPopulation { analysis, name, found, expected });
            }
        }
        Ok(())
    }

    /// Pairs of populations, the first of each pair before the second.
    #[must_use]
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let count = self.names.len();
        (0..count).flat_map(|i| (i + 1..count).map(move |j| (i, j))).collect()
    }
}
