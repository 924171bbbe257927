use super::read::AlignedRead;
use std::collections::HashMap;

/// Greatest quality of a base that both mates have read: an error before sequencing is in both.
const MOST_TOGETHER: u8 = 60;

/// Finds mates that overlap among reads in the order of their starts, and lets what both have read count once.
pub(crate) fn count_fragments_once(reads: &mut [AlignedRead]) {
    // Fragments whose mate is still to come; asked by key alone, so that its order does not matter.
    let mut waiting: HashMap<u64, usize> = HashMap::new();
    for index in 0..reads.len() {
        let read = &reads[index];
        let Some(mate) = read.mate_position else { continue };
        if let Some(first) = waiting.remove(&read.fragment) {
            let (before, from_here) = reads.split_at_mut(index);
            count_once(&mut before[first], &mut from_here[0]);
        } else if read.span.contains(&mate) {
            waiting.insert(read.fragment, index);
        }
    }
}

/// Lets bases that both mates of a fragment have read count once: where they agree, the first has the sum of
/// their qualities; where they differ, the better has the difference. The other's becomes 0, which says nothing.
fn count_once(first: &mut AlignedRead, second: &mut AlignedRead) {
    let pieces: Vec<_> = second.matches().collect();
    for (base, position, length) in first.matches().collect::<Vec<_>>() {
        for &(other_base, other_position, other_length) in &pieces {
            let start = position.max(other_position);
            let end = (position + length).min(other_position + other_length);
            for at in start..end {
                let (i, j) = (base + at - position, other_base + at - other_position);
                let (a, b) = (first.qualities[i], second.qualities[j]);
                if first.bases[i] == second.bases[j] {
                    first.qualities[i] = a.saturating_add(b).min(MOST_TOGETHER.max(a));
                    second.qualities[j] = 0;
                } else if a >= b {
                    (first.qualities[i], second.qualities[j]) = (a - b, 0);
                } else {
                    (first.qualities[i], second.qualities[j]) = (0, b - a);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::{AlignedRead, CigarKind};
    use super::count_once;

    fn read(start: usize, bases: &[u8], quality: u8) -> AlignedRead {
        AlignedRead {
            span: start..start + bases.len(),
            mapping_quality: 60,
            reverse: false,
            fragment: 1,
            mate_position: None,
            bases: bases.to_vec(),
            qualities: vec![quality; bases.len()],
            cigar: vec![(CigarKind::Match, bases.len())],
        }
    }

    #[test]
    fn overlap_of_mates() {
        let (mut first, mut second) = (read(0, b"ACGT", 20), read(2, b"GAAA", 35));
        count_once(&mut first, &mut second);
        assert_eq!(first.qualities, [20, 20, 55, 0]);
        assert_eq!(second.qualities, [0, 15, 35, 35]);
    }
}
