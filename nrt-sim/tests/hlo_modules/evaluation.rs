//! Values that are known without XLA, and what a caller sees of a module.

use nrt_sim::hlo::proto::{AliasEntry, HloInputOutputAliasProto, HloModuleProto};
use nrt_sim::hlo::{Alias, ElementType, Module, Tensor};

use crate::draft::{
    array, attribute, bytes, constant, f32s, instruction, parameter, program, tuple,
};

/// `w - 0.5 * g`, in the place of `w`, and `g` itself by way of a copy.
pub(crate) fn update() -> HloModuleProto {
    let vector = || f32s(&[3]);
    let mut broadcast = instruction(3, "broadcast", vector(), &[2]);
    broadcast.dimensions = vec![];
    let mut module = program(vec![
        parameter(0, 0, vector()),
        parameter(1, 1, vector()),
        constant(2, 0.5),
        broadcast,
        instruction(4, "multiply", vector(), &[1, 3]),
        instruction(5, "subtract", vector(), &[0, 4]),
        instruction(6, "copy", vector(), &[1]),
        instruction(7, "tuple", tuple(&[vector(), vector()]), &[5, 6]),
    ]);
    let entry = AliasEntry { output_shape_index: vec![0], kind: 2, ..AliasEntry::default() };
    module.input_output_alias = Some(HloInputOutputAliasProto { entries: vec![entry] });
    module
}

#[test]
fn a_step_in_place() {
    let module = Module::parse(&bytes(&update())).expect("a module");
    assert_eq!(module.aliases(), [Alias { output: 0, parameter: 0, must: true }]);
    let inputs =
        [Tensor::from_f32(&[3], &[1.0, 2.0, 3.0]), Tensor::from_f32(&[3], &[2.0, 0.0, -4.0])];
    let outputs = module.evaluate(&inputs).expect("outputs");
    assert_eq!(outputs[0], Tensor::from_f32(&[3], &[0.0, 2.0, 5.0]));
    assert_eq!(outputs[1], inputs[1]);
    assert_eq!(module.evaluate(&inputs).expect("outputs"), outputs, "nothing is left behind");
}

#[test]
fn ports_have_names() {
    let names = |module: &HloModuleProto| {
        let module = Module::parse(&bytes(module)).expect("a module");
        let names = module.parameters().iter().chain(module.results());
        names.map(|port| port.name.clone()).collect::<Vec<_>>()
    };
    let mut module = update();
    assert_eq!(names(&module), ["input0", "input1", "output0", "output1"]);
    let instructions = &mut module.computations[0].instructions;
    let of = |name| Some(attribute("neff_input_names", name));
    instructions[0].frontend_attributes = of("w.must_alias_input");
    instructions[1].frontend_attributes = of("g");
    instructions[7].frontend_attributes = Some(attribute("neff_output_names", "w,seen"));
    assert_eq!(names(&module), ["w.must_alias_input", "g", "w", "seen"]);
    module.computations[0].instructions[7].frontend_attributes =
        Some(attribute("neff_output_names", "w"));
    let refusal = Module::parse(&bytes(&module)).expect_err("a name is missing");
    assert!(refusal.to_string().contains("1 names for 2 results"));
}

#[test]
fn an_alias_has_to_fit() {
    let mut module = update();
    let entries = &mut module.input_output_alias.as_mut().expect("aliases").entries;
    entries[0].parameter_number = 9;
    let refusal = Module::parse(&bytes(&module)).expect_err("no such parameter");
    assert!(refusal.to_string().contains("aliased to parameter 9"), "{refusal}");
}

#[test]
fn the_greatest_values_and_their_places() {
    let mut call = instruction(
        1,
        "custom-call",
        tuple(&[f32s(&[2, 2]), array(ElementType::U32, &[2, 2])]),
        &[0],
    );
    call.custom_call_target = "AwsNeuronTopK".to_owned();
    call.backend_config = b"2".to_vec();
    let module = program(vec![parameter(0, 0, f32s(&[2, 4])), call]);
    let module = Module::parse(&bytes(&module)).expect("a module");
    let input = Tensor::from_f32(&[2, 4], &[1.0, 7.0, -2.0, 7.0, 0.0, -1.0, -3.0, -0.5]);
    let outputs = module.evaluate(&[input]).expect("outputs");
    assert_eq!(outputs[0], Tensor::from_f32(&[2, 2], &[7.0, 7.0, 0.0, -0.5]));
    assert_eq!(outputs[1].to_f64(), [1.0, 3.0, 0.0, 3.0]);
}

#[test]
fn a_dead_value_is_not_computed_and_does_no_harm() {
    let module = program(vec![
        parameter(0, 0, f32s(&[2])),
        instruction(1, "exponential", f32s(&[2]), &[0]),
        instruction(2, "negate", f32s(&[2]), &[0]),
    ]);
    let module = Module::parse(&bytes(&module)).expect("a module");
    let outputs = module.evaluate(&[Tensor::from_f32(&[2], &[1.0, -2.0])]).expect("outputs");
    assert_eq!(outputs, [Tensor::from_f32(&[2], &[-1.0, 2.0])]);
}
