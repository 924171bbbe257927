use super::Difference;

/// How far an insertion or deletion is followed along a repeat, to each side.
const FARTHEST: usize = 10_000;

/// Where a difference can stand without a change of the sequence that it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The difference, as far to the left as it can stand.
    pub leftmost: Difference,
    /// Start of the bases that one of its places touches.
    pub from: usize,
    /// Behind the last of them.
    pub to: usize,
}

/// Follows a pure insertion or deletion along the repeat that it stands in; everything else stays.
///
/// ```
/// use neuron_variant_evaluation::{Difference, shift};
/// // Any A of the run can be the deleted one: the first is taken.
/// let found = shift(b"GCAAAAT", &Difference { start: 5, end: 6, alternate: vec![] });
/// assert_eq!((found.leftmost.start, found.from, found.to), (2, 2, 6));
/// ```
#[must_use]
pub fn shift(sequence: &[u8], difference: &Difference) -> Shift {
    let Difference { start, end, alternate } = difference;
    let unit: &[u8] = match (end - start, alternate.len()) {
        (0, inserted) if inserted > 0 => alternate,
        (deleted, 0) if deleted > 0 => &sequence[*start..*end],
        _ => {
            return Shift { leftmost: difference.clone(), from: *start, to: *end };
        }
    };
    let length = unit.len();
    // Shifted by one, the unit is rotated by one; base `i` of the repeat is `unit[i mod length]`.
    let left = sequence[..*start]
        .iter()
        .rev()
        .take(FARTHEST)
        .enumerate()
        .take_while(|&(steps, &base)| base == unit[length - 1 - steps % length])
        .count();
    let right = sequence[*end..]
        .iter()
        .take(FARTHEST)
        .enumerate()
        .take_while(|&(steps, &base)| base == unit[steps % length])
        .count();
    let mut rotated = alternate.clone();
    if !rotated.is_empty() {
        rotated.rotate_right(left % length);
    }
    let leftmost = Difference { start: start - left, end: end - left, alternate: rotated };
    Shift { from: leftmost.start, to: end + right, leftmost }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sequence with the difference in it.
    fn replay(sequence: &[u8], difference: &Difference) -> Vec<u8> {
        let mut made = sequence[..difference.start].to_vec();
        made.extend(&difference.alternate);
        made.extend(&sequence[difference.end..]);
        made
    }

    #[test]
    fn the_leftmost_place_makes_the_same_sequence_and_no_other_is_farther_left() {
        let sequence = b"TGACACACACAGGTTTTTTCAGCAGCAGT";
        for start in 0..sequence.len() {
            for length in 1..=4 {
                let deletion = Difference {
                    start,
                    end: (start + length).min(sequence.len()),
                    alternate: vec![],
                };
                let unit = sequence[start..deletion.end].to_vec();
                let insertion = Difference { start, end: start, alternate: unit };
                for difference in [deletion, insertion] {
                    let made = replay(sequence, &difference);
                    let found = shift(sequence, &difference);
                    assert_eq!(replay(sequence, &found.leftmost), made);
                    // By trial: every place and, for an insertion, what the result has there.
                    let places = (0..=difference.start).filter(|&place| {
                        let end = place + (difference.end - difference.start);
                        let taken = difference.alternate.len();
                        let alternate = made[place..place + taken].to_vec();
                        replay(sequence, &Difference { start: place, end, alternate }) == made
                    });
                    assert_eq!(places.min(), Some(found.leftmost.start), "{difference:?}");
                }
            }
        }
    }
}
