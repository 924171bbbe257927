use super::fault::{Fault, Read, wrong};
use super::limits::{DEPTH, INSTRUCTIONS};
use super::operation::operation;
use super::site::Site;
use super::types;
use super::value::Value;
use crate::graph::{Builder, Shape, Tensor};
use crate::neuron::hlo::View;
use crate::neuron::hlo::proto::{self, PrimitiveType};
use crate::neuron::hlo::view::Body;
use std::cell::Cell;

/// Records what computations do.
pub(super) struct Reader<'a, 'm> {
    pub(super) view: &'a View<'m>,
    pub(super) builder: Builder,
    /// Where a computation of scalars is recorded for whole tensors, their shape.
    pub(super) lifted: Option<Shape>,
    /// Instructions that may still be read.
    budget: &'a Cell<usize>,
    depth: usize,
}

impl<'a, 'm> Reader<'a, 'm> {
    pub(super) fn new(view: &'a View<'m>, budget: &'a Cell<usize>) -> Self {
        budget.set(INSTRUCTIONS);
        Self { view, builder: Builder::new(), lifted: None, budget, depth: 0 }
    }

    /// A reader of a computation that is called from here.
    fn inner(&self, builder: Builder, lifted: Option<Shape>) -> Read<Self> {
        if self.depth >= DEPTH {
            return wrong(format!("calls more than {DEPTH} computations deep"));
        }
        let (view, budget) = (self.view, self.budget);
        Ok(Self { view, builder, lifted, budget, depth: self.depth + 1 })
    }

    /// The result of a computation, recorded where this reader records.
    pub(super) fn call(&self, body: &Body<'m>, arguments: &[Value]) -> Read<Value> {
        let inner = self.inner(self.builder.clone(), self.lifted.clone())?;
        inner.computation(body, arguments, body.computation.root_id)
    }

    /// The result of a computation, recorded elsewhere: a turn of a loop.
    pub(super) fn call_in(
        &self,
        builder: &Builder,
        body: &Body<'m>,
        arguments: &[Value],
    ) -> Read<Value> {
        let inner = self.inner(builder.clone(), None)?;
        inner.computation(body, arguments, body.computation.root_id)
    }

    /// One value of a computation of scalars, element by element of tensors of one shape.
    pub(super) fn lift(
        &self,
        body: &Body<'m>,
        arguments: &[Tensor],
        shape: &Shape,
        wanted: i64,
    ) -> Read<Value> {
        let builder = arguments.first().map_or(&self.builder, |x| x.builder());
        let inner = self.inner(builder.clone(), Some(shape.clone()))?;
        let arguments: Vec<Value> = arguments.iter().cloned().map(Value::Tensor).collect();
        inner.computation(body, &arguments, wanted)
    }

    /// The value of an instruction of a computation; what it does not depend on is passed over.
    fn computation(&self, body: &Body<'m>, arguments: &[Value], wanted: i64) -> Read<Value> {
        let instructions = body.instructions();
        let Some(end) = body.place(wanted) else {
            let name = &body.computation.name;
            return wrong(format!("calls `{name}`, which has no instruction {wanted}"));
        };
        let mut needed = vec![false; end + 1];
        needed[end] = true;
        for at in (0..=end).rev().filter(|&at| instructions[at].opcode != "parameter") {
            if needed[at] {
                for place in instructions[at].operand_ids.iter().filter_map(|&id| body.place(id)) {
                    if place < at {
                        needed[place] = true;
                    }
                }
            }
        }
        let mut values: Vec<Option<Value>> = vec![None; end + 1];
        for at in (0..=end).filter(|&at| needed[at]) {
            let instruction = &instructions[at];
            let value = self.instruction(body, at, &values, arguments);
            values[at] =
                Some(value.map_err(|fault| Fault::Named(Box::new(fault.of(instruction))))?);
        }
        match values.pop().flatten() {
            Some(value) => Ok(value),
            None => wrong("has no value"),
        }
    }

    fn instruction(
        &self,
        body: &Body<'m>,
        at: usize,
        values: &[Option<Value>],
        arguments: &[Value],
    ) -> Read<Value> {
        match self.budget.get().checked_sub(1) {
            Some(left) => self.budget.set(left),
            None => return wrong(format!("comes after {INSTRUCTIONS} others, which is the limit")),
        }
        let instruction = &body.instructions()[at];
        let Some(shape) = &instruction.shape else { return wrong("has no type") };
        if instruction.opcode == "parameter" {
            let number = usize::try_from(instruction.parameter_number).ok();
            let Some(value) = number.and_then(|number| arguments.get(number)) else {
                let (number, count) = (instruction.parameter_number, arguments.len());
                return wrong(format!("is parameter {number}, but {count} arguments are given"));
            };
            self.check(shape, value, 0)?;
            return Ok(value.clone());
        }
        let mut operands = Vec::with_capacity(instruction.operand_ids.len());
        for &id in &instruction.operand_ids {
            let made = body.place(id).filter(|&place| place < at);
            match made.and_then(|place| values[place].clone()) {
                Some(value) => operands.push(value),
                None => return wrong(format!("reads {id}, which no instruction before it makes")),
            }
        }
        let layer = instruction.metadata.as_ref().map_or("", |m| m.op_name.as_str());
        let _layer = (!layer.is_empty()).then(|| self.builder.layer(layer));
        let value = operation(&Site { reader: self, instruction, operands })?;
        self.check(shape, &value, 0)?;
        Ok(value)
    }

    /// Whether a value is of the declared type.
    fn check(&self, shape: &proto::Shape, value: &Value, depth: usize) -> Read<()> {
        match value {
            Value::Tensor(tensor) => {
                let declared = types::tensor(shape)?;
                let lifted = self.lifted.as_ref().filter(|_| declared.shape.rank() == 0);
                let expected = lifted.unwrap_or(&declared.shape);
                if declared.dtype == tensor.dtype() && expected == tensor.shape() {
                    return Ok(());
                }
                wrong(format!("is declared as {declared}, but is {}", tensor.ty()))
            }
            Value::Tuple(parts) => {
                let kinds = [PrimitiveType::Tuple, PrimitiveType::Token];
                let declared = &shape.tuple_shapes;
                if !kinds.contains(&shape.element_type()) || declared.len() != parts.len() {
                    return wrong("is declared as another kind of tuple");
                }
                if depth > DEPTH {
                    return wrong(format!("has tuples more than {DEPTH} deep"));
                }
                let mut pairs = declared.iter().zip(parts);
                pairs.try_for_each(|(shape, part)| self.check(shape, part, depth + 1))
            }
        }
    }
}
