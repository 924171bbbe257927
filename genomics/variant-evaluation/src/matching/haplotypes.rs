//! Two pairs of haplotypes being made side by side, and how far they agree.

use crate::Difference;

/// What one haplotype of one side has beyond what the other side's has shown so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Lead {
    /// The side that is ahead, 0 the truth's.
    side: usize,
    bases: Vec<u8>,
}

/// Haplotypes of truth (side 0) and calls (side 1) up to a place of the reference. Only what decides
/// about their future is kept: two ways here with equal `Haplotypes` are the same from here on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Haplotypes {
    /// The next base of the reference, by side and copy.
    cursors: [[usize; 2]; 2],
    /// Whether something was inserted right before it: a second insertion there would have no order.
    inserted: [[bool; 2]; 2],
    leads: [Lead; 2],
}

impl Haplotypes {
    pub(super) fn new(start: usize) -> Self {
        Self {
            cursors: [[start; 2]; 2],
            inserted: [[false; 2]; 2],
            leads: [Lead::default(), Lead::default()],
        }
    }

    /// Whether all stand at one place and both sides have made the same of each copy.
    pub(super) fn in_step(&self) -> bool {
        let place = self.cursors[0][0];
        self.cursors.iter().flatten().all(|&cursor| cursor == place)
            && self.leads.iter().all(|lead| lead.bases.is_empty())
    }

    /// Takes the reference up to `place`; false where the sides differ from then on.
    pub(super) fn advance(&mut self, sequence: &[u8], place: usize) -> bool {
        if self.in_step() {
            // Both sides would take the same bases.
            if self.cursors[0][0] < place {
                self.cursors = [[place; 2]; 2];
                self.inserted = [[false; 2]; 2];
            }
            return true;
        }
        for side in 0..2 {
            for copy in 0..2 {
                let cursor = self.cursors[side][copy];
                if cursor < place {
                    if !self.emit(side, copy, &sequence[cursor..place]) {
                        return false;
                    }
                    self.cursors[side][copy] = place;
                    self.inserted[side][copy] = false;
                }
            }
        }
        true
    }

    /// Puts a difference into copies of a side; false where it cannot stand there beside others, or
    /// where the sides differ from then on.
    pub(super) fn include(
        &mut self,
        side: usize,
        copies: [bool; 2],
        difference: &Difference,
    ) -> bool {
        let insertion = difference.start == difference.end;
        for copy in (0..2).filter(|&copy| copies[copy]) {
            let free = self.cursors[side][copy] == difference.start
                && !(insertion && self.inserted[side][copy]);
            if !free || !self.emit(side, copy, &difference.alternate) {
                return false;
            }
            self.cursors[side][copy] = difference.end;
            self.inserted[side][copy] = insertion;
        }
        true
    }

    /// Lengthens a haplotype; false where the other side's is known to be different there.
    fn emit(&mut self, side: usize, copy: usize, bases: &[u8]) -> bool {
        let lead = &mut self.leads[copy];
        if lead.bases.is_empty() || lead.side == side {
            lead.side = side;
            lead.bases.extend_from_slice(bases);
        } else {
            let both = bases.len().min(lead.bases.len());
            if lead.bases[..both] != bases[..both] {
                return false;
            }
            if bases.len() < lead.bases.len() {
                lead.bases.drain(..both);
            } else {
                lead.side = side;
                lead.bases.clear();
                lead.bases.extend_from_slice(&bases[both..]);
            }
        }
        if lead.bases.is_empty() {
            // Equal states are to compare equal.
            lead.side = 0;
        }
        true
    }
}
