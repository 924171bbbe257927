use crate::EvaluationError;
use std::collections::BTreeMap;

/// The sequences that calls were made on.
///
/// ```
/// use neuron_variant_evaluation::Reference;
/// let reference = Reference::new(vec![("chr1".to_owned(), b"acgtNN".to_vec())])?;
/// assert_eq!(reference.sequence("chr1"), Some(&b"ACGTNN"[..]));
/// # Ok::<(), neuron_variant_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reference {
    names: Vec<String>,
    sequences: Vec<Vec<u8>>,
    places: BTreeMap<String, usize>,
}

impl Reference {
    /// Takes names and bases of contigs; lower-case (soft-masked) bases become upper-case.
    ///
    /// # Errors
    /// [`EvaluationError::DuplicateContig`].
    pub fn new(contigs: Vec<(String, Vec<u8>)>) -> Result<Self, EvaluationError> {
        let mut reference =
            Self { names: Vec::new(), sequences: Vec::new(), places: BTreeMap::new() };
        for (name, mut sequence) in contigs {
            let place = reference.names.len();
            if let Some(first) = reference.places.insert(name.clone(), place) {
                let (first, second) = (first + 1, place + 1);
                return Err(EvaluationError::DuplicateContig { contig: name, first, second });
            }
            sequence.make_ascii_uppercase();
            reference.names.push(name);
            reference.sequences.push(sequence);
        }
        Ok(reference)
    }

    /// Names of the contigs, in the order given.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Bases of a contig, in upper case.
    #[must_use]
    pub fn sequence(&self, contig: &str) -> Option<&[u8]> {
        self.places.get(contig).map(|&place| self.sequences[place].as_slice())
    }

    /// Where a contig stands among [`names`](Self::names).
    #[must_use]
    pub fn place(&self, contig: &str) -> Option<usize> {
        self.places.get(contig).copied()
    }

    /// Bases of the contig at a place.
    pub(crate) fn at(&self, place: usize) -> &[u8] {
        &self.sequences[place]
    }
}
