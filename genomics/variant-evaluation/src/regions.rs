use crate::EvaluationError;
use std::collections::BTreeMap;
use std::io::{BufRead, Read};

/// The longest line of a BED file that is read.
const LONGEST: u64 = 1 << 20;

/// Stretches of contigs, merged and sorted: confident regions, or a stratum.
///
/// ```
/// use neuron_variant_evaluation::Regions;
/// let regions = Regions::read_bed(&b"chr1\t10\t20\nchr1\t20\t25\n"[..], "sure.bed")?;
/// assert!(regions.contains("chr1", 10, 25) && !regions.contains("chr1", 9, 12));
/// assert_eq!(regions.bases(), 15);
/// # Ok::<(), neuron_variant_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    contigs: BTreeMap<String, Vec<(u64, u64)>>,
}

impl Regions {
    /// Takes half-open intervals `[start, end)`, counted from 0, in any order.
    #[must_use]
    pub fn new(intervals: impl IntoIterator<Item = (String, u64, u64)>) -> Self {
        let mut contigs: BTreeMap<String, Vec<(u64, u64)>> = BTreeMap::new();
        for (contig, start, end) in intervals {
            if start < end {
                contigs.entry(contig).or_default().push((start, end));
            }
        }
        for intervals in contigs.values_mut() {
            intervals.sort_unstable();
            let mut merged: Vec<(u64, u64)> = Vec::new();
            for &(start, end) in intervals.iter() {
                match merged.last_mut() {
                    Some(last) if start <= last.1 => last.1 = last.1.max(end),
                    _ => merged.push((start, end)),
                }
            }
            *intervals = merged;
        }
        Self { contigs }
    }

    /// Reads a BED file of three columns or more; `file` is the name for messages.
    ///
    /// # Errors
    /// [`EvaluationError::Bed`] with the line, or [`EvaluationError::Read`].
    pub fn read_bed<R: BufRead>(mut reader: R, file: &str) -> Result<Self, EvaluationError> {
        let (mut intervals, mut buffer, mut line) = (Vec::new(), Vec::new(), 0);
        loop {
            buffer.clear();
            let bytes = reader
                .by_ref()
                .take(LONGEST + 1)
                .read_until(b'\n', &mut buffer)
                .map_err(|cause| EvaluationError::Read { file: file.to_owned(), cause })?;
            if bytes == 0 {
                return Ok(Self::new(intervals));
            }
            line += 1;
            let wrong = |what: String| EvaluationError::Bed { file: file.to_owned(), line, what };
            if bytes as u64 > LONGEST {
                return Err(wrong(format!("the line is longer than {LONGEST} bytes")));
            }
            let text = std::str::from_utf8(&buffer)
                .map_err(|_| wrong("the line is not UTF-8".to_owned()))?
                .trim_end_matches(['\n', '\r']);
            let about = ["#", "track", "browser"].iter().any(|start| text.starts_with(start));
            if !about && !text.trim().is_empty() {
                intervals.push(interval(text).map_err(wrong)?);
            }
        }
    }

    /// Whether all of `[start, end)` lies within.
    #[must_use]
    pub fn contains(&self, contig: &str, start: u64, end: u64) -> bool {
        self.interval_at(contig, start).is_some_and(|(_, last)| end <= last)
    }

    /// Whether any of `[start, end)` lies within.
    #[must_use]
    pub fn overlaps(&self, contig: &str, start: u64, end: u64) -> bool {
        let Some(intervals) = self.contigs.get(contig) else { return false };
        let next = intervals.partition_point(|interval| interval.1 <= start);
        intervals.get(next).is_some_and(|interval| interval.0 < end)
    }

    /// How many bases they have.
    #[must_use]
    pub fn bases(&self) -> u64 {
        self.contigs.values().flatten().map(|(start, end)| end - start).sum()
    }

    /// The contigs that they are on.
    pub fn contigs(&self) -> impl Iterator<Item = &str> {
        self.contigs.keys().map(String::as_str)
    }

    fn interval_at(&self, contig: &str, position: u64) -> Option<(u64, u64)> {
        let intervals = self.contigs.get(contig)?;
        let next = intervals.partition_point(|interval| interval.1 <= position);
        intervals.get(next).copied().filter(|interval| interval.0 <= position)
    }
}

fn interval(text: &str) -> Result<(String, u64, u64), String> {
    // The format asks for tabs; files with blanks are common and mean the same.
    let mut fields = text.split(['\t', ' ']).filter(|field| !field.is_empty());
    let (Some(contig), Some(start), Some(end)) = (fields.next(), fields.next(), fields.next())
    else {
        return Err("expected at least 3 columns: contig, start, end".to_owned());
    };
    let number = |name: &str, text: &str| {
        text.parse::<u64>()
            .map_err(|_| format!("the {name} is `{text}`, expected a whole number from 0"))
    };
    let (start, end) = (number("start", start)?, number("end", end)?);
    if start > end {
        return Err(format!("the start {start} is greater than the end {end}"));
    }
    Ok((contig.to_owned(), start, end))
}
