//! Tensors: names for ranges of memory, without a type.

use std::sync::{Arc, Mutex, PoisonError};

use super::machine::Core;
use super::status::{Outcome, Status};
use super::storage::Storage;

/// A range of memory.
#[derive(Debug, Clone)]
pub(crate) struct View {
    /// The memory.
    pub(crate) storage: Arc<Storage>,
    /// Where the range begins.
    pub(crate) offset: usize,
    /// Its bytes.
    pub(crate) size: usize,
}

/// A tensor.
#[derive(Debug)]
pub(crate) struct Tensor {
    name: String,
    /// None until a buffer is attached.
    view: Mutex<Option<View>>,
}

impl Tensor {
    /// A tensor of its own memory.
    pub(crate) fn new(name: String, storage: Storage) -> Tensor {
        let size = storage.size();
        let view = View { storage: Arc::new(storage), offset: 0, size };
        Tensor { name, view: Mutex::new(Some(view)) }
    }

    /// A tensor without memory.
    pub(crate) fn empty(name: String) -> Tensor {
        Tensor { name, view: Mutex::new(None) }
    }

    /// Part of a tensor, in the same memory.
    ///
    /// # Errors
    /// The range is empty or goes beyond the tensor.
    pub(crate) fn slice(&self, offset: usize, size: usize, name: String) -> Outcome<Tensor> {
        let view = self.range(offset, size)?;
        if size == 0 {
            return Err(Status::INVALID.because("a slice of 0 bytes cannot be allocated"));
        }
        Ok(Tensor { name, view: Mutex::new(Some(view)) })
    }

    /// Replaces the memory.
    pub(crate) fn attach(&self, storage: Storage) {
        let size = storage.size();
        let view = View { storage: Arc::new(storage), offset: 0, size };
        *self.view.lock().unwrap_or_else(PoisonError::into_inner) = Some(view);
    }

    /// The tensor's memory.
    ///
    /// # Errors
    /// It has none.
    pub(crate) fn view(&self) -> Outcome<View> {
        let view = self.view.lock().unwrap_or_else(PoisonError::into_inner).clone();
        view.ok_or_else(|| {
            Status::INVALID.because(format!("the tensor `{}` has no buffer attached", self.name))
        })
    }

    /// Bytes; 0 without memory.
    pub(crate) fn size(&self) -> usize {
        self.view().map_or(0, |view| view.size)
    }

    /// The range of memory that begins at `offset` in the tensor.
    ///
    /// # Errors
    /// It goes beyond the tensor, or the tensor has no memory.
    pub(crate) fn range(&self, offset: usize, size: usize) -> Outcome<View> {
        let view = self.view()?;
        if offset.checked_add(size).is_none_or(|end| end > view.size) {
            return Err(Status::INVALID.because(format!(
                "{size} bytes at {offset} go beyond the tensor `{}` of {} bytes",
                self.name, view.size
            )));
        }
        Ok(View { offset: view.offset + offset, size, ..view })
    }
}

impl View {
    /// The core whose memory it is, if it is a core's.
    pub(crate) fn core(&self) -> Option<&Arc<Core>> {
        self.storage.core()
    }

    /// The address of the first byte.
    pub(crate) fn address(&self) -> *mut u8 {
        self.storage.address(self.offset)
    }

    /// Copies the bytes out; `into` has as many.
    pub(crate) fn read(&self, into: &mut [u8]) {
        self.storage.read(self.offset, into);
    }

    /// Copies bytes in; `from` has as many.
    pub(crate) fn write(&self, from: &[u8]) {
        self.storage.write(self.offset, from);
    }

    /// Sets the bytes.
    pub(crate) fn fill(&self, value: u8) {
        self.storage.fill(self.offset, value, self.size);
    }

    /// The bytes.
    pub(crate) fn to_vec(&self) -> Vec<u8> {
        let mut bytes = vec![0; self.size];
        self.read(&mut bytes);
        bytes
    }

    /// Whether it has bytes in common with another.
    pub(crate) fn overlaps(&self, other: &View) -> bool {
        let (first, second) = (self.address().addr(), other.address().addr());
        first < second + other.size && second < first + self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_share_memory_that_outlives_their_source() {
        let tensor = Tensor::new("t".into(), Storage::of_host(8).unwrap());
        let slice = tensor.slice(2, 4, "s".into()).unwrap();
        let inner = slice.slice(1, 2, String::new()).unwrap();
        tensor.range(0, 8).unwrap().write(&[0, 1, 2, 3, 4, 5, 6, 7]);
        drop(tensor);
        assert_eq!(inner.view().unwrap().to_vec(), [3, 4]);
        inner.view().unwrap().write(&[8, 9]);
        assert_eq!(slice.view().unwrap().to_vec(), [2, 8, 9, 5]);
        assert!(slice.view().unwrap().overlaps(&inner.view().unwrap()));
        let first = slice.range(0, 1).unwrap();
        assert!(!first.overlaps(&inner.view().unwrap()));
    }

    #[test]
    fn a_range_stays_inside() {
        let tensor = Tensor::new("t".into(), Storage::of_host(8).unwrap());
        tensor.range(8, 0).unwrap();
        for (offset, size) in [(0, 9), (8, 1), (usize::MAX, 2), (9, 0)] {
            assert_eq!(tensor.range(offset, size).unwrap_err().status, Status::INVALID);
        }
        assert_eq!(
            tensor.range(4, 5).unwrap_err().message,
            "5 bytes at 4 go beyond the tensor `t` of 8 bytes"
        );
        tensor.slice(0, 0, String::new()).unwrap_err();
        let empty = Tensor::empty("e".into());
        assert_eq!((empty.size(), empty.view().unwrap_err().status), (0, Status::INVALID));
    }
}
