//! Element by element.

use super::{Emitter, Value};
use crate::graph::{DType, TensorType};

impl Emitter {
    /// One operand.
    pub(in crate::neuron::hlo) fn unary(&mut self, opcode: &str, x: &Value) -> Value {
        self.tensor(opcode, x.ty.clone(), &[x], |_| {})
    }

    /// Two operands of one type.
    pub(in crate::neuron::hlo) fn binary(&mut self, opcode: &str, a: &Value, b: &Value) -> Value {
        self.tensor(opcode, a.ty.clone(), &[a, b], |_| {})
    }

    /// A tensor and a number.
    pub(in crate::neuron::hlo) fn with(&mut self, opcode: &str, x: &Value, number: f64) -> Value {
        let number = self.splat(&x.ty, number);
        self.binary(opcode, x, &number)
    }

    /// A comparison: `EQ`, `NE`, `LT`, `LE`, `GT` or `GE`.
    pub(in crate::neuron::hlo) fn compare(&mut self, how: &str, a: &Value, b: &Value) -> Value {
        let ty = TensorType::new(DType::Bool, a.ty.shape.clone());
        let kind = match a.ty.dtype {
            dtype if dtype.is_float() => "FLOAT",
            DType::I32 => "SIGNED",
            _ => "UNSIGNED",
        };
        self.tensor("compare", ty, &[a, b], |i| {
            how.clone_into(&mut i.comparison_direction);
            kind.clone_into(&mut i.comparison_type);
        })
    }

    /// A comparison with a number.
    pub(in crate::neuron::hlo) fn compare_with(
        &mut self,
        how: &str,
        x: &Value,
        number: f64,
    ) -> Value {
        let number = self.splat(&x.ty, number);
        self.compare(how, x, &number)
    }

    /// Where the condition holds the one, elsewhere the other.
    pub(in crate::neuron::hlo) fn select(&mut self, when: &Value, a: &Value, b: &Value) -> Value {
        self.tensor("select", a.ty.clone(), &[when, a, b], |_| {})
    }

    /// Another element type.
    pub(in crate::neuron::hlo) fn convert(&mut self, x: &Value, dtype: DType) -> Value {
        if x.ty.dtype == dtype {
            return x.clone();
        }
        self.tensor("convert", TensorType::new(dtype, x.ty.shape.clone()), &[x], |_| {})
    }

    /// 16-bit floats as f32, in which several steps lose nothing before the one rounding.
    pub(in crate::neuron::hlo) fn widen(&mut self, x: &Value) -> Value {
        match x.ty.dtype {
            DType::BF16 | DType::F16 => self.convert(x, DType::F32),
            _ => x.clone(),
        }
    }
}
