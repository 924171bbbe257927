/// Longest insertion or deletion that is a candidate.
pub(crate) const LONGEST_EVENT: usize = 60;

/// A change of the reference: so many bases are deleted from a position on, others inserted there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SequenceEvent {
    /// Of the first deleted base, or of the base before which is inserted; counted from 0.
    pub(crate) position: usize,
    pub(crate) deleted: usize,
    pub(crate) inserted: Vec<u8>,
}

impl SequenceEvent {
    pub(crate) fn substitution(position: usize, base: u8) -> Self {
        Self { position, deleted: 1, inserted: vec![base] }
    }

    pub(crate) fn insertion(position: usize, bases: &[u8]) -> Self {
        Self { position, deleted: 0, inserted: bases.to_vec() }
    }

    pub(crate) fn deletion(position: usize, length: usize) -> Self {
        Self { position, deleted: length, inserted: Vec::new() }
    }

    pub(crate) fn is_substitution(&self) -> bool {
        self.deleted == self.inserted.len()
    }

    /// Where it ends in the reference.
    pub(crate) fn end(&self) -> usize {
        self.position + self.deleted
    }

    /// Bases more (or, below zero, fewer) than the reference has.
    pub(crate) fn shift(&self) -> isize {
        self.inserted.len() as isize - self.deleted as isize
    }

    /// The same sequence with the insertion or deletion as far left as it goes (Tan, Abecasis and Kang,
    /// Bioinformatics 2015: normal form). None where it is too long, at an end of the contig, or in bases that
    /// are not known.
    pub(crate) fn normalised(mut self, reference: &[u8]) -> Option<Self> {
        let known = |base: &u8| matches!(base, b'A' | b'C' | b'G' | b'T');
        let length = self.deleted.max(self.inserted.len());
        if length > LONGEST_EVENT || self.end() >= reference.len() || self.position == 0 {
            return None;
        }
        if !self.inserted.iter().all(known)
            || !reference[self.position..self.end()].iter().all(known)
        {
            return None;
        }
        while self.position > 1 {
            let before = reference[self.position - 1];
            let last =
                if self.deleted > 0 { reference[self.end() - 1] } else { *self.inserted.last()? };
            if before != last {
                break;
            }
            if self.deleted == 0 {
                self.inserted.rotate_right(1);
            }
            self.position -= 1;
        }
        known(&reference[self.position - 1]).then_some(self)
    }

    /// The end of the range within which the event could be placed equally well.
    pub(crate) fn last_equivalent_end(&self, reference: &[u8]) -> usize {
        if self.is_substitution() {
            return self.end();
        }
        let mut moved = self.clone();
        while moved.end() < reference.len() {
            let next = reference[moved.end()];
            let first = match moved.inserted.first() {
                Some(first) => *first,
                None => reference[moved.position],
            };
            if first != next {
                break;
            }
            if moved.deleted == 0 {
                moved.inserted.rotate_left(1);
            }
            moved.position += 1;
        }
        moved.end()
    }

    /// Whether both can be on one chromosome. Insertions and deletions need a base between them.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        match (self.is_substitution(), other.is_substitution()) {
            (true, true) => self.position != other.position,
            (true, false) => self.position < other.position || other.end() <= self.position,
            (false, true) => other.position < self.position || self.end() <= other.position,
            (false, false) => self.end() < other.position || other.end() < self.position,
        }
    }

    /// As VCF has it: position counted from 1, REF, ALT; insertions and deletions with the base before.
    pub(crate) fn alleles(&self, reference: &[u8]) -> (usize, Vec<u8>, Vec<u8>) {
        if self.is_substitution() {
            let bases = reference[self.position..self.end()].to_vec();
            return (self.position + 1, bases, self.inserted.clone());
        }
        let anchor = self.position - 1;
        let mut alternate = vec![reference[anchor]];
        alternate.extend(&self.inserted);
        (self.position, reference[anchor..self.end()].to_vec(), alternate)
    }
}

#[cfg(test)]
mod tests {
    use super::SequenceEvent;

    #[test]
    fn the_leftmost_place() {
        let reference = b"GCACACATTTG";
        let deletion = SequenceEvent::deletion(5, 2).normalised(reference).unwrap();
        assert_eq!(deletion, SequenceEvent::deletion(1, 2));
        assert_eq!(deletion.last_equivalent_end(reference), 7);
        assert_eq!(deletion.alleles(reference), (1, b"GCA".to_vec(), b"G".to_vec()));
        let insertion = SequenceEvent::insertion(10, b"TT").normalised(reference).unwrap();
        assert_eq!(insertion, SequenceEvent::insertion(7, b"TT"));
        assert_eq!(insertion.last_equivalent_end(reference), 10);
        let rotated = SequenceEvent::insertion(5, b"CA").normalised(reference).unwrap();
        assert_eq!(rotated, SequenceEvent::insertion(1, b"CA"));
    }

    #[test]
    fn refused_at_the_ends_and_in_unknown_bases() {
        assert_eq!(SequenceEvent::deletion(0, 1).normalised(b"ACGT"), None);
        assert_eq!(SequenceEvent::deletion(2, 2).normalised(b"ACGT"), None);
        assert_eq!(SequenceEvent::deletion(2, 1).normalised(b"ACNT"), None);
    }

    #[test]
    fn on_one_chromosome() {
        let snp = SequenceEvent::substitution(5, b'A');
        assert!(snp.fits(&SequenceEvent::insertion(5, b"T")));
        assert!(!snp.fits(&SequenceEvent::deletion(4, 2)));
        assert!(!snp.fits(&SequenceEvent::substitution(5, b'C')));
        assert!(!SequenceEvent::deletion(3, 2).fits(&SequenceEvent::insertion(5, b"A")));
        assert!(SequenceEvent::deletion(3, 2).fits(&SequenceEvent::insertion(6, b"A")));
    }
}
