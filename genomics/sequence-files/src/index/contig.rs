use super::Chunk;
use super::binning::Binning;
use crate::compression::bgzf::VirtualPosition;
use std::collections::BTreeMap;
use std::ops::Range;

/// The records of one contig that lie in one bin.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bin {
    /// Where the first record starts that overlaps the bin; 0 where that is not known.
    pub(super) first: VirtualPosition,
    pub(super) chunks: Vec<Chunk>,
}

/// The bins of one contig, and where the first record starts that overlaps each window of 16 kb (of TBI alone).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Contig {
    pub(super) bins: BTreeMap<u64, Bin>,
    pub(super) windows: Vec<VirtualPosition>,
}

impl Contig {
    pub(super) fn chunks(&self, binning: Binning, range: &Range<u64>) -> Vec<Chunk> {
        let end = range.end.max(range.start.saturating_add(1)).min(binning.span());
        if range.start >= end {
            return Vec::new();
        }
        let from = self.from(binning, range.start);
        // What lies in a bin behind the region starts behind it; and records are sorted.
        let mut to = VirtualPosition::from(u64::MAX);
        let mut found: Vec<Chunk> = Vec::new();
        for (&number, bin) in &self.bins {
            let Some((covered, _)) = binning.covered(number) else { continue };
            if covered.start >= end {
                to = bin.chunks.iter().map(|chunk| chunk.start).fold(to, Ord::min);
            } else if covered.end > range.start {
                found.extend(&bin.chunks);
            }
        }
        let clipped = found.into_iter().filter_map(|chunk| {
            let (start, end) = (chunk.start.max(from), chunk.end.min(to));
            (start < end).then_some(Chunk { start, end })
        });
        let mut clipped: Vec<Chunk> = clipped.collect();
        clipped.sort_by_key(|chunk| (chunk.start, chunk.end));
        let mut merged: Vec<Chunk> = Vec::new();
        for chunk in clipped {
            match merged.last_mut() {
                // Two chunks of one block are read together: it is expanded whole anyway.
                Some(last) if chunk.start.block() <= last.end.block() => {
                    last.end = last.end.max(chunk.end)
                }
                _ => merged.push(chunk),
            }
        }
        merged
    }

    /// A place before which no record overlaps `position` or what lies behind it.
    fn from(&self, binning: Binning, position: u64) -> VirtualPosition {
        if self.windows.is_empty() {
            let bins = binning.above(position);
            let known = bins.filter_map(|bin| self.bins.get(&bin)).map(|bin| bin.first);
            return known.into_iter().next().unwrap_or_default();
        }
        let window = (position >> Binning::TBI.min_shift) as usize;
        self.windows[window.min(self.windows.len() - 1)]
    }
}
