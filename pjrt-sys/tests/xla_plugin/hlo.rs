//! The part of XLA's `hlo.proto` and `xla_data.proto` that the modules of these tests need.

use prost::Message;

/// `PrimitiveType`.
pub(crate) const F32: i32 = 11;
/// `PrimitiveType`.
pub(crate) const BF16: i32 = 16;
/// `PrimitiveType`.
pub(crate) const TUPLE: i32 = 13;

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Module {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(string, tag = "2")]
    pub(crate) entry_computation_name: String,
    #[prost(message, repeated, tag = "3")]
    pub(crate) computations: Vec<Computation>,
    #[prost(message, optional, tag = "4")]
    pub(crate) host_program_shape: Option<ProgramShape>,
    #[prost(int64, tag = "6")]
    pub(crate) entry_computation_id: i64,
    #[prost(message, optional, tag = "8")]
    pub(crate) input_output_alias: Option<Aliases>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Computation {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(message, repeated, tag = "2")]
    pub(crate) instructions: Vec<Instruction>,
    #[prost(message, optional, tag = "4")]
    pub(crate) program_shape: Option<ProgramShape>,
    #[prost(int64, tag = "5")]
    pub(crate) id: i64,
    #[prost(int64, tag = "6")]
    pub(crate) root_id: i64,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Instruction {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(string, tag = "2")]
    pub(crate) opcode: String,
    #[prost(message, optional, tag = "3")]
    pub(crate) shape: Option<Shape>,
    #[prost(message, optional, tag = "8")]
    pub(crate) literal: Option<Literal>,
    #[prost(int64, tag = "9")]
    pub(crate) parameter_number: i64,
    #[prost(int64, repeated, tag = "14")]
    pub(crate) dimensions: Vec<i64>,
    #[prost(message, optional, tag = "30")]
    pub(crate) dot_dimension_numbers: Option<DotDimensionNumbers>,
    #[prost(int64, tag = "35")]
    pub(crate) id: i64,
    #[prost(int64, repeated, tag = "36")]
    pub(crate) operand_ids: Vec<i64>,
    #[prost(int64, repeated, tag = "38")]
    pub(crate) called_computation_ids: Vec<i64>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Shape {
    #[prost(int32, tag = "2")]
    pub(crate) element_type: i32,
    #[prost(int64, repeated, tag = "3")]
    pub(crate) dimensions: Vec<i64>,
    #[prost(message, repeated, tag = "4")]
    pub(crate) tuple_shapes: Vec<Shape>,
    #[prost(message, optional, tag = "5")]
    pub(crate) layout: Option<Layout>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Layout {
    #[prost(int64, repeated, tag = "1")]
    pub(crate) minor_to_major: Vec<i64>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct ProgramShape {
    #[prost(message, repeated, tag = "1")]
    pub(crate) parameters: Vec<Shape>,
    #[prost(message, optional, tag = "2")]
    pub(crate) result: Option<Shape>,
    #[prost(string, repeated, tag = "3")]
    pub(crate) parameter_names: Vec<String>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Literal {
    #[prost(message, optional, tag = "1")]
    pub(crate) shape: Option<Shape>,
    #[prost(float, repeated, tag = "8")]
    pub(crate) f32s: Vec<f32>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct DotDimensionNumbers {
    #[prost(int64, repeated, tag = "1")]
    pub(crate) lhs_contracting: Vec<i64>,
    #[prost(int64, repeated, tag = "2")]
    pub(crate) rhs_contracting: Vec<i64>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Aliases {
    #[prost(message, repeated, tag = "1")]
    pub(crate) entries: Vec<Alias>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Alias {
    #[prost(int64, repeated, tag = "1")]
    pub(crate) output_shape_index: Vec<i64>,
    #[prost(int64, tag = "2")]
    pub(crate) parameter_number: i64,
    #[prost(int32, tag = "4")]
    pub(crate) kind: i32,
}

/// An array with the last axis fastest.
pub(crate) fn array(element_type: i32, dimensions: &[i64]) -> Shape {
    let minor_to_major = (0..dimensions.len() as i64).rev().collect();
    let layout = Some(Layout { minor_to_major });
    Shape { element_type, dimensions: dimensions.to_vec(), tuple_shapes: Vec::new(), layout }
}

pub(crate) fn tuple(tuple_shapes: Vec<Shape>) -> Shape {
    Shape { element_type: TUPLE, dimensions: Vec::new(), tuple_shapes, layout: None }
}

/// An instruction named after its opcode and number.
pub(crate) fn instruction(id: i64, opcode: &str, shape: Shape, operand_ids: &[i64]) -> Instruction {
    Instruction {
        name: format!("{opcode}.{id}"),
        opcode: opcode.to_owned(),
        shape: Some(shape),
        id,
        operand_ids: operand_ids.to_vec(),
        ..Instruction::default()
    }
}

pub(crate) fn parameter(id: i64, parameter_number: i64, shape: Shape) -> Instruction {
    Instruction { parameter_number, ..instruction(id, "parameter", shape, &[]) }
}

/// A computation whose last instruction is its root.
pub(crate) fn computation(id: i64, name: &str, instructions: Vec<Instruction>) -> Computation {
    let parameters = instructions.iter().filter(|one| one.opcode == "parameter");
    let shape = ProgramShape {
        parameters: parameters.clone().filter_map(|one| one.shape.clone()).collect(),
        result: instructions.last().and_then(|root| root.shape.clone()),
        parameter_names: parameters.map(|one| one.name.clone()).collect(),
    };
    Computation {
        name: name.to_owned(),
        root_id: instructions.last().map_or(0, |root| root.id),
        instructions,
        program_shape: Some(shape),
        id,
    }
}

/// The bytes of a module whose last computation is its entry.
pub(crate) fn module(computations: Vec<Computation>, aliases: Vec<Alias>) -> Vec<u8> {
    let entry = computations.last().expect("an entry").clone();
    let module = Module {
        name: "test".to_owned(),
        entry_computation_name: entry.name,
        computations,
        host_program_shape: entry.program_shape,
        entry_computation_id: entry.id,
        input_output_alias: Some(Aliases { entries: aliases }),
    };
    module.encode_to_vec()
}
