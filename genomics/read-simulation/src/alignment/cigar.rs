use std::fmt;

/// What bases of a read are to the reference (SAM specification, 1.4.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Beside each other, equal or not: `M`.
    Match,
    /// In the read alone: `I`.
    Insert,
    /// In the reference alone: `D`.
    Delete,
    /// In the read, not aligned: `S`.
    Clip,
}

/// Operations with their lengths, neighbours of a kind joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cigar(Vec<(Operation, usize)>);

impl Cigar {
    /// Adds an operation at the end; of length 0, nothing.
    pub fn push(&mut self, operation: Operation, length: usize) {
        match self.0.last_mut() {
            _ if length == 0 => {}
            Some(last) if last.0 == operation => last.1 += length,
            _ => self.0.push((operation, length)),
        }
    }

    /// The operations.
    #[must_use]
    pub fn operations(&self) -> &[(Operation, usize)] {
        &self.0
    }

    /// Bases of the reference that it covers.
    #[must_use]
    pub fn reference_length(&self) -> usize {
        let covered =
            |one: &&(Operation, usize)| matches!(one.0, Operation::Match | Operation::Delete);
        self.0.iter().filter(covered).map(|one| one.1).sum()
    }

    /// The same operations from the other end.
    pub(super) fn reversed(&self) -> Self {
        Self(self.0.iter().rev().copied().collect())
    }
}

impl fmt::Display for Cigar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (operation, length) in &self.0 {
            let letter = match operation {
                Operation::Match => 'M',
                Operation::Insert => 'I',
                Operation::Delete => 'D',
                Operation::Clip => 'S',
            };
            write!(f, "{length}{letter}")?;
        }
        Ok(())
    }
}
