//! Writing HLO, one instruction after another.
//!
//! Shapes are given by the caller, who knows them from the graph, or follow from the operands; XLA
//! verifies each of them when it compiles the module.

mod combine;
mod data;
mod elementwise;
mod indexing;
mod movement;
mod structure;
mod window;

use super::{element, proto};
use crate::graph::TensorType;
use std::collections::BTreeMap;

pub(super) use combine::Combiner;
pub(super) use indexing::Rows;
pub(super) use window::{Convolution, Side, dimension};

/// A result of an instruction.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) id: i64,
    pub(super) ty: TensorType,
}

/// A computation that is being written.
struct Body {
    name: String,
    instructions: Vec<proto::Instruction>,
    parameters: Vec<(String, proto::Shape)>,
}

/// Writes the computations of a module.
#[derive(Default)]
pub(super) struct Emitter {
    next: i64,
    open: Vec<Body>,
    done: Vec<proto::Computation>,
    combiners: BTreeMap<(Combiner, crate::graph::DType), i64>,
    /// What is being lowered, for the instructions' metadata.
    layer: String,
    op: &'static str,
}

impl Emitter {
    /// Whose instructions follow.
    pub(super) fn at(&mut self, layer: &str, op: &'static str) {
        layer.clone_into(&mut self.layer);
        self.op = op;
    }

    /// Begins a computation; what is written goes into it until it ends.
    pub(super) fn begin(&mut self, name: &str) {
        let body = Body { name: name.to_owned(), instructions: Vec::new(), parameters: Vec::new() };
        self.open.push(body);
    }

    /// Ends the computation in hand, whose result is `root`; gives its number.
    pub(super) fn end(&mut self, root: i64) -> i64 {
        let body = self.open.pop().expect("a computation was begun");
        let id = self.done.len() as i64;
        let result = body.instructions.iter().find(|i| i.id == root).and_then(|i| i.shape.clone());
        let (parameter_names, parameters) = body.parameters.into_iter().unzip();
        self.done.push(proto::Computation {
            // A number makes names of equal bodies differ.
            name: if self.open.is_empty() { body.name } else { format!("{}.{id}", body.name) },
            instructions: body.instructions,
            program_shape: Some(proto::ProgramShape { parameters, result, parameter_names }),
            id,
            root_id: root,
        });
        id
    }

    /// The computations, callees first; the last is the entry.
    pub(super) fn finish(self) -> Vec<proto::Computation> {
        self.done
    }

    /// Writes an instruction of any shape; the caller's function fills in what is special to it.
    fn write(
        &mut self,
        opcode: &str,
        shape: proto::Shape,
        operands: &[i64],
        fill: impl FnOnce(&mut proto::Instruction),
    ) -> i64 {
        let id = self.next;
        self.next += 1;
        let metadata =
            proto::OpMetadata { op_type: self.op.to_owned(), op_name: self.layer.clone() };
        let mut instruction = proto::Instruction {
            name: format!("{opcode}.{id}"),
            opcode: opcode.to_owned(),
            shape: Some(shape),
            metadata: Some(metadata),
            id,
            operand_ids: operands.to_vec(),
            ..Default::default()
        };
        fill(&mut instruction);
        let body = self.open.last_mut().expect("a computation was begun");
        body.instructions.push(instruction);
        id
    }

    /// Writes an instruction whose result is a tensor.
    fn tensor(
        &mut self,
        opcode: &str,
        ty: TensorType,
        operands: &[&Value],
        fill: impl FnOnce(&mut proto::Instruction),
    ) -> Value {
        let ids: Vec<i64> = operands.iter().map(|value| value.id).collect();
        let id = self.write(opcode, element::shape(&ty), &ids, fill);
        Value { id, ty }
    }
}
