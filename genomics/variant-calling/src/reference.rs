use crate::CallingError;

/// Bases of the genome that the reads were aligned to, contig by contig.
///
/// ```
/// let reference = neuron_variant_calling::Reference::new([("chr1".to_owned(), b"ACgtN".to_vec())])?;
/// assert_eq!(reference.contig("chr1").unwrap(), b"ACGTN");
/// # Ok::<(), neuron_variant_calling::CallingError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reference {
    contigs: Vec<(String, Vec<u8>)>,
}

impl Reference {
    /// Takes contigs in the order of their file. Letters become capitals, U becomes T; every ambiguity code
    /// becomes N, at which nothing is called.
    ///
    /// # Errors
    /// [`CallingError::Reference`] where there is none, a name comes twice, a contig is empty or has
    /// something that is no base.
    pub fn new(contigs: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self, CallingError> {
        let mut all: Vec<(String, Vec<u8>)> = Vec::new();
        let mut names = std::collections::HashSet::new();
        for (name, mut bases) in contigs {
            if !names.insert(name.clone()) {
                return Err(wrong(format!("contig `{name}` comes twice")));
            }
            if bases.is_empty() {
                return Err(wrong(format!("contig `{name}` has no bases")));
            }
            for (index, base) in bases.iter_mut().enumerate() {
                *base = match base.to_ascii_uppercase() {
                    known @ (b'A' | b'C' | b'G' | b'T') => known,
                    b'U' => b'T',
                    b'N' | b'R' | b'Y' | b'S' | b'W' | b'K' | b'M' | b'B' | b'D' | b'H' | b'V' => {
                        b'N'
                    }
                    other => {
                        return Err(wrong(format!(
                            "contig `{name}`, base {}: `{}` is no base",
                            index + 1,
                            char::from(other).escape_default()
                        )));
                    }
                };
            }
            all.push((name, bases));
        }
        if all.is_empty() {
            return Err(wrong("there is no contig".to_owned()));
        }
        Ok(Self { contigs: all })
    }

    /// Bases of a contig, in capitals.
    #[must_use]
    pub fn contig(&self, name: &str) -> Option<&[u8]> {
        self.contigs.iter().find(|(known, _)| known == name).map(|(_, bases)| bases.as_slice())
    }

    /// Names and bases, in the order they were given.
    pub fn contigs(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.contigs.iter().map(|(name, bases)| (name.as_str(), bases.as_slice()))
    }

    /// The first names, for messages.
    pub(crate) fn names(&self) -> String {
        const SHOWN: usize = 3;
        let shown: Vec<String> =
            self.contigs.iter().take(SHOWN).map(|(name, _)| format!("`{name}`")).collect();
        let more = if self.contigs.len() > SHOWN { " …" } else { "" };
        format!("{}{more}", shown.join(", "))
    }
}

fn wrong(what: String) -> CallingError {
    CallingError::Reference { what }
}
