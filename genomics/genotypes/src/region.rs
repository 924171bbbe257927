use crate::GenotypeError;
use std::fmt;
use std::str::FromStr;

/// Part of a sequence: first and last position, counted from 1, both included.
///
/// ```
/// use neuron_genotypes::Region;
/// let region: Region = "chr20:1,000,000-1,500,000".parse()?;
/// assert_eq!((region.contig.as_str(), region.first, region.last), ("chr20", 1_000_000, 1_500_000));
/// assert!("chr20:9-3".parse::<Region>().is_err());
/// # Ok::<(), neuron_genotypes::GenotypeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Name of the sequence.
    pub contig: String,
    /// First position.
    pub first: u64,
    /// Last position.
    pub last: u64,
}

impl Region {
    /// Whether a stretch of so many bases from `position` touches it. An insertion or deletion counts by the bases of
    /// its reference allele, as an index counts it.
    #[must_use]
    pub fn touches(&self, contig: &[u8], position: u64, bases: usize) -> bool {
        let end = position.saturating_add((bases as u64).max(1) - 1);
        self.contig.as_bytes() == contig && position <= self.last && end >= self.first
    }
}

impl FromStr for Region {
    type Err = GenotypeError;

    /// Reads `CONTIG`, `CONTIG:FIRST`, `CONTIG:FIRST-` or `CONTIG:FIRST-LAST`; digits may be grouped by commas.
    fn from_str(text: &str) -> Result<Self, GenotypeError> {
        let wrong = |expected| GenotypeError::Region { text: text.to_owned(), expected };
        let number = |digits: &str| {
            let plain = digits.replace(',', "");
            let valid = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit());
            plain.parse::<u64>().ok().filter(|_| valid)
        };
        let form =
            "expected `CONTIG`, `CONTIG:FIRST` or `CONTIG:FIRST-LAST`, as `chr20:1000000-1500000`";
        if text.is_empty() || text.starts_with(':') {
            return Err(wrong(form));
        }
        let whole = || Self { contig: text.to_owned(), first: 1, last: u64::MAX };
        let Some((contig, range)) = text.rsplit_once(':') else { return Ok(whole()) };
        let (first, last) = match range.split_once('-') {
            None => (number(range), number(range)),
            Some((first, "")) => (number(first), Some(u64::MAX)),
            Some((first, last)) => (number(first), number(last)),
        };
        let (Some(first), Some(last)) = (first, last) else { return Err(wrong(form)) };
        if first == 0 || last < first {
            return Err(wrong("positions count from 1, and the last is not before the first"));
        }
        Ok(Self { contig: contig.to_owned(), first, last })
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}-", self.contig, self.first)?;
        if self.last == u64::MAX { Ok(()) } else { write!(f, "{}", self.last) }
    }
}
