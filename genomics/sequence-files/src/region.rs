use crate::SequenceFileError;
use serde::Serialize;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// A part of a sequence, as people write it: `chr20:1000000-1500000`, counted from 1, both ends in it.
///
/// ```
/// use neuron_sequence_files::Region;
///
/// let region: Region = "chr20:1,000,001-1,500,000".parse()?;
/// assert_eq!(region.contig, "chr20");
/// assert_eq!(region.zero_based(u64::MAX), 1_000_000..1_500_000);
/// assert_eq!(region.to_string(), "chr20:1000001-1500000");
/// assert_eq!("chrM".parse::<Region>()?.to_string(), "chrM");
/// # Ok::<(), neuron_sequence_files::SequenceFileError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Region {
    /// Name of the sequence.
    pub contig: String,
    /// First position, counted from 1.
    pub start: u64,
    /// Last position; none up to the sequence's end.
    pub end: Option<u64>,
}

impl Region {
    /// All of a sequence.
    #[must_use]
    pub fn whole(contig: &str) -> Self {
        Self { contig: contig.to_owned(), start: 1, end: None }
    }

    /// Reads a region of a file whose sequences are known: a name that itself ends like an interval, as
    /// `HLA-A*01:01-02` does, is then taken for a name where it is one.
    ///
    /// # Errors
    /// [`SequenceFileError::Region`].
    pub fn among(text: &str, known: impl Fn(&str) -> bool) -> Result<Self, SequenceFileError> {
        if known(text) { Ok(Self::whole(text)) } else { text.parse() }
    }

    /// The same part counted from 0 with its end outside, cut to a sequence of so many bases.
    #[must_use]
    pub fn zero_based(&self, length: u64) -> Range<u64> {
        let end = self.end.unwrap_or(u64::MAX).min(length);
        (self.start - 1).min(end)..end
    }

    /// Whether a record overlaps it that covers `covered`, counted from 0 with its end outside. A record of no
    /// length counts as the base behind it, as tabix has it.
    #[must_use]
    pub fn overlaps(&self, covered: &Range<u64>) -> bool {
        let end = covered.end.max(covered.start.saturating_add(1));
        covered.start < self.end.unwrap_or(u64::MAX) && end > self.start - 1
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.start, self.end) {
            (1, None) => f.write_str(&self.contig),
            (start, None) => write!(f, "{}:{start}-", self.contig),
            (start, Some(end)) => write!(f, "{}:{start}-{end}", self.contig),
        }
    }
}

impl FromStr for Region {
    type Err = SequenceFileError;

    /// `name`, `name:start-end`, `name:start-` or `name:-end`; positions may have commas. `name:5` is an error, since
    /// tools disagree about what it means. A name in braces, `{HLA-A*01:01}:1-9`, may hold anything.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = |what: String| SequenceFileError::Region { text: text.to_owned(), what };
        let (contig, interval) = match text.strip_prefix('{').and_then(|rest| rest.split_once('}'))
        {
            Some((name, "")) => (name, None),
            Some((name, rest)) => match rest.strip_prefix(':') {
                Some(interval) => (name, Some(interval)),
                None => return Err(wrong("behind `}` comes `:start-end`, or nothing".into())),
            },
            None => match text.rsplit_once(':') {
                Some((name, interval)) if looks_like_interval(interval) => (name, Some(interval)),
                _ => (text, None),
            },
        };
        if contig.is_empty() || contig.contains(char::is_whitespace) {
            return Err(wrong(
                "it begins with the name of a sequence, as in `chr20:1-500000`".into(),
            ));
        }
        let Some(interval) = interval else { return Ok(Self::whole(contig)) };
        let Some((start, end)) = interval.split_once('-') else {
            return Err(wrong(format!(
                "write `{contig}:{interval}-{interval}` for the one position, or `{contig}:{interval}-` for all from it on"
            )));
        };
        let position = |digits: &str, which: &str| -> Result<Option<u64>, SequenceFileError> {
            if digits.is_empty() {
                return Ok(None);
            }
            match digits.replace(',', "").parse() {
                Ok(0) => Err(wrong(format!("its {which} is 0, and positions are counted from 1"))),
                // Positions above are none of any genome, and leave room to add one.
                Ok(position) if position < 1 << 60 => Ok(Some(position)),
                _ => Err(wrong(format!("its {which}, `{digits}`, is no position"))),
            }
        };
        let (start, end) = (position(start, "start")?.unwrap_or(1), position(end, "end")?);
        if end.is_some_and(|end| end < start) {
            return Err(wrong("it ends before it starts".into()));
        }
        Ok(Self { contig: contig.to_owned(), start, end })
    }
}

/// Digits, commas, and a hyphen between them; not only a hyphen.
fn looks_like_interval(text: &str) -> bool {
    let of_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    has_digit && text.splitn(2, '-').all(of_digits)
}
