//! Finding one's way in a module: computations and instructions by number.

use super::proto::{Computation, HloModule, Instruction};
use std::collections::BTreeMap;

/// A module with its numbers looked up once. Nothing is assumed of the module: numbers may be
/// missing, double, or lead in a circle.
pub(crate) struct View<'m> {
    pub(crate) module: &'m HloModule,
    places: BTreeMap<i64, usize>,
    bodies: Vec<Body<'m>>,
}

/// A computation with its instructions by number.
pub(crate) struct Body<'m> {
    pub(crate) computation: &'m Computation,
    places: BTreeMap<i64, usize>,
}

impl<'m> View<'m> {
    pub(crate) fn new(module: &'m HloModule) -> Self {
        let numbered = module.computations.iter().enumerate();
        Self {
            module,
            places: numbered.rev().map(|(place, c)| (c.id, place)).collect(),
            bodies: module.computations.iter().map(Body::new).collect(),
        }
    }

    /// The computation that runs first.
    pub(crate) fn entry(&self) -> Option<&Body<'m>> {
        let named = |body: &&Body<'_>| body.computation.name == self.module.entry_computation_name;
        self.body(self.module.entry_computation_id).or_else(|| self.bodies.iter().find(named))
    }

    pub(crate) fn body(&self, id: i64) -> Option<&Body<'m>> {
        self.places.get(&id).map(|&place| &self.bodies[place])
    }

    pub(crate) fn bodies(&self) -> &[Body<'m>] {
        &self.bodies
    }

    /// The `n`th computation that an instruction calls.
    pub(crate) fn called(&self, instruction: &Instruction, n: usize) -> Option<&Body<'m>> {
        instruction.called_computation_ids.get(n).and_then(|&id| self.body(id))
    }
}

impl<'m> Body<'m> {
    fn new(computation: &'m Computation) -> Self {
        let numbered = computation.instructions.iter().enumerate();
        let places = numbered.rev().map(|(place, i)| (i.id, place)).collect();
        Self { computation, places }
    }

    pub(crate) fn instructions(&self) -> &'m [Instruction] {
        &self.computation.instructions
    }

    pub(crate) fn instruction(&self, id: i64) -> Option<&'m Instruction> {
        self.place(id).map(|place| &self.computation.instructions[place])
    }

    /// Where in the list an instruction stands.
    pub(crate) fn place(&self, id: i64) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The instruction whose value is the result.
    pub(crate) fn root(&self) -> Option<&'m Instruction> {
        self.instruction(self.computation.root_id)
    }

    /// The `n`th operand.
    pub(crate) fn operand(&self, instruction: &Instruction, n: usize) -> Option<&'m Instruction> {
        instruction.operand_ids.get(n).and_then(|&id| self.instruction(id))
    }

    /// The instruction that a value comes from, past those that only pass it on.
    pub(crate) fn origin(&self, mut instruction: &'m Instruction) -> &'m Instruction {
        // A circle ends the walk too.
        for _ in 0..self.computation.instructions.len() {
            let passes = matches!(
                instruction.opcode.as_str(),
                "copy" | "convert" | "bitcast" | "reshape" | "transpose" | "broadcast"
            );
            match self.operand(instruction, 0) {
                Some(next) if passes => instruction = next,
                _ => break,
            }
        }
        instruction
    }
}
