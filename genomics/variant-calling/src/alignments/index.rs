//! The index of a BAM file, BAI (SAM specification, section 5.2): which blocks hold a part of a contig.

use std::io::{Error, ErrorKind};
use std::ops::Range;

/// Positions of a window of the linear index, as a power of two.
const LINEAR: usize = 14;
/// Positions that the index can hold.
const MOST_POSITIONS: usize = 1 << 29;

/// Chunks of a file, as virtual offsets.
type Chunk = (u64, u64);

#[derive(Debug, Default)]
struct ContigIndex {
    bins: Vec<(u32, Vec<Chunk>)>,
    linear: Vec<u64>,
}

/// An index in memory.
#[derive(Debug)]
pub(crate) struct BamIndex {
    contigs: Vec<ContigIndex>,
}

impl BamIndex {
    /// Reads an index. Counts are held against the bytes that are there.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let mut rest = bytes.strip_prefix(b"BAI\x01").ok_or_else(|| wrong("it is no BAI index"))?;
        let contigs = count(&mut rest, 8)?;
        let mut all = Vec::with_capacity(contigs);
        for _ in 0..contigs {
            let mut contig = ContigIndex::default();
            for _ in 0..count(&mut rest, 8)? {
                let bin = u32::from_le_bytes(take(&mut rest)?);
                let chunks = count(&mut rest, 16)?;
                let chunks = (0..chunks).map(|_| Ok((offset(&mut rest)?, offset(&mut rest)?)));
                contig.bins.push((bin, chunks.collect::<Result<_, Error>>()?));
            }
            for _ in 0..count(&mut rest, 8)? {
                contig.linear.push(offset(&mut rest)?);
            }
            all.push(contig);
        }
        Ok(Self { contigs: all })
    }

    /// Chunks that hold all reads over a range of a contig, sorted and joined.
    pub(crate) fn chunks(
        &self,
        contig: usize,
        ranges: impl Iterator<Item = Range<usize>>,
    ) -> Vec<Chunk> {
        let Some(index) = self.contigs.get(contig) else { return Vec::new() };
        let mut found: Vec<Chunk> = Vec::new();
        for range in ranges.filter(|range| range.start < range.end) {
            let start = range.start.min(MOST_POSITIONS - 1);
            let least = index.linear.get(start >> LINEAR).copied().unwrap_or_default();
            let bins = bins(start..range.end.min(MOST_POSITIONS));
            let chunks = index.bins.iter().filter(|(bin, _)| bins.contains(bin));
            found.extend(chunks.flat_map(|(_, chunks)| chunks).filter(|chunk| chunk.1 > least));
        }
        found.sort_unstable();
        let mut joined: Vec<Chunk> = Vec::new();
        for chunk in found {
            match joined.last_mut() {
                Some(last) if chunk.0 <= last.1 => last.1 = last.1.max(chunk.1),
                _ => joined.push(chunk),
            }
        }
        joined
    }
}

/// Numbers of all bins that overlap a range (SAM specification, section 5.3).
fn bins(range: Range<usize>) -> Vec<u32> {
    let last = range.end.max(range.start + 1) - 1;
    let mut all = vec![0];
    let mut first_of_level = 1;
    for shift in [26, 23, 20, 17, 14] {
        all.extend((range.start >> shift..=last >> shift).map(|bin| first_of_level + bin as u32));
        first_of_level += 1 << (29 - shift);
    }
    all
}

/// A number of things that have so many bytes at least.
fn count(rest: &mut &[u8], bytes: usize) -> Result<usize, Error> {
    let count = u32::from_le_bytes(take(rest)?) as usize;
    if count.saturating_mul(bytes) > rest.len() {
        return Err(wrong("the index is cut off"));
    }
    Ok(count)
}

fn offset(rest: &mut &[u8]) -> Result<u64, Error> {
    Ok(u64::from_le_bytes(take(rest)?))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Error> {
    let (first, later) = rest.split_first_chunk().ok_or_else(|| wrong("the index is cut off"))?;
    *rest = later;
    Ok(*first)
}

fn wrong(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::{BamIndex, bins};

    #[test]
    fn bins_of_a_range() {
        // By reg2bins of the specification.
        assert_eq!(bins(0..1), [0, 1, 9, 73, 585, 4681]);
        assert_eq!(bins(16_383..16_385), [0, 1, 9, 73, 585, 4681, 4682]);
    }

    #[test]
    fn indices_that_are_cut_off() {
        let mut whole = b"BAI\x01".to_vec();
        for number in [1u32, 1, 4681, 1] {
            whole.extend(number.to_le_bytes());
        }
        whole.extend(100u64.to_le_bytes());
        whole.extend(200u64.to_le_bytes());
        whole.extend(1u32.to_le_bytes());
        whole.extend(100u64.to_le_bytes());
        let index = BamIndex::parse(&whole).unwrap();
        let chunks = |contig, start| index.chunks(contig, std::iter::once(start..start + 5));
        assert_eq!(chunks(0, 5), [(100, 200)]);
        assert_eq!(chunks(0, 20_000), []);
        assert_eq!(chunks(1, 5), []);
        for length in 0..whole.len() {
            assert!(BamIndex::parse(&whole[..length]).is_err(), "{length}");
        }
    }
}
