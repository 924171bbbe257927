//! Modules from messages.

use nrt_sim::hlo::ElementType;
use nrt_sim::hlo::proto::{
    FrontendAttributes, HloComputationProto, HloInstructionProto, HloModuleProto, LayoutProto,
    LiteralProto, ProgramShapeProto, ShapeProto,
};
use prost::Message;

/// A row-major array.
pub(crate) fn array(element: ElementType, dims: &[i64]) -> ShapeProto {
    let minor_to_major = (0..dims.len() as i64).rev().collect();
    ShapeProto {
        element_type: element.number(),
        dimensions: dims.to_vec(),
        layout: Some(LayoutProto { minor_to_major, ..LayoutProto::default() }),
        ..ShapeProto::default()
    }
}

/// A row-major array of f32.
pub(crate) fn f32s(dims: &[i64]) -> ShapeProto {
    array(ElementType::F32, dims)
}

/// A tuple.
pub(crate) fn tuple(members: &[ShapeProto]) -> ShapeProto {
    ShapeProto { element_type: 13, tuple_shapes: members.to_vec(), ..ShapeProto::default() }
}

/// An instruction named after its operation and id.
pub(crate) fn instruction(
    id: i64,
    opcode: &str,
    shape: ShapeProto,
    operands: &[i64],
) -> HloInstructionProto {
    HloInstructionProto {
        name: format!("{opcode}.{id}"),
        opcode: opcode.to_owned(),
        shape: Some(shape),
        operand_ids: operands.to_vec(),
        id,
        ..HloInstructionProto::default()
    }
}

/// A parameter.
pub(crate) fn parameter(id: i64, number: i64, shape: ShapeProto) -> HloInstructionProto {
    HloInstructionProto { parameter_number: number, ..instruction(id, "parameter", shape, &[]) }
}

/// A constant scalar of f32.
pub(crate) fn constant(id: i64, value: f32) -> HloInstructionProto {
    let literal =
        LiteralProto { shape: Some(f32s(&[])), f32s: vec![value], ..LiteralProto::default() };
    HloInstructionProto { literal: Some(literal), ..instruction(id, "constant", f32s(&[]), &[]) }
}

/// A constant scalar of s32.
pub(crate) fn integer(id: i64, value: i32) -> HloInstructionProto {
    let shape = array(ElementType::S32, &[]);
    let literal =
        LiteralProto { shape: Some(shape.clone()), s32s: vec![value], ..LiteralProto::default() };
    HloInstructionProto { literal: Some(literal), ..instruction(id, "constant", shape, &[]) }
}

/// A computation whose root is its last instruction.
pub(crate) fn computation(
    id: i64,
    name: &str,
    instructions: Vec<HloInstructionProto>,
) -> HloComputationProto {
    let root_id = instructions.last().map_or(0, |last| last.id);
    let name = name.to_owned();
    HloComputationProto { name, instructions, id, root_id, ..HloComputationProto::default() }
}

/// A function of two scalars, with ids from `id` on.
pub(crate) fn combiner(id: i64, opcode: &str, element: ElementType) -> HloComputationProto {
    let scalar = || array(element, &[]);
    computation(
        id,
        &format!("combine_{opcode}_{id}"),
        vec![
            parameter(id, 0, scalar()),
            parameter(id + 1, 1, scalar()),
            instruction(id + 2, opcode, scalar(), &[id, id + 1]),
        ],
    )
}

/// A module that begins at its last computation.
pub(crate) fn module(computations: Vec<HloComputationProto>) -> HloModuleProto {
    let entry = computations.last().expect("a computation");
    let mut parameters: Vec<&HloInstructionProto> =
        entry.instructions.iter().filter(|one| one.opcode == "parameter").collect();
    parameters.sort_by_key(|parameter| parameter.parameter_number);
    let root = entry.instructions.iter().find(|one| one.id == entry.root_id);
    let signature = ProgramShapeProto {
        parameters: parameters.iter().filter_map(|one| one.shape.clone()).collect(),
        result: root.and_then(|root| root.shape.clone()),
        ..ProgramShapeProto::default()
    };
    HloModuleProto {
        name: "made".to_owned(),
        entry_computation_name: entry.name.clone(),
        entry_computation_id: entry.id,
        host_program_shape: Some(signature),
        computations,
        ..HloModuleProto::default()
    }
}

/// A module of one computation.
pub(crate) fn program(instructions: Vec<HloInstructionProto>) -> HloModuleProto {
    module(vec![computation(1000, "main", instructions)])
}

/// Frontend attributes of one entry.
pub(crate) fn attribute(key: &str, value: &str) -> FrontendAttributes {
    FrontendAttributes { map: [(key.to_owned(), value.to_owned())].into() }
}

/// The serialised module.
pub(crate) fn bytes(module: &HloModuleProto) -> Vec<u8> {
    module.encode_to_vec()
}
