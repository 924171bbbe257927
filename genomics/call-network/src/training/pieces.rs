//! Parts of a reference of which reads are simulated.

use crate::CallNetworkError;
use neuron_random::{Permutation, Stream};
use neuron_read_simulation::Contig;
use neuron_variant_calling::{Reference, Regions};
use std::ops::Range;

/// Bases of a piece, unless there are too few.
const LONGEST: usize = 100_000;
/// Pieces are at least so long: several fragments.
const SHORTEST: usize = 2_000;
/// Pieces that a reference is cut into at least, as far as its length allows it.
const FEWEST: usize = 10;
/// Share of unknown bases beyond which a piece is left out.
const MOST_UNKNOWN: f64 = 0.1;

/// Pieces in the order of the reference, each a contig of its own.
#[derive(Debug)]
pub(super) struct Pieces(Vec<Contig>);

impl Pieces {
    /// Those to learn from and, the second of every so many, those to judge by. Where there is one alone, both are of it.
    pub(super) fn split(self, every: usize) -> (Vec<Contig>, Vec<Contig>) {
        if self.0.len() == 1 {
            return (self.0.clone(), self.0);
        }
        let (mut learn, mut judge) = (Vec::new(), Vec::new());
        for (number, piece) in self.0.into_iter().enumerate() {
            if number % every == 1 {
                judge.push(piece);
            } else {
                learn.push(piece);
            }
        }
        (learn, judge)
    }
}

/// Cuts the wanted parts of a reference into pieces, and draws as many of them as have so many bases.
pub(super) fn pieces(
    reference: &Reference,
    regions: &Regions,
    most_bases: usize,
    seed: u64,
) -> Result<Pieces, CallNetworkError> {
    let mut wanted: Vec<(&str, &[u8], Range<usize>)> = Vec::new();
    for (name, bases) in reference.contigs() {
        if regions.is_limited() {
            for range in regions.intervals(name) {
                wanted.push((name, bases, range.start..range.end.min(bases.len())));
            }
        } else {
            wanted.push((name, bases, 0..bases.len()));
        }
    }
    let total: usize = wanted.iter().map(|(_, _, range)| range.len()).sum();
    let length = (total / FEWEST).clamp(SHORTEST, LONGEST);
    let mut all = Vec::new();
    for (name, bases, range) in wanted {
        for start in range.clone().step_by(length) {
            let end = (start + length).min(range.end);
            let piece = &bases[start..end.max(start)];
            let unknown = piece.iter().filter(|base| **base == b'N').count();
            let is_known = unknown as f64 <= MOST_UNKNOWN * piece.len() as f64;
            if piece.len() >= SHORTEST && is_known {
                all.push(Contig::new(&format!("{name}:{}-{end}", start + 1), piece));
            }
        }
    }
    if all.is_empty() {
        return Err(CallNetworkError::NothingToSimulate { needed: SHORTEST });
    }
    let count = (most_bases / length).clamp(1, all.len());
    let drawn = Permutation::new(all.len(), Stream::new(seed, "call-network/pieces"));
    let mut drawn: Vec<usize> = drawn.iter().take(count).collect();
    drawn.sort_unstable();
    let mut all: Vec<Option<Contig>> = all.into_iter().map(Some).collect();
    Ok(Pieces(drawn.into_iter().filter_map(|at| all[at].take()).collect()))
}

#[cfg(test)]
mod tests {
    use super::pieces;
    use neuron_variant_calling::{Reference, Regions};

    fn reference(length: usize) -> Reference {
        let mut bases = b"ACGTTGCATC".repeat(length / 10);
        bases[..10_000].fill(b'N');
        Reference::new([("c".to_owned(), bases), ("d".to_owned(), b"ACGT".to_vec())]).unwrap()
    }

    #[test]
    fn unknown_and_short_parts_are_left_out() {
        let reference = reference(100_000);
        let all = pieces(&reference, &Regions::everywhere(), 1 << 30, 0).unwrap();
        let names: Vec<&str> = all.0.iter().map(|piece| piece.name.as_str()).collect();
        assert_eq!((names.len(), names[0], names[8]), (9, "c:10001-20000", "c:90001-100000"));
        let (learn, judge) = all.split(5);
        assert_eq!((learn.len(), judge.len()), (7, 2));

        let few = pieces(&reference, &Regions::everywhere(), 30_000, 0).unwrap();
        assert_eq!(few.0.len(), 3);
        let others = pieces(&reference, &Regions::everywhere(), 30_000, 1).unwrap();
        assert_ne!(few.0, others.0);

        let regions = Regions::from_bed("r.bed", "c\t20000\t23000\n").unwrap();
        let part = pieces(&reference, &regions, 1 << 30, 0).unwrap();
        assert_eq!(part.0.len(), 1);
        assert_eq!(part.0[0].name, "c:20001-22000");
        let regions = Regions::from_bed("r.bed", "d\t0\t4\n").unwrap();
        assert!(pieces(&reference, &regions, 1 << 30, 0).is_err());
    }
}
