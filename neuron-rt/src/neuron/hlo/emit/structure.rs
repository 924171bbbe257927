//! Tuples, loops and sorting.

use super::{Emitter, Value};
use crate::graph::{DType, Shape, TensorType};
use crate::neuron::hlo::{element, proto};

impl Emitter {
    /// Several values as one.
    pub(in crate::neuron::hlo) fn tuple(&mut self, parts: &[Value]) -> i64 {
        let shape = element::tuple(parts.iter().map(|part| element::shape(&part.ty)));
        let ids: Vec<i64> = parts.iter().map(|part| part.id).collect();
        self.write("tuple", shape, &ids, |_| {})
    }

    /// One part of a tuple.
    pub(in crate::neuron::hlo) fn part(&mut self, tuple: i64, at: usize, ty: &TensorType) -> Value {
        let fill = |i: &mut proto::Instruction| i.tuple_index = at as i64;
        let id = self.write("get-tuple-element", element::shape(ty), &[tuple], fill);
        Value { id, ty: ty.clone() }
    }

    /// Turns while the condition holds.
    pub(in crate::neuron::hlo) fn repeat(
        &mut self,
        state: i64,
        shape: proto::Shape,
        condition: i64,
        body: i64,
    ) -> i64 {
        // XLA's order: the condition is the second, the body the first.
        self.write("while", shape, &[state], |i| i.called_computation_ids = vec![body, condition])
    }

    /// One slice of the leading axis, at a number that is known only when it runs.
    pub(in crate::neuron::hlo) fn slice_at(&mut self, x: &Value, number: &Value) -> Value {
        let sizes = x.ty.shape.with(0, 1);
        let starts = self.starts(number, x.ty.shape.rank());
        let operands: Vec<&Value> = std::iter::once(x).chain(&starts).collect();
        let ty = TensorType::new(x.ty.dtype, sizes.clone());
        self.tensor("dynamic-slice", ty, &operands, |i| {
            i.dynamic_slice_sizes = element::longs(&sizes);
        })
    }

    /// Puts one slice of the leading axis in the place of another.
    pub(in crate::neuron::hlo) fn put_at(
        &mut self,
        x: &Value,
        slice: &Value,
        number: &Value,
    ) -> Value {
        let starts = self.starts(number, x.ty.shape.rank());
        let operands: Vec<&Value> = [x, slice].into_iter().chain(&starts).collect();
        self.tensor("dynamic-update-slice", x.ty.clone(), &operands, |_| {})
    }

    fn starts(&mut self, number: &Value, rank: usize) -> Vec<Value> {
        let zero = self.scalar(DType::I32, 0.0);
        std::iter::once(number.clone()).chain((1..rank).map(|_| zero.clone())).collect()
    }

    /// Rows of several tensors ordered along the last axis by the first of them, descending; equals
    /// keep their order.
    pub(in crate::neuron::hlo) fn sort_descending(&mut self, columns: &[&Value]) -> Vec<Value> {
        self.begin("descending");
        let mut sides = Vec::new();
        for column in columns {
            let scalar = TensorType::new(column.ty.dtype, Shape::scalar());
            sides.push([self.parameter("lhs", &scalar), self.parameter("rhs", &scalar)]);
        }
        let before = self.compare("GT", &sides[0][0], &sides[0][1]);
        let comparator = self.end(before.id);
        let last = columns[0].ty.shape.rank() - 1;
        let ids: Vec<i64> = columns.iter().map(|column| column.id).collect();
        let shape = element::tuple(columns.iter().map(|column| element::shape(&column.ty)));
        let sorted = self.write("sort", shape, &ids, |i| {
            i.dimensions = vec![last as i64];
            i.called_computation_ids = vec![comparator];
            i.is_stable = true;
        });
        columns.iter().enumerate().map(|(at, column)| self.part(sorted, at, &column.ty)).collect()
    }
}
