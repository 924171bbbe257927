//! What is refused while a module is read: the code, the instruction and the reason.

use nrt_sim::hlo::proto::{HloModuleProto, LayoutProto, OpMetadata, ReplicaGroup, ShapeProto};
use nrt_sim::hlo::{ElementType, Module, RefusalKind};

use crate::draft::{
    array, bytes, combiner, computation, constant, f32s, instruction, module, parameter, program,
    tuple,
};

/// The refusal as text.
fn refused(module: &HloModuleProto) -> String {
    Module::parse(&bytes(module)).expect_err("a refusal").to_string()
}

fn sum() -> HloModuleProto {
    program(vec![
        parameter(0, 0, f32s(&[2, 3])),
        parameter(1, 1, f32s(&[2, 3])),
        instruction(2, "add", f32s(&[2, 3]), &[0, 1]),
    ])
}

/// The sum after a change of one of its instructions.
fn changed(
    at: usize,
    change: impl FnOnce(&mut nrt_sim::hlo::proto::HloInstructionProto),
) -> String {
    let mut module = sum();
    change(&mut module.computations[0].instructions[at]);
    refused(&module)
}

#[test]
fn a_whole_module_is_taken() {
    let module = Module::parse(&bytes(&sum())).expect("a module");
    assert_eq!((module.name(), module.parameters().len(), module.results().len()), ("made", 2, 1));
}

#[test]
fn bytes_that_are_no_module() {
    let refusal = Module::parse(&[0xff; 9]).expect_err("no module");
    assert_eq!(refusal.kind, RefusalKind::Undecodable);
    assert_eq!(Module::parse(&[]).expect_err("an empty module").kind, RefusalKind::Verification);
}

#[test]
fn the_refusal_names_instruction_and_layer() {
    let text = changed(2, |add| {
        add.shape = Some(f32s(&[3, 2]));
        let op_name = "encoder/block0/add".to_owned();
        add.metadata = Some(OpMetadata { op_name, ..OpMetadata::default() });
    });
    assert_eq!(
        text,
        "[NCC_EVRF064] instruction `add.2` (`encoder/block0/add`): the shape is declared as \
         f32[3,2], but is f32[2,3]"
    );
}

#[test]
fn operands_have_to_be_earlier_instructions_of_the_computation() {
    let text = changed(2, |add| add.operand_ids = vec![0, 7]);
    assert!(text.contains("the operand 7 is no earlier instruction"), "{text}");
    let mut module = sum();
    module.computations[0].instructions.swap(1, 2);
    assert!(refused(&module).contains("the operand 1 is no earlier instruction"));
}

#[test]
fn names_and_ids_are_unique() {
    let text = changed(1, |one| one.name = "parameter.0".to_owned());
    assert!(text.starts_with("[SIM_DUPLICATE_NAME] instruction `parameter.0`"), "{text}");
    let text = changed(1, |one| one.id = 0);
    assert!(text.contains("another instruction has the same id"), "{text}");
}

#[test]
fn operand_counts_and_types_are_checked() {
    assert!(changed(2, |add| add.operand_ids = vec![0]).contains("1 operands, expected 2"));
    let text = changed(1, |one| one.shape = Some(array(ElementType::S32, &[2, 3])));
    assert!(text.contains("operands of f32[2,3] and s32[2,3]"), "{text}");
    assert!(changed(2, |add| add.opcode = "and".to_owned()).contains("not defined for f32"));
    assert!(changed(2, |add| add.opcode = "triangular-solve".to_owned()).contains("NCC_EVRF001"));
}

#[test]
fn layouts_are_required() {
    let text = changed(0, |one| one.shape.as_mut().expect("a shape").layout = None);
    assert!(text.contains("a shape has no layout"), "{text}");
    let mut module = sum();
    let signature = module.host_program_shape.as_mut().expect("a signature");
    let layout = LayoutProto { minor_to_major: vec![0, 1], ..LayoutProto::default() };
    signature.parameters[0].layout = Some(layout);
    assert!(refused(&module).starts_with("[SIM_LAYOUT]"));
}

#[test]
fn types_that_neuron_does_not_know() {
    let of_type = |element_type| {
        changed(0, |one| one.shape.as_mut().expect("a shape").element_type = element_type)
    };
    assert!(of_type(15).starts_with("[NCC_EVRF004]"), "complex");
    assert!(of_type(20).starts_with("[NCC_ESPP004]"), "an 8-bit float");
    let text = changed(0, |one| {
        one.shape.as_mut().expect("a shape").is_dynamic_dimension = vec![true, false];
    });
    assert!(text.starts_with("[NCC_EMOD025]"), "{text}");
}

#[test]
fn signature_and_entry_have_to_fit() {
    let mut module = sum();
    module.host_program_shape = None;
    assert!(refused(&module).contains("declares no program shape"));
    let mut module = sum();
    module.entry_computation_id = 5;
    assert!(refused(&module).contains("there is no entry computation 5"));
    let mut module = sum();
    module.host_program_shape.as_mut().expect("a signature").parameters.pop();
    assert!(refused(&module).contains("parameters are not those of the entry"));
    let mut module = sum();
    module.computations[0].root_id = 17;
    assert!(refused(&module).contains("the root 17"));
}

#[test]
fn parameters_are_numbered_without_gaps() {
    assert!(changed(1, |one| one.parameter_number = 2).contains("have gaps"));
    assert!(changed(1, |one| one.parameter_number = 0).contains("parameter 0 comes twice"));
}

#[test]
fn callees_come_before_callers() {
    let reduce = |id| {
        let mut reduce = instruction(id, "reduce", f32s(&[]), &[id - 2, id - 1]);
        reduce.dimensions = vec![0];
        reduce.called_computation_ids = vec![50];
        vec![parameter(id - 2, 0, f32s(&[4])), constant(id - 1, 0.0), reduce]
    };
    let mut whole =
        module(vec![combiner(50, "add", ElementType::F32), computation(60, "main", reduce(3))]);
    assert!(Module::parse(&bytes(&whole)).is_ok());
    whole.computations.swap(0, 1);
    assert!(refused(&whole).contains("the computation 50 is none of the earlier ones"));
    let other =
        module(vec![combiner(50, "add", ElementType::F64), computation(60, "main", reduce(3))]);
    assert!(refused(&other).contains("takes (f64[], f64[]), is given (f32[], f32[])"));
}

#[test]
fn literals_have_as_many_elements_as_their_shape() {
    let mut module = program(vec![constant(0, 1.0), instruction(1, "copy", f32s(&[]), &[0])]);
    let literal = &mut module.computations[0].instructions[0].literal;
    literal.as_mut().expect("a literal").f32s.push(2.0);
    assert!(refused(&module).contains("a literal of f32[] has 2 elements"));
}

#[test]
fn sizes_and_nesting_are_limited() {
    let huge = program(vec![
        parameter(0, 0, f32s(&[1 << 30, 1 << 30])),
        instruction(1, "copy", f32s(&[1 << 30, 1 << 30]), &[0]),
    ]);
    assert!(refused(&huge).starts_with("[SIM_LIMIT]"));
    let mut shape: ShapeProto = f32s(&[]);
    for _ in 0..12 {
        shape = tuple(&[shape]);
    }
    let deep = program(vec![parameter(0, 0, shape)]);
    assert!(refused(&deep).contains("nested deeper"));
    let mut calls = vec![computation(1, "f1", vec![parameter(1, 0, f32s(&[]))])];
    for level in 2..100 {
        let mut call = instruction(2 * level + 1, "call", f32s(&[]), &[2 * level]);
        call.called_computation_ids = vec![level - 1];
        let instructions = vec![parameter(2 * level, 0, f32s(&[])), call];
        calls.push(computation(level, &format!("f{level}"), instructions));
    }
    assert!(refused(&module(calls)).contains("calls are nested deeper"));
}

#[test]
fn what_no_device_alone_can_do() {
    let text = changed(2, |add| {
        add.opcode = "rng-bit-generator".to_owned();
    });
    assert!(text.starts_with("[NCC_EVRF006]"), "{text}");
    let text = changed(2, |add| {
        add.opcode = "custom-call".to_owned();
        add.custom_call_target = "AwsNeuronErf".to_owned();
    });
    assert!(text.starts_with("[NCC_EVRF015]") && text.contains("AwsNeuronErf"), "{text}");
    let text = changed(2, |add| {
        add.opcode = "all-to-all".to_owned();
        add.replica_groups = vec![
            ReplicaGroup { replica_ids: vec![0, 1] },
            ReplicaGroup { replica_ids: vec![1, 2] },
        ];
    });
    assert!(text.contains("differ in size or share a device"), "{text}");
}
