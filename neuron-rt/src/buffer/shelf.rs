//! Memory of results that were dropped, for those of the next run.

use super::Line;
use std::sync::{Mutex, PoisonError};

/// What an executable's dropped results leave behind. The operating system takes longer to hand out
/// fresh pages than many kernels take to fill them.
#[derive(Default)]
pub(crate) struct Shelf {
    kept: Mutex<Vec<Vec<Line>>>,
    /// Most pieces that are kept.
    most: usize,
}

impl Shelf {
    /// For so many results at a time.
    pub(crate) fn new(most: usize) -> Self {
        Self { kept: Mutex::default(), most }
    }

    /// So many lines, of any content.
    pub(super) fn take(&self, lines: usize) -> Vec<Line> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.iter().position(|piece| piece.len() == lines) {
            Some(at) => kept.swap_remove(at),
            // Whoever reads what was not written shall notice.
            None if cfg!(debug_assertions) => vec![Line([0xff; super::ALIGNMENT]); lines],
            None => vec![Line::ZERO; lines],
        }
    }

    pub(super) fn put(&self, piece: Vec<Line>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < self.most {
            kept.push(piece);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Buffer;
    use super::Shelf;
    use crate::graph::{DType, TensorType};
    use std::sync::Arc;

    #[test]
    fn what_is_dropped_is_used_again() {
        let shelf = Arc::new(Shelf::new(1));
        let ty = TensorType::new(DType::F32, [1000]);
        let buffer = Buffer::of_shelf(ty.clone(), &shelf);
        let copy = buffer.clone();
        let at = buffer.as_ptr();
        drop(buffer);
        // A copy has memory of its own, which goes nowhere.
        drop(copy);
        assert_eq!(Buffer::of_shelf(ty.clone(), &shelf).as_ptr(), at);
        let other = TensorType::new(DType::F32, [2000]);
        assert_ne!(Buffer::of_shelf(other, &shelf).as_ptr(), at);
    }

    #[test]
    fn a_buffer_outlives_its_shelf() {
        let shelf = Arc::new(Shelf::new(1));
        let buffer = Buffer::of_shelf(TensorType::new(DType::F32, [10]), &shelf);
        drop(shelf);
        assert_eq!(buffer.bytes().len(), 40);
    }
}
