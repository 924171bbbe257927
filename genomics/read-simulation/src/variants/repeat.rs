use crate::contig::is_base;

/// A stretch in which a unit of 1 to 6 bases comes again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Its first base.
    pub start: usize,
    /// Behind its last base; a last unit may be cut off.
    pub end: usize,
    /// Bases of the unit.
    pub unit: usize,
}

/// Finds runs of one base from 4 on, and tandem repeats of units of 2 to 6 bases, three times or
/// more and eight bases or more. They do not overlap: of two the one that begins first is kept, and
/// of those the one of the shorter unit.
///
/// ```
/// use neuron_read_simulation::{Repeat, repeats};
/// assert_eq!(repeats(b"GCAAAAATCGCGCGCGTT"), [
///     Repeat { start: 2, end: 7, unit: 1 },
///     Repeat { start: 8, end: 16, unit: 2 },
/// ]);
/// ```
#[must_use]
pub fn repeats(sequence: &[u8]) -> Vec<Repeat> {
    let mut found: Vec<Repeat> = Vec::new();
    let mut start = 0;
    while start < sequence.len() {
        match (1..=6).find_map(|unit| at(sequence, start, unit)) {
            Some(repeat) => {
                start = repeat.end;
                found.push(repeat);
            }
            None => start += 1,
        }
    }
    found
}

/// The repeat of this unit that begins here, if there is one.
fn at(sequence: &[u8], start: usize, unit: usize) -> Option<Repeat> {
    let whole = sequence.get(start..start + unit)?;
    if !whole.iter().all(|&base| is_base(base)) {
        return None;
    }
    let again = sequence[start + unit..]
        .iter()
        .zip(&sequence[start..])
        .take_while(|(later, earlier)| later == earlier)
        .count();
    let length = unit + again;
    let least = if unit == 1 { 4 } else { (3 * unit).max(8) };
    (length >= least).then_some(Repeat { start, end: start + length, unit })
}
