//! Addressing elements by number.

use super::{Combiner, Emitter, Value};
use crate::graph::TensorType;
use crate::neuron::hlo::element::longs;
use crate::neuron::hlo::proto;

/// A table `[rows, …]` and a list of row numbers `[n]`.
pub(in crate::neuron::hlo) struct Rows<'a> {
    pub(in crate::neuron::hlo) numbers: &'a Value,
    /// Extents of one row.
    pub(in crate::neuron::hlo) row: &'a [usize],
}

impl Rows<'_> {
    fn dims(&self) -> Vec<usize> {
        [&[self.numbers.ty.shape[0]], self.row].concat()
    }

    /// Axes of a row in `[n, …]`.
    fn axes(&self) -> Vec<i64> {
        (1..=self.row.len() as i64).collect()
    }
}

impl Emitter {
    /// Rows of a table, `[n, …]`. The numbers must be within it.
    pub(in crate::neuron::hlo) fn gather(&mut self, table: &Value, rows: &Rows<'_>) -> Value {
        let numbers = proto::GatherDimensionNumbers {
            offset_dims: rows.axes(),
            collapsed_slice_dims: vec![0],
            start_index_map: vec![0],
            index_vector_dim: 1,
            ..Default::default()
        };
        let sizes = longs(&[&[1], rows.row].concat());
        let ty = TensorType::new(table.ty.dtype, rows.dims());
        self.tensor("gather", ty, &[table, rows.numbers], |i| {
            i.gather_dimension_numbers = Some(numbers);
            i.gather_slice_sizes = sizes;
        })
    }

    /// Adds rows `[n, …]` to those of a table. The numbers must be within it.
    pub(in crate::neuron::hlo) fn scatter_add(
        &mut self,
        table: &Value,
        rows: &Rows<'_>,
        values: &Value,
    ) -> Value {
        let called = self.combiner(Combiner::Add, table.ty.dtype);
        let numbers = proto::ScatterDimensionNumbers {
            update_window_dims: rows.axes(),
            inserted_window_dims: vec![0],
            scatter_dims_to_operand_dims: vec![0],
            index_vector_dim: 1,
            ..Default::default()
        };
        self.tensor("scatter", table.ty.clone(), &[table, rows.numbers, values], |i| {
            i.scatter_dimension_numbers = Some(numbers);
            i.called_computation_ids = vec![called];
        })
    }
}
