//! Repeats, told from the reference alone.

/// How far a repeat is followed to each side.
const FARTHEST: usize = 200;

/// Length of the longest run of one base that holds or adjoins the bases `[from, to)`.
pub(super) fn homopolymer(sequence: &[u8], (from, to): (usize, usize)) -> usize {
    let places = [from.checked_sub(1), Some(from), Some(to)];
    let run = |place: usize| periodic(sequence, place, 1).map_or(0, |(start, end)| end - start);
    places.into_iter().flatten().map(run).max().unwrap_or(0)
}

/// Whether a repeat of a unit of 2 to 6 bases, three times or more and ten bases or more, holds or
/// adjoins the bases `[from, to)`.
pub(super) fn tandem_repeat(sequence: &[u8], (from, to): (usize, usize)) -> bool {
    (2..=6).any(|unit| {
        let places = [from.checked_sub(unit), Some(from), Some(to)];
        places.into_iter().flatten().any(|place| {
            periodic(sequence, place, unit).is_some_and(|(start, end)| {
                let one_base = sequence[start..end].iter().all(|&base| base == sequence[start]);
                end - start >= (3 * unit).max(10) && !one_base
            })
        })
    })
}

/// The stretch around `place` in which every base equals the one a unit further, as far as it
/// reaches; nothing where a whole unit is not there.
fn periodic(sequence: &[u8], place: usize, unit: usize) -> Option<(usize, usize)> {
    if place + unit > sequence.len() || !b"ACGT".contains(&sequence[place]) {
        return None;
    }
    let left = (0..place.min(FARTHEST))
        .take_while(|steps| sequence[place - 1 - steps] == sequence[place - 1 - steps + unit])
        .count();
    let right = (place + unit..sequence.len())
        .take(FARTHEST)
        .take_while(|&at| sequence[at] == sequence[at - unit])
        .count();
    Some((place - left, place + unit + right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_are_seen_from_within_and_from_beside_them() {
        //                0123456789012345678901234567
        let sequence = b"GTCAAAAAATGCCACACACACACGTTGC";
        assert_eq!(homopolymer(sequence, (5, 6)), 6);
        assert_eq!(homopolymer(sequence, (9, 10)), 6, "the T behind the run");
        assert_eq!(homopolymer(sequence, (2, 3)), 6, "the C before it");
        assert_eq!(homopolymer(sequence, (1, 2)), 1);
        assert!(tandem_repeat(sequence, (15, 17)) && tandem_repeat(sequence, (23, 24)));
        assert!(!tandem_repeat(sequence, (5, 6)), "a run of one base is no tandem repeat");
        assert!(!tandem_repeat(sequence, (26, 27)));
    }

    #[test]
    fn ends_of_a_contig_are_no_trouble() {
        assert_eq!(homopolymer(b"AAAA", (0, 4)), 4);
        assert_eq!(homopolymer(b"", (0, 0)), 0);
        assert!(!tandem_repeat(b"ACAC", (4, 4)));
    }
}
