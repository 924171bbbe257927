//! Places that an array of indices says.

use super::super::Buffer;
use super::super::elementwise::Number;
use super::super::number::for_element;
use super::row_major;
use crate::hlo::shape::ArrayShape;
use crate::hlo::{ElementType, Fault};

/// Indices of a gather or scatter: vectors of components, each of which counts along a dimension of the operand.
pub(super) struct Indices<'a> {
    /// All components.
    pub(super) components: Vec<i64>,
    /// Distance of a vector's components.
    step: usize,
    /// Dimension of the operand for each component.
    map: &'a [usize],
    /// Where the component may begin at most, and the distance of the operand's neighbours.
    limits: Vec<(i64, usize)>,
    /// Name of the instruction.
    name: &'a str,
}

impl<'a> Indices<'a> {
    /// Indices into an operand of which blocks of `block` elements are taken or changed.
    pub(super) fn new(
        name: &'a str,
        (indices, shape): (&Buffer, &ArrayShape),
        vector: usize,
        map: &'a [usize],
        operand: &ArrayShape,
        block: &[usize],
    ) -> Indices<'a> {
        let strides = row_major(&operand.dims);
        let limit = |&dim: &usize| {
            let room = operand.dims[dim].saturating_sub(block[dim]);
            (i64::try_from(room).unwrap_or(i64::MAX), strides[dim].unsigned_abs())
        };
        Indices {
            components: integers(indices, shape.element),
            step: row_major(&shape.dims).get(vector).map_or(1, |step| step.unsigned_abs()),
            limits: map.iter().map(limit).collect(),
            map,
            name,
        }
    }

    /// Where in the operand the block of the index at `at` begins.
    pub(super) fn offset(&self, at: usize) -> Result<usize, Fault> {
        let mut offset = 0;
        for (number, &(limit, stride)) in self.limits.iter().enumerate() {
            let index = self.components[at + number * self.step];
            match usize::try_from(index) {
                Ok(start) if index <= limit => offset += start * stride,
                _ => {
                    let dim = self.map[number];
                    let detail = format!("index {index} in dimension {dim}, expected 0 to {limit}");
                    let instruction = self.name.to_owned();
                    return Err(Fault::OutOfBounds { instruction, detail });
                }
            }
        }
        Ok(offset)
    }
}

/// The elements as integers; those beyond i64 become its greatest.
fn integers(buffer: &Buffer, element: ElementType) -> Vec<i64> {
    if element == ElementType::U64 {
        let all = buffer.view::<u64>().iter();
        return all.map(|&value| i64::try_from(value).unwrap_or(i64::MAX)).collect();
    }
    for_element!(element, T => buffer.view::<T>().iter().map(|value| value.to_i64()).collect())
}
