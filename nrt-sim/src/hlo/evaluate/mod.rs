//! Runs computations.

mod buffer;
mod collective;
mod combine;
mod compute;
mod elementwise;
mod integer;
mod movement;
mod number;
mod operation;
mod places;
mod pool;
mod product;
mod value;

pub(crate) use buffer::Buffer;
pub(super) use pool::{Pool, with as with_pool};
pub(crate) use value::Value;

use super::op::Op;
use super::program::{Computation, Instruction};
use super::shape::{ArrayShape, Shape};
use super::{Budget, Collectives, Fault, Port, Tensor};

/// One run of a program.
pub(super) struct Evaluation<'a> {
    computations: &'a [Computation],
    devices: &'a dyn Collectives,
    work_left: u64,
}

impl<'a> Evaluation<'a> {
    /// A run of these computations on one of several devices.
    ///
    /// # Errors
    ///
    /// A program that holds more memory than it may.
    pub(super) fn new(
        computations: &'a [Computation],
        entry: usize,
        budget: Budget,
        devices: &'a dyn Collectives,
    ) -> Result<Evaluation<'a>, Fault> {
        let entry = &computations[entry];
        if entry.peak > budget.memory {
            let instruction = entry.instructions[entry.root].name.clone();
            return Err(Fault::Budget { instruction, what: "memory" });
        }
        Ok(Evaluation { computations, devices, work_left: budget.work })
    }

    /// Runs a computation and gives the value of its root.
    pub(super) fn run(&mut self, number: usize, arguments: Vec<Value>) -> Result<Value, Fault> {
        self.run_lanes(number, arguments, 1)
    }

    /// Runs a computation, if `lanes` is not 1 one of scalars, on so many of them at once.
    fn run_lanes(
        &mut self,
        number: usize,
        mut arguments: Vec<Value>,
        lanes: usize,
    ) -> Result<Value, Fault> {
        let computation = &self.computations[number];
        let nothing = || Value::Tuple(Vec::new());
        let mut values: Vec<Value> = Vec::with_capacity(computation.instructions.len());
        for instruction in &computation.instructions {
            if !instruction.used && !matches!(instruction.op, Op::Collective(_)) {
                values.push(nothing());
                continue;
            }
            self.charge(instruction, lanes)?;
            let value = match &instruction.op {
                Op::Parameter(index) => std::mem::replace(&mut arguments[*index], nothing()),
                Op::Constant(value) if lanes != 1 => value.splat(lanes),
                _ => {
                    let operands = instruction.operands.iter().zip(&instruction.dies);
                    let operands = operands.map(|(&operand, &dies)| match dies {
                        true => std::mem::replace(&mut values[operand], nothing()),
                        false => values[operand].clone(),
                    });
                    let operands = operands.collect();
                    self.instruction(&Step { computation, instruction, lanes }, operands)?
                }
            };
            values.push(if instruction.used { value } else { nothing() });
        }
        Ok(values.swap_remove(computation.root))
    }

    fn charge(&mut self, instruction: &Instruction, lanes: usize) -> Result<(), Fault> {
        let work = instruction.work.saturating_mul(lanes as u64);
        match self.work_left.checked_sub(work) {
            Some(left) => {
                self.work_left = left;
                Ok(())
            }
            None => {
                let instruction = instruction.name.clone();
                Err(Fault::Budget { instruction, what: "work" })
            }
        }
    }
}

/// An instruction that is being run.
struct Step<'a> {
    computation: &'a Computation,
    instruction: &'a Instruction,
    lanes: usize,
}

impl<'a> Step<'a> {
    /// Shape of operand `number`, which is an array.
    fn operand(&self, number: usize) -> &'a ArrayShape {
        array(&self.computation.instructions[self.instruction.operands[number]].shape)
    }

    /// Shape of the result, which is an array.
    fn result(&self) -> &'a ArrayShape {
        array(&self.instruction.shape)
    }
}

/// The shape of an array.
fn array(shape: &Shape) -> &ArrayShape {
    match shape {
        Shape::Array(array) => array,
        Shape::Tuple(_) => unreachable!("shapes were checked: the value is an array"),
    }
}

/// The inputs as values, after a check that they are what the parameters take.
pub(super) fn arguments(inputs: &[Tensor], parameters: &[Port]) -> Result<Vec<Value>, Fault> {
    let (given, expected) = (inputs.len(), parameters.len());
    if given != expected {
        return Err(Fault::InputCount { expected, given });
    }
    let pairs = inputs.iter().zip(parameters).enumerate();
    let values = pairs.map(|(index, (input, port))| {
        let fits = input.element == port.element
            && input.dims == port.dims
            && input.bytes.len() == port.bytes;
        if !fits {
            let text = |element, dims: &[usize], bytes: usize| {
                format!("{element}{dims:?} of {bytes} bytes")
            };
            return Err(Fault::Input {
                index,
                name: port.name.clone(),
                expected: text(port.element, &port.dims, port.bytes),
                given: text(input.element, &input.dims, input.bytes.len()),
            });
        }
        Ok(Buffer::from_bytes(input.element, &input.bytes).into())
    });
    values.collect()
}

/// The value of a program's root as tensors.
pub(super) fn outputs(value: Value, results: &[Port]) -> Vec<Tensor> {
    let members = match value {
        Value::Tuple(members) => members,
        array => vec![array],
    };
    let pairs = members.iter().zip(results);
    let tensor = |(member, port): (&Value, &Port)| {
        Tensor::new(port.element, &port.dims, member.array().bytes().to_vec())
    };
    pairs.map(tensor).collect()
}
