use std::collections::BTreeMap;
use std::ops::Range;

/// Ranges of contigs, each with a value, that can be asked for what overlaps a place. Positions are counted from 0,
/// ends are outside.
///
/// A question costs a binary search and the ranges between the first and the last that overlap.
///
/// ```
/// use neuron_sequence_files::Intervals;
///
/// let genes = Intervals::new([("chr1", 10..20, "a"), ("chr1", 5..100, "b"), ("chr2", 0..9, "c")]);
/// let found: Vec<_> = genes.overlapping("chr1", 20..30).map(|(_, name)| *name).collect();
/// assert_eq!(found, ["b"]);
/// assert!(genes.contains("chr1", 19) && !genes.contains("chr2", 9));
/// assert_eq!(genes.bases(), 95 + 9);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intervals<T> {
    contigs: BTreeMap<String, Contig<T>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Contig<T> {
    /// By start, then by end, then as they were given.
    ranges: Vec<(Range<u64>, T)>,
    /// For each range the greatest end of it and all before it.
    ends: Vec<u64>,
}

impl<T> Intervals<T> {
    /// Ranges in any order, which may overlap.
    pub fn new<N: Into<String>>(ranges: impl IntoIterator<Item = (N, Range<u64>, T)>) -> Self {
        let mut contigs: BTreeMap<String, Contig<T>> = BTreeMap::new();
        for (name, range, value) in ranges {
            let empty = || Contig { ranges: Vec::new(), ends: Vec::new() };
            contigs.entry(name.into()).or_insert_with(empty).ranges.push((range, value));
        }
        for contig in contigs.values_mut() {
            contig.ranges.sort_by_key(|(range, _)| (range.start, range.end));
            let mut greatest = 0;
            contig.ends = contig
                .ranges
                .iter()
                .map(|(range, _)| {
                    greatest = range.end.max(greatest);
                    greatest
                })
                .collect();
        }
        Self { contigs }
    }

    /// The ranges that share a base with `place`, by start.
    pub fn overlapping(
        &self,
        contig: &str,
        place: Range<u64>,
    ) -> impl Iterator<Item = (&Range<u64>, &T)> {
        let found = self.contigs.get(contig).map_or(&[][..], |contig| {
            let first = contig.ends.partition_point(|end| *end <= place.start);
            let behind = contig.ranges.partition_point(|(range, _)| range.start < place.end);
            contig.ranges.get(first..behind).unwrap_or_default()
        });
        let inside = found.iter().filter(move |(range, _)| range.end > place.start);
        inside.map(|(range, value)| (range, value))
    }

    /// Whether a base lies in any of the ranges.
    #[must_use]
    pub fn contains(&self, contig: &str, position: u64) -> bool {
        self.overlapping(contig, position..position.saturating_add(1)).next().is_some()
    }

    /// The contigs that have ranges, by name.
    pub fn contigs(&self) -> impl Iterator<Item = &str> {
        self.contigs.keys().map(String::as_str)
    }

    /// All ranges of a contig, by start.
    pub fn of(&self, contig: &str) -> impl Iterator<Item = (&Range<u64>, &T)> {
        let ranges = self.contigs.get(contig).map_or(&[][..], |contig| &contig.ranges);
        ranges.iter().map(|(range, value)| (range, value))
    }

    /// The same bases in ranges that neither overlap nor touch.
    #[must_use]
    pub fn merged(&self) -> Intervals<()> {
        let contigs = self.contigs.iter().map(|(name, contig)| {
            let mut ranges: Vec<(Range<u64>, ())> = Vec::new();
            for (range, _) in &contig.ranges {
                match ranges.last_mut() {
                    Some((last, ())) if range.start <= last.end => {
                        last.end = last.end.max(range.end)
                    }
                    _ => ranges.push((range.clone(), ())),
                }
            }
            let ends = ranges.iter().map(|(range, ())| range.end).collect();
            (name.clone(), Contig { ranges, ends })
        });
        Intervals { contigs: contigs.collect() }
    }

    /// Bases that lie in any of the ranges.
    #[must_use]
    pub fn bases(&self) -> u64 {
        let merged = self.merged();
        let ranges = merged.contigs.values().flat_map(|contig| &contig.ranges);
        ranges.map(|(range, ())| range.end - range.start).sum()
    }
}
