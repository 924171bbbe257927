use crate::FeaturesError;
use crate::cross_validation::duplicate_groups;
use serde::Serialize;

/// Sequences with a class each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LabelledSequences {
    /// What they are called.
    pub name: String,
    /// Names of the classes; a label is a place here.
    pub classes: Vec<String>,
    /// The sequences.
    pub sequences: Vec<Vec<u8>>,
    /// The class of each sequence.
    pub labels: Vec<usize>,
    /// The group of each sequence: exact copies are of one group, numbered by first appearance.
    pub groups: Vec<usize>,
}

impl LabelledSequences {
    /// Sequences with the names of their classes. Classes are numbered in the order of `classes`.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where a label is not among `classes`.
    pub fn new(
        name: &str,
        classes: &[&str],
        examples: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Self, FeaturesError> {
        let (mut sequences, mut labels) = (Vec::new(), Vec::new());
        for (label, sequence) in examples {
            let Some(place) = classes.iter().position(|class| *class == label) else {
                let place = format!("`{label}` of sequence {}", labels.len() + 1);
                return Err(FeaturesError::parameter("class", place, classes.join(" or ")));
            };
            labels.push(place);
            sequences.push(sequence);
        }
        let groups = duplicate_groups(&sequences);
        let classes = classes.iter().map(ToString::to_string).collect();
        Ok(Self { name: name.to_owned(), classes, sequences, labels, groups })
    }

    /// How many sequences there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sequences.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sequences.is_empty()
    }
}
