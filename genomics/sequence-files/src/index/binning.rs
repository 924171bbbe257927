use std::ops::Range;

/// How positions are divided into bins: the smallest are `2^min_shift` bases long, each of the next level eight times
/// as long as one below, up to one bin for all (SAM specification, 5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Binning {
    pub(super) min_shift: u32,
    pub(super) depth: u32,
}

impl Binning {
    /// That of TBI, for sequences of up to 512 Mb.
    pub(super) const TBI: Self = Self { min_shift: 14, depth: 5 };

    /// That of CSI as it is built here, for sequences of up to 4 Gb, whose smallest bins are those of TBI.
    pub(super) const CSI: Self = Self { min_shift: 14, depth: 6 };

    /// Bases that all bins cover.
    pub(super) fn span(self) -> u64 {
        1 << (self.min_shift + 3 * self.depth)
    }

    /// The number of the first bin of a level; 0 is the level of the largest.
    fn first(level: u32) -> u64 {
        ((1 << (3 * level)) - 1) / 7
    }

    /// The bases that a bin covers, and its level; none of a number behind all bins, as those of statistics are.
    pub(super) fn covered(self, bin: u64) -> Option<(Range<u64>, u32)> {
        let level = (0..=self.depth).rev().find(|&level| bin >= Self::first(level))?;
        let shift = self.min_shift + 3 * (self.depth - level);
        let place = bin - Self::first(level);
        (place < 1 << (3 * level)).then(|| (place << shift..(place + 1) << shift, level))
    }

    /// The smallest bin that holds a range, which ends inside of the bins' span.
    pub(super) fn smallest(self, range: &Range<u64>) -> u64 {
        let last = range.end.max(range.start + 1) - 1;
        let levels = (0..=self.depth).rev();
        let shift = |level: u32| self.min_shift + 3 * (self.depth - level);
        let level =
            levels.into_iter().find(|&level| range.start >> shift(level) == last >> shift(level));
        level.map_or(0, |level| Self::first(level) + (range.start >> shift(level)))
    }

    /// The bins that hold a position, from the smallest to the largest.
    pub(super) fn above(self, position: u64) -> impl Iterator<Item = u64> {
        (0..=self.depth).rev().map(move |level| {
            Self::first(level) + (position >> (self.min_shift + 3 * (self.depth - level)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_are_those_of_the_specification() {
        // The SAM specification numbers the bins of 512 Mb, 64 Mb … 16 kb from 0, 1, 9, 73, 585 and 4681.
        for (level, first) in [0, 1, 9, 73, 585, 4681].into_iter().enumerate() {
            assert_eq!(Binning::first(level as u32), first);
        }
        assert_eq!(Binning::TBI.smallest(&(0..1)), 4681);
        assert_eq!(Binning::TBI.smallest(&(16_384..16_385)), 4682);
        assert_eq!(Binning::TBI.smallest(&(16_383..16_385)), 585);
        assert_eq!(Binning::TBI.smallest(&(0..1 << 29)), 0);
        assert_eq!(Binning::TBI.covered(4682), Some((16_384..32_768, 5)));
        assert_eq!(Binning::TBI.covered(37_448), Some(((1 << 29) - 16_384..1 << 29, 5)));
        assert_eq!(Binning::TBI.covered(37_449), None);
        assert_eq!(Binning::TBI.covered(37_450), None);
        assert_eq!(Binning::TBI.above(20_000).collect::<Vec<_>>(), [4682, 585, 73, 9, 1, 0]);
    }
}
