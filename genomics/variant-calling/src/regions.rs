use crate::CallingError;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where calls are wanted: everywhere, or in intervals of contigs.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    intervals: Option<BTreeMap<String, Vec<Range<usize>>>>,
}

impl Regions {
    /// The whole genome.
    #[must_use]
    pub fn everywhere() -> Self {
        Self { intervals: None }
    }

    /// Intervals of a BED file: contig, first position counted from 0, end, tab-separated; further columns,
    /// comments, `track` and `browser` lines are skipped. Intervals that touch are joined.
    ///
    /// # Errors
    /// [`CallingError::Regions`] with the line where a field is missing or no number, an interval ends before
    /// it starts, or nothing is left.
    ///
    /// ```
    /// # use neuron_variant_calling::Regions;
    /// let regions = Regions::from_bed("wanted.bed", "chr1\t10\t20\nchr1\t15\t40\n")?;
    /// assert!(regions.contains("chr1", 39) && !regions.contains("chr1", 40));
    /// # Ok::<(), neuron_variant_calling::CallingError>(())
    /// ```
    pub fn from_bed(file: &str, text: &str) -> Result<Self, CallingError> {
        let mut all: BTreeMap<String, Vec<Range<usize>>> = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            let wrong = |what: String| CallingError::Regions {
                file: file.to_owned(),
                line: index + 1,
                what,
            };
            let trimmed = line.trim();
            if trimmed.is_empty()
                || trimmed.starts_with('#')
                || trimmed.starts_with("track")
                || trimmed.starts_with("browser")
            {
                continue;
            }
            let mut fields = line.split_whitespace();
            let (Some(contig), Some(start), Some(end)) =
                (fields.next(), fields.next(), fields.next())
            else {
                return Err(wrong("expected contig, start and end".to_owned()));
            };
            let number = |field: &str| {
                field.parse::<usize>().map_err(|_| wrong(format!("`{field}` is no position")))
            };
            let (start, end) = (number(start)?, number(end)?);
            if end < start {
                return Err(wrong(format!("the interval ends at {end}, before its start {start}")));
            }
            all.entry(contig.to_owned()).or_default().push(start..end);
        }
        if all.is_empty() {
            let what = "there is no interval".to_owned();
            return Err(CallingError::Regions { file: file.to_owned(), line: 1, what });
        }
        for intervals in all.values_mut() {
            intervals.sort_by_key(|interval| (interval.start, interval.end));
            let mut joined: Vec<Range<usize>> = Vec::new();
            for interval in intervals.drain(..) {
                match joined.last_mut() {
                    Some(last) if interval.start <= last.end => {
                        last.end = last.end.max(interval.end);
                    }
                    _ => joined.push(interval),
                }
            }
            *intervals = joined;
        }
        Ok(Self { intervals: Some(all) })
    }

    /// Whether a position, counted from 0, lies in one of them.
    #[must_use]
    pub fn contains(&self, contig: &str, position: usize) -> bool {
        self.overlaps(contig, position..position + 1)
    }

    /// Whether one of them shares a position with a range, counted from 0.
    #[must_use]
    pub fn overlaps(&self, contig: &str, range: Range<usize>) -> bool {
        let Some(all) = &self.intervals else { return true };
        let Some(intervals) = all.get(contig) else { return false };
        let next = intervals.partition_point(|interval| interval.end <= range.start);
        intervals.get(next).is_some_and(|interval| interval.start < range.end)
    }

    /// Whether anything of a contig is wanted.
    #[must_use]
    pub fn has_contig(&self, contig: &str) -> bool {
        self.intervals.as_ref().is_none_or(|all| all.contains_key(contig))
    }

    /// Whether it is not everywhere.
    #[must_use]
    pub fn is_limited(&self) -> bool {
        self.intervals.is_some()
    }

    /// Intervals of a contig, sorted and apart; none for everywhere.
    #[must_use]
    pub fn intervals(&self, contig: &str) -> &[Range<usize>] {
        self.intervals.as_ref().and_then(|all| all.get(contig)).map_or(&[], Vec::as_slice)
    }

    /// The contigs that are named; none for everywhere.
    pub fn contigs(&self) -> impl Iterator<Item = &str> {
        self.intervals.iter().flat_map(|all| all.keys().map(String::as_str))
    }
}
