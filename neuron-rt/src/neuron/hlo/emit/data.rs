//! Where values come from: parameters and constants.

use super::{Emitter, Value};
use crate::graph::{DType, Literal, TensorType};
use crate::neuron::hlo::{element, proto};
use std::collections::BTreeMap;

impl Emitter {
    /// The next parameter of the computation in hand.
    pub(in crate::neuron::hlo) fn parameter(&mut self, name: &str, ty: &TensorType) -> Value {
        let number = self.parameters();
        let value = self.tensor("parameter", ty.clone(), &[], |i| i.parameter_number = number);
        self.note(name, element::shape(ty));
        value
    }

    /// The only parameter of a loop's body or condition: a tuple.
    pub(in crate::neuron::hlo) fn tuple_parameter(&mut self, name: &str, ty: &proto::Shape) -> i64 {
        let id = self.write("parameter", ty.clone(), &[], |i| i.parameter_number = 0);
        self.note(name, ty.clone());
        id
    }

    fn parameters(&self) -> i64 {
        self.open.last().map_or(0, |body| body.parameters.len() as i64)
    }

    fn note(&mut self, name: &str, shape: proto::Shape) {
        if let Some(body) = self.open.last_mut() {
            body.parameters.push((name.to_owned(), shape));
        }
    }

    /// Gives the instruction written last a free attribute.
    pub(in crate::neuron::hlo) fn attribute(&mut self, key: &str, value: &str) {
        let last = self.open.last_mut().and_then(|body| body.instructions.last_mut());
        if let Some(instruction) = last {
            let map = BTreeMap::from([(key.to_owned(), value.to_owned())]);
            instruction.frontend_attributes = Some(proto::FrontendAttributes { map });
        }
    }

    /// A value known beforehand; one value repeated is written once.
    pub(in crate::neuron::hlo) fn constant(&mut self, literal: &Literal) -> Value {
        if literal.ty().shape.elements() > 1
            && let Some(value) = literal.splat()
        {
            return self.splat(literal.ty(), value);
        }
        let value = element::literal(literal);
        self.tensor("constant", literal.ty().clone(), &[], |i| i.literal = Some(value))
    }

    /// One value.
    pub(in crate::neuron::hlo) fn scalar(&mut self, dtype: DType, value: f64) -> Value {
        self.constant(&Literal::scalar(dtype, value))
    }

    /// One value everywhere.
    pub(in crate::neuron::hlo) fn splat(&mut self, ty: &TensorType, value: f64) -> Value {
        let one = self.scalar(ty.dtype, value);
        if ty.shape.rank() == 0 { one } else { self.broadcast(&one, &ty.shape, &[]) }
    }

    /// `0, 1, 2, …` along an axis.
    pub(in crate::neuron::hlo) fn iota(&mut self, ty: &TensorType, axis: usize) -> Value {
        self.tensor("iota", ty.clone(), &[], |i| i.dimensions = vec![axis as i64])
    }
}
