//! Modules that the lowering does not write, made by hand, with values worked out by hand.

use crate::support::run::run;
use neuron_rt::Device;
use neuron_rt::graph::{DType, Literal};
use neuron_rt::neuron::hlo;
use neuron_rt::neuron::hlo::proto::{
    Computation, HloModule, Instruction, PrimitiveType, ReplicaGroup, Shape,
};

pub(crate) fn shape(ty: PrimitiveType, dims: &[i64]) -> Shape {
    Shape { element_type: ty as i32, dimensions: dims.to_vec(), ..Shape::default() }
}

pub(crate) fn tuple(parts: &[Shape]) -> Shape {
    Shape {
        element_type: PrimitiveType::Tuple as i32,
        tuple_shapes: parts.to_vec(),
        ..Shape::default()
    }
}

pub(crate) fn instruction(id: i64, opcode: &str, shape: Shape, operands: &[i64]) -> Instruction {
    Instruction {
        name: format!("{opcode}.{id}"),
        opcode: opcode.to_owned(),
        shape: Some(shape),
        id,
        operand_ids: operands.to_vec(),
        ..Instruction::default()
    }
}

pub(crate) fn parameter(id: i64, number: i64, shape: Shape) -> Instruction {
    Instruction { parameter_number: number, ..instruction(id, "parameter", shape, &[]) }
}

pub(crate) fn computation(id: i64, instructions: Vec<Instruction>) -> Computation {
    let root_id = instructions.last().map_or(0, |last| last.id);
    Computation { name: format!("c{id}"), instructions, id, root_id, ..Computation::default() }
}

/// The last computation is the entry.
pub(crate) fn module(computations: Vec<Computation>) -> HloModule {
    let entry_computation_id = computations.last().map_or(0, |last| last.id);
    HloModule { computations, entry_computation_id, ..HloModule::default() }
}

fn values(module: &HloModule, inputs: &[Literal]) -> Vec<Vec<f64>> {
    let graph = hlo::from_proto(module).unwrap();
    run(&graph, &Device::Reference, inputs).iter().map(Literal::to_f64).collect()
}

fn f32s(values: &[f32]) -> Literal {
    Literal::from_f32([values.len()], values).unwrap()
}

#[test]
fn tuples_go_in_and_nested_ones_come_out() {
    let pair = tuple(&[shape(PrimitiveType::F32, &[2]), shape(PrimitiveType::F32, &[2])]);
    let part = |id, index| Instruction {
        tuple_index: index,
        ..instruction(id, "get-tuple-element", shape(PrimitiveType::F32, &[2]), &[0])
    };
    let nested = tuple(&[shape(PrimitiveType::F32, &[2]), pair.clone()]);
    let all = vec![
        parameter(0, 0, pair),
        part(1, 0),
        part(2, 1),
        instruction(3, "subtract", shape(PrimitiveType::F32, &[2]), &[1, 2]),
        instruction(4, "tuple", nested, &[3, 0]),
    ];
    let module = module(vec![computation(0, all)]);
    let graph = hlo::from_proto(&module).unwrap();
    let names: Vec<_> = graph.inputs().iter().map(|input| input.name.as_str()).collect();
    assert_eq!(names, ["parameter.0.0", "parameter.0.1"]);
    let found = values(&module, &[f32s(&[5.0, 7.0]), f32s(&[1.0, 2.0])]);
    assert_eq!(found, [[4.0, 5.0], [5.0, 7.0], [1.0, 2.0]]);
}

#[test]
fn a_root_that_is_no_tuple_is_one_output() {
    let all = vec![
        parameter(0, 0, shape(PrimitiveType::F32, &[3])),
        instruction(1, "logistic", shape(PrimitiveType::F32, &[3]), &[0]),
    ];
    let found = values(&module(vec![computation(0, all)]), &[f32s(&[0.0, f32::INFINITY, -1e9])]);
    assert_eq!(found, [[0.5, 1.0, 0.0]]);
}

/// `x @ y` by an integer operation.
fn integers(opcode: &str, ty: PrimitiveType, x: &Literal, y: &Literal) -> Vec<f64> {
    let dims = [x.to_f64().len() as i64];
    let all = vec![
        parameter(0, 0, shape(ty, &dims)),
        parameter(1, 1, shape(ty, &dims)),
        instruction(2, opcode, shape(ty, &dims), &[0, 1]),
    ];
    values(&module(vec![computation(0, all)]), &[x.clone(), y.clone()]).swap_remove(0)
}

#[test]
fn shifts_are_those_of_two_s_complement() {
    let by = [0, 1, 4, 31, 32, 77];
    let x = [-5, i32::MIN, 1_000_003, -1, 9, -2];
    let literal = |values: &[i32]| Literal::from_i32([values.len()], values).unwrap();
    let expect = |f: fn(i32, u32) -> i32| -> Vec<f64> {
        x.iter().zip(by).map(|(&x, by)| f64::from(f(x, by as u32))).collect()
    };
    let found = |opcode| integers(opcode, PrimitiveType::S32, &literal(&x), &literal(&by));
    assert_eq!(found("shift-left"), expect(|x, by| x.checked_shl(by).unwrap_or(0)));
    assert_eq!(found("shift-right-arithmetic"), expect(|x, by| x >> by.min(31)));
    let logical = |x: i32, by| (x as u32).checked_shr(by).unwrap_or(0) as i32;
    assert_eq!(found("shift-right-logical"), expect(logical));
}

#[test]
fn remainders_have_the_sign_of_what_is_divided() {
    let literal = |values: &[i32]| Literal::from_i32([values.len()], values).unwrap();
    let (x, y) = ([7, -7, 7, -7], [3, 3, -3, -3]);
    let found = integers("remainder", PrimitiveType::S32, &literal(&x), &literal(&y));
    assert_eq!(found, [1.0, -1.0, 1.0, -1.0]);
    // As C's `fmodf` gives them.
    let (x, y) = ([1e8, -5.3, 5.3, 2.0], [0.7, 2.0, f32::INFINITY, -0.75]);
    let found = integers("remainder", PrimitiveType::F32, &f32s(&x), &f32s(&y));
    let expected: Vec<f64> = x.iter().zip(y).map(|(&x, y): (&f32, f32)| f64::from(x % y)).collect();
    assert_eq!(found, expected);
}

#[test]
fn padding_may_take_away_and_its_value_may_be_computed() {
    use neuron_rt::neuron::hlo::proto::{PaddingConfig, PaddingDimension};
    let edge = PaddingDimension { edge_padding_low: -1, edge_padding_high: 2, interior_padding: 1 };
    let config = PaddingConfig { dimensions: vec![edge] };
    let all = vec![
        parameter(0, 0, shape(PrimitiveType::F32, &[3])),
        parameter(1, 1, shape(PrimitiveType::F32, &[])),
        Instruction {
            padding_config: Some(config),
            ..instruction(2, "pad", shape(PrimitiveType::F32, &[6]), &[0, 1])
        },
    ];
    let nine = Literal::scalar(DType::F32, 9.0);
    let found = values(&module(vec![computation(0, all)]), &[f32s(&[1.0, 2.0, 3.0]), nine]);
    assert_eq!(found, [[9.0, 2.0, 9.0, 3.0, 9.0, 9.0]]);
}

#[test]
fn over_one_replica_nothing_is_exchanged_and_over_several_it_is_a_sum() {
    let scalar = || shape(PrimitiveType::F32, &[]);
    let sum = computation(
        0,
        vec![
            parameter(0, 0, scalar()),
            parameter(1, 1, scalar()),
            instruction(2, "add", scalar(), &[1, 0]),
        ],
    );
    let exchange = |replicas: i64| {
        let all = vec![
            parameter(3, 0, shape(PrimitiveType::F32, &[2])),
            Instruction {
                called_computation_ids: vec![0],
                replica_groups: vec![ReplicaGroup { replica_ids: (0..replicas).collect() }],
                ..instruction(4, "all-reduce", shape(PrimitiveType::F32, &[2]), &[3])
            },
        ];
        module(vec![sum.clone(), computation(1, all)])
    };
    assert_eq!(values(&exchange(1), &[f32s(&[1.0, 2.0])]), [[1.0, 2.0]]);
    let graph = hlo::from_proto(&exchange(4)).unwrap();
    assert!(graph.to_text().contains("all_reduce"), "{}", graph.to_text());
}

#[test]
fn signed_zero_bits_and_64_bit_indices_are_read_in_32() {
    let all = vec![
        parameter(0, 0, shape(PrimitiveType::S64, &[3])),
        instruction(1, "convert", shape(PrimitiveType::F32, &[3]), &[0]),
    ];
    let ids = Literal::from_i32([3], &[4, -2, 0]).unwrap();
    assert_eq!(values(&module(vec![computation(0, all)]), &[ids]), [[4.0, -2.0, 0.0]]);
}
