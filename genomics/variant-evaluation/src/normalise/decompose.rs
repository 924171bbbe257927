use super::alignment::{Step, align};

/// What an alternate allele changes at one place: bases `[start, end)` of the contig, counted from
/// 0, become `alternate`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The first base that is replaced; of an insertion, the base before which it stands.
    pub start: usize,
    /// Behind the last base that is replaced.
    pub end: usize,
    /// What stands there instead.
    pub alternate: Vec<u8>,
}

/// The longest side of an allele that is aligned: a longer complex one stays in one piece.
const LONGEST_ALIGNED: usize = 500;

/// Divides an allele into substitutions of one base and pure insertions and deletions, in the order
/// of the contig. Nothing comes of an allele that is the reference's own.
///
/// ```
/// use neuron_variant_evaluation::{Difference, decompose};
/// // GCCC to ACCT at base 16 are two substitutions.
/// let parts = decompose(16, b"GCCC", b"ACCT");
/// assert_eq!(parts, [
///     Difference { start: 16, end: 17, alternate: b"A".to_vec() },
///     Difference { start: 19, end: 20, alternate: b"T".to_vec() },
/// ]);
/// ```
#[must_use]
pub fn decompose(start: usize, reference: &[u8], alternate: &[u8]) -> Vec<Difference> {
    let longest = reference.len().min(alternate.len());
    let shared = |pair: &(&u8, &u8)| pair.0 == pair.1;
    let tail =
        reference.iter().rev().zip(alternate.iter().rev()).take_while(shared).take(longest).count();
    let (reference, alternate) =
        (&reference[..reference.len() - tail], &alternate[..alternate.len() - tail]);
    let head = reference.iter().zip(alternate).take_while(shared).count();
    let (start, reference, alternate) = (start + head, &reference[head..], &alternate[head..]);
    if reference.is_empty() && alternate.is_empty() {
        return Vec::new();
    }
    if reference.len() == alternate.len() {
        let differ = reference.iter().zip(alternate).enumerate().filter(|(_, (a, b))| a != b);
        return differ
            .map(|(at, (_, &base))| Difference {
                start: start + at,
                end: start + at + 1,
                alternate: vec![base],
            })
            .collect();
    }
    let pure = reference.is_empty() || alternate.is_empty();
    if pure || reference.len().max(alternate.len()) > LONGEST_ALIGNED {
        let end = start + reference.len();
        return vec![Difference { start, end, alternate: alternate.to_vec() }];
    }
    differences(start, reference, alternate)
}

/// The differences along an alignment; neighbouring steps of a gap are one difference.
fn differences(start: usize, reference: &[u8], alternate: &[u8]) -> Vec<Difference> {
    let (mut at, mut read) = (0, 0);
    let mut found: Vec<Difference> = Vec::new();
    let mut before = Step::Match;
    for step in align(reference, alternate) {
        let place = start + at;
        match step {
            Step::Match => {
                if reference[at] != alternate[read] {
                    let base = vec![alternate[read]];
                    found.push(Difference { start: place, end: place + 1, alternate: base });
                }
                at += 1;
                read += 1;
            }
            Step::Insert => {
                match found.last_mut() {
                    Some(last) if before == Step::Insert => last.alternate.push(alternate[read]),
                    _ => found.push(Difference {
                        start: place,
                        end: place,
                        alternate: vec![alternate[read]],
                    }),
                }
                read += 1;
            }
            Step::Delete => {
                match found.last_mut() {
                    Some(last) if before == Step::Delete => last.end = place + 1,
                    _ => found.push(Difference {
                        start: place,
                        end: place + 1,
                        alternate: Vec::new(),
                    }),
                }
                at += 1;
            }
        }
        before = step;
    }
    found
}
