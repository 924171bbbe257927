//! Reading a computation: ids to places, instructions in order.

use std::collections::{BTreeMap, BTreeSet};

use super::super::op::Op;
use super::super::program::{Computation, Instruction};
use super::super::proto::{HloComputationProto, HloInstructionProto};
use super::super::{Refusal, RefusalKind};
use super::instruction;
use super::liveness::{mark_last_uses, peak};
use super::pattern::{liftable, pattern};
use super::problem::{Checked, Problem, contradiction, ensure};
use super::scope::Scope;
use super::shape::{Layouts, required};
use super::work::{total, work};

/// How deep computations may call each other: an evaluation recurses as deep.
const DEEPEST_CALL: usize = 64;

/// The computations that were read, and what has to be unique among them.
#[derive(Debug, Default)]
pub(super) struct Computations {
    /// In the module's order.
    pub(super) list: Vec<Computation>,
    /// Number of the computation with an id.
    pub(super) by_id: BTreeMap<i64, usize>,
    names: BTreeSet<String>,
    instruction_names: BTreeSet<String>,
    instruction_ids: BTreeSet<i64>,
}

impl Computations {
    /// Reads the next computation.
    pub(super) fn read(&mut self, message: &HloComputationProto) -> Result<(), Refusal> {
        let name = &message.name;
        if !self.names.insert(name.clone()) {
            let detail = format!("two computations are named `{name}`");
            return Err(Refusal::of_module(RefusalKind::DuplicateName, detail));
        }
        let mut places = BTreeMap::new();
        let mut instructions: Vec<Instruction> = Vec::with_capacity(message.instructions.len());
        for proto in &message.instructions {
            let read = self.instruction(proto, &places, &instructions);
            let op_name = proto.metadata.as_ref().map(|metadata| metadata.op_name.clone());
            let op_name = op_name.filter(|name| !name.is_empty());
            let instruction = read.map_err(|problem| problem.of(&proto.name, op_name.clone()))?;
            places.insert(proto.id, instructions.len());
            instructions.push(Instruction { op_name, ..instruction });
        }
        let computation = self.finish(message, &places, instructions).map_err(|problem| {
            Refusal::of_module(problem.kind, format!("computation `{name}`: {}", problem.detail))
        })?;
        if self.by_id.insert(message.id, self.list.len()).is_some() {
            let detail = format!("two computations have the id {}", message.id);
            return Err(Refusal::of_module(RefusalKind::Verification, detail));
        }
        self.list.push(computation);
        Ok(())
    }

    fn instruction(
        &mut self,
        proto: &HloInstructionProto,
        places: &BTreeMap<i64, usize>,
        earlier: &[Instruction],
    ) -> Checked<Instruction> {
        if !self.instruction_names.insert(proto.name.clone()) {
            let detail = "another instruction has the same name";
            return Err(Problem::new(RefusalKind::DuplicateName, detail));
        }
        ensure(!proto.name.is_empty(), || format!("the instruction {} has no name", proto.id))?;
        ensure(self.instruction_ids.insert(proto.id), || {
            format!("another instruction has the same id, {}", proto.id)
        })?;
        let operand = |id: &i64| {
            places.get(id).copied().ok_or_else(|| {
                contradiction(format!(
                    "the operand {id} is no earlier instruction of the computation"
                ))
            })
        };
        let operands: Vec<usize> = proto.operand_ids.iter().map(operand).collect::<Checked<_>>()?;
        for id in &proto.control_predecessor_ids {
            operand(id)?;
        }
        let called = proto.called_computation_ids.iter().map(|id| {
            let detail =
                || contradiction(format!("the computation {id} is none of the earlier ones"));
            self.by_id.get(id).copied().ok_or_else(detail)
        });
        let declared = required(proto.shape.as_ref(), Layouts::Any)?;
        let scope = Scope {
            proto,
            operands: operands.iter().map(|&operand| &earlier[operand].shape).collect(),
            declared: &declared,
            computations: &self.list,
            called: called.collect::<Checked<_>>()?,
        };
        let (op, shape) = instruction::read(&scope)?;
        ensure(shape == declared, || {
            format!("the shape is declared as {declared}, but is {shape}")
        })?;
        Ok(Instruction {
            name: proto.name.clone(),
            op_name: None,
            opcode: proto.opcode.clone(),
            work: work(&op, &shape, &scope.operands, &self.list),
            op,
            dies: Vec::new(),
            used: false,
            operands,
            shape,
            id: proto.id,
        })
    }

    fn finish(
        &self,
        message: &HloComputationProto,
        places: &BTreeMap<i64, usize>,
        mut instructions: Vec<Instruction>,
    ) -> Checked<Computation> {
        let root = places.get(&message.root_id).copied();
        let root = root.ok_or_else(|| {
            contradiction(format!("the root {} is none of its own", message.root_id))
        })?;
        let parameters = parameters(&instructions)?;
        let calls = instructions.iter().flat_map(|instruction| instruction.op.called());
        let depth = calls.map(|number| self.list[number].depth + 1).max().unwrap_or(0);
        if depth > DEEPEST_CALL {
            let detail = format!("calls are nested deeper than {DEEPEST_CALL}");
            return Err(Problem::new(RefusalKind::TooLarge, detail));
        }
        mark_last_uses(&mut instructions, root);
        Ok(Computation {
            name: message.name.clone(),
            id: message.id,
            root,
            parameters,
            pattern: pattern(&instructions, root),
            liftable: liftable(&instructions),
            depth,
            peak: peak(&instructions, &self.list),
            work: total(&instructions, &self.list),
            instructions,
        })
    }
}

/// The instruction of each parameter, which have to be numbered from 0 without a gap.
fn parameters(instructions: &[Instruction]) -> Checked<Vec<usize>> {
    let mut places = BTreeMap::new();
    for (index, instruction) in instructions.iter().enumerate() {
        if let Op::Parameter(number) = instruction.op {
            let before = places.insert(number, index);
            ensure(before.is_none(), || format!("parameter {number} comes twice"))?;
        }
    }
    let whole = places.keys().copied().eq(0..places.len());
    ensure(whole, || format!("the parameters {:?} have gaps", places.keys()))?;
    Ok(places.into_values().collect())
}
