use crate::examples::{Draw, Examples, Field, FieldType, Slot};
use crate::loading::LoadError;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Values of one field for all examples of a batch, examples one after another.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldData {
    /// Of [`FieldType::F32`].
    F32(Vec<f32>),
    /// Of [`FieldType::I32`].
    I32(Vec<i32>),
    /// Of [`FieldType::U8`].
    U8(Vec<u8>),
}

impl FieldData {
    fn zeros(dtype: FieldType, length: usize) -> Self {
        match dtype {
            FieldType::F32 => Self::F32(vec![0.0; length]),
            FieldType::I32 => Self::I32(vec![0; length]),
            FieldType::U8 => Self::U8(vec![0; length]),
        }
    }

    fn slot(&mut self, start: usize, length: usize) -> Slot<'_> {
        match self {
            Self::F32(values) => Slot::F32(&mut values[start..start + length]),
            Self::I32(values) => Slot::I32(&mut values[start..start + length]),
            Self::U8(values) => Slot::U8(&mut values[start..start + length]),
        }
    }
}

/// A fixed number of examples.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The fields in the examples' order.
    pub fields: Vec<(Field, FieldData)>,
    /// 1 for each example, 0 for padding.
    pub weight: Vec<f32>,
    /// Number of each example; padding repeats the first.
    pub indices: Vec<usize>,
}

impl Batch {
    /// Memory for `size` examples.
    pub(super) fn empty(fields: &[Field], size: usize) -> Self {
        let fields = fields
            .iter()
            .map(|field| (field.clone(), FieldData::zeros(field.dtype, field.elements() * size)))
            .collect();
        Self { fields, weight: vec![0.0; size], indices: vec![0; size] }
    }

    /// Reads `chosen` in; what is left of the batch repeats the first of them and weighs nothing.
    pub(super) fn fill(
        &mut self,
        examples: &dyn Examples,
        chosen: &[usize],
        draw: Draw,
    ) -> Result<(), LoadError> {
        for place in 0..self.weight.len() {
            let index = chosen.get(place).or_else(|| chosen.first()).copied().unwrap_or(0);
            self.indices[place] = index;
            self.weight[place] = if place < chosen.len() { 1.0 } else { 0.0 };
            let mut slots: Vec<Slot<'_>> = self
                .fields
                .iter_mut()
                .map(|(field, data)| {
                    let length = field.elements();
                    data.slot(place * length, length)
                })
                .collect();
            // An example that panics is an error of that example, not the end of a thread.
            match catch_unwind(AssertUnwindSafe(|| examples.load(index, draw, &mut slots))) {
                Ok(Ok(())) => {}
                Ok(Err(cause)) => return Err(LoadError::Example { index, cause }),
                Err(_) => return Err(LoadError::Panicked { index }),
            }
        }
        Ok(())
    }
}
