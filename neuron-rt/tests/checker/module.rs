//! Modules made by hand.

use neuron_rt::neuron::hlo::proto::{
    Computation, FrontendAttributes, HloModule, Instruction, Layout, Literal, OpMetadata,
    PrimitiveType, ProgramShape, Shape, Window, WindowDimension,
};
use std::collections::BTreeMap;

/// A row-major array.
pub(crate) fn array(ty: PrimitiveType, dims: &[i64]) -> Shape {
    Shape {
        element_type: ty as i32,
        dimensions: dims.to_vec(),
        layout: Some(Layout { minor_to_major: (0..dims.len() as i64).rev().collect() }),
        ..Default::default()
    }
}

pub(crate) fn f32s(dims: &[i64]) -> Shape {
    array(PrimitiveType::F32, dims)
}

pub(crate) fn s32s(dims: &[i64]) -> Shape {
    array(PrimitiveType::S32, dims)
}

pub(crate) fn tuple(parts: &[Shape]) -> Shape {
    Shape {
        element_type: PrimitiveType::Tuple as i32,
        tuple_shapes: parts.to_vec(),
        ..Default::default()
    }
}

/// A window of two cells a dimension, without padding.
pub(crate) fn window(dimensions: usize, stride: i64, gaps: i64, spread: i64) -> Window {
    let dimension = WindowDimension {
        size: 2,
        stride,
        window_dilation: gaps,
        base_dilation: spread,
        ..Default::default()
    };
    Window { dimensions: vec![dimension; dimensions] }
}

/// Writes the computations of a module; numbers count through all of them.
#[derive(Default)]
pub(crate) struct Writer {
    next: i64,
    done: Vec<Computation>,
    open: Vec<Instruction>,
}

impl Writer {
    pub(crate) fn add(&mut self, opcode: &str, shape: Shape, operands: &[i64]) -> i64 {
        self.add_with(opcode, shape, operands, |_| {})
    }

    pub(crate) fn add_with(
        &mut self,
        opcode: &str,
        shape: Shape,
        operands: &[i64],
        fill: impl FnOnce(&mut Instruction),
    ) -> i64 {
        let id = self.next;
        self.next += 1;
        let mut instruction = Instruction {
            name: format!("{opcode}.{id}"),
            opcode: opcode.to_owned(),
            shape: Some(shape),
            metadata: Some(OpMetadata { op_name: "encoder.0".to_owned(), ..Default::default() }),
            id,
            operand_ids: operands.to_vec(),
            ..Default::default()
        };
        fill(&mut instruction);
        self.open.push(instruction);
        id
    }

    pub(crate) fn parameter(&mut self, shape: Shape) -> i64 {
        let number = self.open.iter().filter(|i| i.opcode == "parameter").count() as i64;
        self.add_with("parameter", shape, &[], |i| i.parameter_number = number)
    }

    pub(crate) fn constant(&mut self, shape: Shape, fill: impl FnOnce(&mut Literal)) -> i64 {
        let mut literal = Literal { shape: Some(shape.clone()), ..Default::default() };
        fill(&mut literal);
        self.add_with("constant", shape, &[], |i| i.literal = Some(literal))
    }

    pub(crate) fn zero(&mut self) -> i64 {
        self.constant(f32s(&[]), |l| l.f32s = vec![0.0])
    }

    pub(crate) fn count(&mut self, value: i32) -> i64 {
        self.constant(s32s(&[]), |l| l.s32s = vec![value])
    }

    /// Ends the computation in hand.
    pub(crate) fn end(&mut self, root: i64) -> i64 {
        let id = self.done.len() as i64;
        self.done.push(Computation {
            name: format!("computation.{id}"),
            instructions: std::mem::take(&mut self.open),
            id,
            root_id: root,
            ..Default::default()
        });
        id
    }

    /// A computation that joins two scalars by an operation.
    pub(crate) fn join(&mut self, opcode: &str, ty: PrimitiveType) -> i64 {
        let (a, b) = (self.parameter(array(ty, &[])), self.parameter(array(ty, &[])));
        let root = self.add(opcode, array(ty, &[]), &[a, b]);
        self.end(root)
    }

    /// The module whose entry is the computation in hand.
    pub(crate) fn finish(mut self, root: i64) -> HloModule {
        let parameters: Vec<Shape> = self
            .open
            .iter()
            .filter(|i| i.opcode == "parameter")
            .filter_map(|i| i.shape.clone())
            .collect();
        let result = self.open.iter().find(|i| i.id == root).and_then(|i| i.shape.clone());
        let entry = self.end(root);
        HloModule {
            name: "by hand".to_owned(),
            entry_computation_name: format!("computation.{entry}"),
            entry_computation_id: entry,
            computations: self.done,
            host_program_shape: Some(ProgramShape {
                parameters,
                result,
                parameter_names: Vec::new(),
            }),
            ..Default::default()
        }
    }
}

/// A module of one operation over inputs of the given shapes.
pub(crate) fn one(
    opcode: &str,
    inputs: &[Shape],
    result: Shape,
    fill: impl FnOnce(&mut Instruction),
) -> HloModule {
    let mut w = Writer::default();
    let ids: Vec<i64> = inputs.iter().map(|shape| w.parameter(shape.clone())).collect();
    let root = w.add_with(opcode, result, &ids, fill);
    w.finish(root)
}

/// A module of one operation, whose first operand is an input and second a scalar zero, and which
/// calls a joining computation.
pub(crate) fn joined(
    opcode: &str,
    join: &str,
    ty: PrimitiveType,
    fill: impl FnOnce(&mut Instruction),
) -> HloModule {
    let mut w = Writer::default();
    let called = w.join(join, ty);
    let x = w.parameter(array(ty, &[4, 4]));
    let start = w.constant(array(ty, &[]), |l| match ty {
        PrimitiveType::S32 => l.s32s = vec![0],
        _ => l.f32s = vec![0.0],
    });
    let root = w.add_with(opcode, array(ty, &[4]), &[x, start], |i| {
        i.dimensions = vec![1];
        i.called_computation_ids = vec![called];
        fill(i);
    });
    w.finish(root)
}

/// Free attributes.
pub(crate) fn attributes(key: &str, value: &str) -> Option<FrontendAttributes> {
    Some(FrontendAttributes { map: BTreeMap::from([(key.to_owned(), value.to_owned())]) })
}
