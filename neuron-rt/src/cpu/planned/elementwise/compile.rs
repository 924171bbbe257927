//! From a group of nodes to a program.

use super::memory::ADDRESS;
use super::program::{Instr, Lane, Program, Reg};
use crate::cpu::planned::view::View;
use crate::graph::{DType, Graph, Node, Op, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Nodes that become one kernel.
pub(in crate::cpu::planned) struct Group<'a> {
    pub(in crate::cpu::planned) graph: &'a Graph,
    /// In order.
    pub(in crate::cpu::planned) nodes: Vec<&'a Node>,
    /// Where the values that the nodes read lie.
    pub(in crate::cpu::planned) places: &'a dyn Fn(ValueId) -> View,
    /// The values that are read outside, and where they are to be written.
    pub(in crate::cpu::planned) results: Vec<(ValueId, View)>,
    /// The values whose memory is also written: they are read before anything is.
    pub(in crate::cpu::planned) overwritten: Vec<ValueId>,
}

struct Compiler<'a> {
    group: &'a Group<'a>,
    shape: Vec<usize>,
    code: Vec<Instr>,
    loads: Vec<(View, DType)>,
    /// Register of each value that has one.
    registers: BTreeMap<ValueId, Reg>,
    free: Vec<Reg>,
    count: usize,
    /// How often each value will still be read within the group.
    uses: BTreeMap<ValueId, usize>,
    /// Of values that are computed twice, the first.
    same: BTreeMap<ValueId, ValueId>,
}

/// The program of a group.
pub(in crate::cpu::planned) fn compile(group: &Group<'_>) -> Program {
    let same = computed_twice(group);
    let nodes = || group.nodes.iter().filter(|node| !same.contains_key(&node.outputs[0]));
    let mut uses: BTreeMap<ValueId, usize> = BTreeMap::new();
    for node in nodes() {
        for value in &node.inputs {
            *uses.entry(first_of(&same, *value)).or_default() += 1;
        }
    }
    let shape = group.graph.ty(group.nodes[0].outputs[0]).shape.to_vec();
    let mut compiler = Compiler {
        group,
        shape,
        code: Vec::new(),
        loads: Vec::new(),
        registers: BTreeMap::new(),
        free: Vec::new(),
        count: 0,
        uses,
        same: same.clone(),
    };
    for &value in &group.overwritten {
        compiler.register(first_of(&same, value));
    }
    let mut stores = Vec::new();
    for node in nodes() {
        compiler.node(node);
        let made = node.outputs[0];
        let results = group.results.iter().filter(|(value, _)| first_of(&same, *value) == made);
        for (_, view) in results {
            let a = compiler.registers[&made];
            compiler.code.push(Instr::Store { into: stores.len(), a });
            stores.push((view.clone(), group.graph.ty(made).dtype));
        }
        if compiler.uses.get(&made).is_none_or(|&left| left == 0) {
            compiler.release(made);
        }
    }
    let Compiler { shape, code, loads, count, .. } = compiler;
    Program::new(&shape, loads, stores, code, count)
}

/// The values that are what another one is: made by the same operation of the same values, or read
/// from the same place. A function and its gradient share most of what they compute.
fn computed_twice(group: &Group<'_>) -> BTreeMap<ValueId, ValueId> {
    let inside: BTreeSet<ValueId> = group.nodes.iter().map(|node| node.outputs[0]).collect();
    let mut same = BTreeMap::new();
    let mut read: Vec<(Read, ValueId)> = Vec::new();
    let mut made: Vec<(&Node, Vec<ValueId>)> = Vec::new();
    for node in &group.nodes {
        for &value in node.inputs.iter().filter(|value| !inside.contains(value)) {
            let what = Read::of(group, value);
            match read.iter().find(|(known, _)| *known == what) {
                Some((_, first)) if *first != value => {
                    same.insert(value, *first);
                }
                Some(_) => {}
                None => read.push((what, value)),
            }
        }
        let inputs: Vec<ValueId> = node.inputs.iter().map(|&v| first_of(&same, v)).collect();
        match made.iter().find(|(first, of)| first.op == node.op && *of == inputs) {
            Some((first, _)) => {
                same.insert(node.outputs[0], first.outputs[0]);
            }
            None => made.push((node, inputs)),
        }
    }
    same
}

/// What a value from outside the group is.
#[derive(PartialEq)]
enum Read {
    /// One number everywhere, by its bits.
    Splat(u64, DType),
    Memory(View, DType),
}

impl Read {
    fn of(group: &Group<'_>, value: ValueId) -> Self {
        let dtype = group.graph.ty(value).dtype;
        match splat(group.graph, value) {
            Some(number) => Self::Splat(number.to_bits(), dtype),
            None => Self::Memory((group.places)(value), dtype),
        }
    }
}

fn first_of(same: &BTreeMap<ValueId, ValueId>, value: ValueId) -> ValueId {
    same.get(&value).copied().unwrap_or(value)
}

impl Compiler<'_> {
    fn take(&mut self) -> Reg {
        self.free.pop().unwrap_or_else(|| {
            self.count += 1;
            self.count - 1
        })
    }

    fn release(&mut self, value: ValueId) {
        if let Some(reg) = self.registers.remove(&value) {
            self.free.push(reg);
        }
    }

    /// The register of a value, loaded if it lies in memory.
    fn register(&mut self, value: ValueId) -> Reg {
        if let Some(&reg) = self.registers.get(&value) {
            return reg;
        }
        let graph = self.group.graph;
        let dtype = graph.ty(value).dtype;
        let to = self.take();
        if let Some(splat) = splat(graph, value) {
            self.code.push(Instr::Splat { to, lane: Lane::of(dtype), value: splat });
        } else {
            let from = self.loads.len();
            self.loads.push(((self.group.places)(value), dtype));
            self.code.push(Instr::Load { to, from });
        }
        self.registers.insert(value, to);
        to
    }

    fn node(&mut self, node: &Node) {
        let graph = self.group.graph;
        let inputs: Vec<ValueId> = node.inputs.iter().map(|&v| first_of(&self.same, v)).collect();
        let args: Vec<Reg> = inputs.iter().map(|&v| self.register(v)).collect();
        // Taken before the arguments' are released: loops over registers that may overlap would not
        // become vector code.
        let to = self.take();
        for value in &inputs {
            if let Some(left) = self.uses.get_mut(value) {
                *left -= 1;
                if *left == 0 {
                    self.release(*value);
                }
            }
        }
        let dtype = graph.ty(node.outputs[0]).dtype;
        let lane = node.inputs.first().map_or(Lane::F32, |&v| Lane::of(graph.ty(v).dtype));
        let instr = match &node.op {
            Op::Unary(op) => Instr::Unary { op: *op, lane, to, a: args[0] },
            Op::Binary(op) => Instr::Binary { op: *op, lane, to, a: args[0], b: args[1] },
            Op::Compare(op) => Instr::Compare { op: *op, lane, to, a: args[0], b: args[1] },
            Op::Select => {
                let lane = Lane::of(dtype);
                Instr::Select { lane, to, condition: args[0], a: args[1], b: args[2] }
            }
            Op::Cast(dtype) => Instr::Cast { from: lane, to_dtype: *dtype, to, a: args[0] },
            Op::Iota { axis, .. } => {
                let mut strides = vec![0; self.shape.len()];
                strides[*axis] = 1;
                let view = View { slot: ADDRESS, offset: 0, shape: self.shape.clone(), strides };
                self.loads.push((view, dtype));
                Instr::Iota { to, lane: Lane::of(dtype), from: self.loads.len() - 1 }
            }
            _ => unreachable!("only elementwise nodes are grouped"),
        };
        let arithmetic = matches!(instr, Instr::Unary { .. } | Instr::Binary { .. });
        self.code.push(instr);
        if arithmetic && matches!(dtype, DType::BF16 | DType::F16 | DType::U8) {
            self.code.push(Instr::Round { dtype, reg: to });
        }
        self.registers.insert(node.outputs[0], to);
    }
}

/// The value that all elements share, where the graph says so.
pub(in crate::cpu::planned) fn splat(graph: &Graph, value: ValueId) -> Option<f64> {
    let node = graph.producer(value);
    match &node.op {
        Op::Constant(literal) => literal.splat(),
        Op::Broadcast { .. } | Op::Reshape(_) => splat(graph, node.inputs[0]),
        _ => None,
    }
}
