/// Longest unit of a short tandem repeat.
const LONGEST_UNIT: usize = 6;

/// A unit that is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeat {
    /// Bases of the unit.
    pub(crate) unit: usize,
    /// Whole copies; 1 where nothing is repeated.
    pub(crate) copies: usize,
}

/// The repeat that starts at a position: the unit with the most bases in whole copies, the shorter one
/// of equals.
pub(crate) fn repeat_at(sequence: &[u8], position: usize) -> Repeat {
    let rest = sequence.get(position..).unwrap_or_default();
    let mut best = Repeat { unit: 1, copies: 1 };
    for unit in 1..=LONGEST_UNIT.min(rest.len()) {
        let same = rest.iter().zip(&rest[unit..]).take_while(|(a, b)| a == b).count();
        let copies = 1 + same / unit;
        if copies > 1 && copies * unit > best.copies * best.unit {
            best = Repeat { unit, copies };
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{Repeat, repeat_at};

    #[test]
    fn units_and_copies() {
        assert_eq!(repeat_at(b"GAAAAC", 1), Repeat { unit: 1, copies: 4 });
        assert_eq!(repeat_at(b"GACACACT", 1), Repeat { unit: 2, copies: 3 });
        assert_eq!(repeat_at(b"ACGT", 0), Repeat { unit: 1, copies: 1 });
        assert_eq!(repeat_at(b"ACGT", 9), Repeat { unit: 1, copies: 1 });
    }
}
