use serde::Serialize;
use std::fmt;

/// Names of taxa, the widest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Lineage(Vec<String>);

impl Lineage {
    /// The names between semicolons, without blanks around them; `None` where one is empty.
    ///
    /// ```
    /// use neuron_metagenomics::taxonomy::Lineage;
    /// let lineage = Lineage::parse("Bacteria; Firmicutes; Bacilli;").unwrap();
    /// assert_eq!((lineage.names().len(), lineage.to_string().as_str()), (3, "Bacteria;Firmicutes;Bacilli"));
    /// assert!(Lineage::parse("Bacteria;;Bacilli").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let names: Vec<String> = text
            .strip_suffix(';')
            .unwrap_or(text)
            .split(';')
            .map(|name| name.trim().to_owned())
            .collect();
        names.iter().all(|name| !name.is_empty()).then_some(Self(names))
    }

    /// The names, the widest first.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// The lineage down to a rank, counted from 1 for the widest; the whole where it is no longer.
    #[must_use]
    pub fn to_rank(&self, rank: usize) -> Self {
        Self(self.0.iter().take(rank).cloned().collect())
    }
}

impl fmt::Display for Lineage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(";"))
    }
}

/// The lineage in a FASTA description: what follows the last tabulator, or, without one, the text from the last word
/// before the first semicolon on. `None` where there is no semicolon.
///
/// ```
/// use neuron_metagenomics::taxonomy::lineage_of_description;
/// let found = lineage_of_description("Some gene 16S\tBacteria; Firmicutes; Bacilli").unwrap();
/// assert_eq!(found.to_string(), "Bacteria;Firmicutes;Bacilli");
/// let found = lineage_of_description("gene 16S Bacteria;Firmicutes;Bacilli").unwrap();
/// assert_eq!(found.names()[0], "Bacteria");
/// ```
#[must_use]
pub fn lineage_of_description(description: &str) -> Option<Lineage> {
    let last = match description.rsplit_once('\t') {
        Some((_, last)) => last,
        None => {
            let first = description.find(';')?;
            let start =
                description[..first].trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
            &description[start..]
        }
    };
    Lineage::parse(last).filter(|_| last.contains(';'))
}
