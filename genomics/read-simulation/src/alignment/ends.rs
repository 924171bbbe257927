use super::{Cigar, Operation};
use serde::Serialize;

/// What becomes of indels near the ends of reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlignedEnds {
    /// Alignments are as the bases truly lie.
    #[default]
    True,
    /// An indel is aligned only where that scores best, with the scores that BWA-MEM has by default
    /// (H. Li, arXiv:1303.3997): 1 a match, -4 a mismatch, -6 a gap and -1 each of its bases, 5 for
    /// reaching the end of the read. Near an end mismatches or a clip score better, and so real
    /// alignments miss the indel there.
    Scored,
}

const MATCH: i64 = 1;
const MISMATCH: i64 = -4;
const GAP: i64 = -6;
const GAP_BASE: i64 = -1;
const END: i64 = 5;

impl AlignedEnds {
    /// The alignment that a read gets, whose bases truly lie at `start` with `cigar`.
    pub(crate) fn apply(
        self,
        start: usize,
        cigar: Cigar,
        bases: &[u8],
        reference: &[u8],
    ) -> (usize, Cigar) {
        if self == Self::True {
            return (start, cigar);
        }
        // The right end first: the left one may move the start. The left end is the right end of
        // everything read backwards.
        let from = start;
        let right = rescore(&cigar, bases, |at| reference.get(from + at).copied());
        let covered = right.reference_length();
        let backwards: Vec<u8> = bases.iter().rev().copied().collect();
        let last = from + covered;
        let left = rescore(&right.reversed(), &backwards, |at| {
            last.checked_sub(at + 1).map(|place| reference[place])
        });
        (last - left.reference_length(), left.reversed())
    }
}

/// Takes the last indel out of an alignment where that scores at least as well; `base` gives the
/// reference by distance from where the alignment begins.
fn rescore(cigar: &Cigar, bases: &[u8], base: impl Fn(usize) -> Option<u8>) -> Cigar {
    let operations = cigar.operations();
    let [head @ .., (gap, length), (Operation::Match, tail)] = operations else {
        return cigar.clone();
    };
    if !matches!(gap, Operation::Insert | Operation::Delete) || head.is_empty() {
        return cigar.clone();
    }
    let inserted = if *gap == Operation::Insert { *length } else { 0 };
    let deleted = length - inserted;
    let free = tail + inserted;
    let first = bases.len() - free;
    let covered = cigar.reference_length() - tail - deleted;
    let score = |read: usize, place: usize| {
        if base(place) == Some(bases[read]) { MATCH } else { MISMATCH }
    };
    let aligned: i64 =
        (0..*tail).map(|at| score(first + inserted + at, covered + deleted + at)).sum();
    let with_gap = aligned + GAP + GAP_BASE * *length as i64 + END;
    // Without the gap the bases go on along the reference, to the best place to stop.
    let (mut sum, mut best, mut kept) = (0, 0, 0);
    for at in 0..free {
        if base(covered + at).is_none() {
            break;
        }
        sum += score(first + at, covered + at);
        let end = if at + 1 == free { END } else { 0 };
        if sum + end >= best {
            (best, kept) = (sum + end, at + 1);
        }
    }
    if with_gap > best {
        return cigar.clone();
    }
    let mut made = Cigar::default();
    head.iter().for_each(|&(operation, length)| made.push(operation, length));
    made.push(Operation::Match, kept);
    made.push(Operation::Clip, free - kept);
    made
}
