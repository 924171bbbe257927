//! What cannot be read is refused by name.

use crate::by_hand::{computation, instruction, module, parameter, shape, tuple};
use neuron_rt::neuron::hlo::proto::{HloModule, Instruction, Literal, PrimitiveType};
use neuron_rt::neuron::hlo::{self, ReadError};

fn one(opcode: &str, fill: impl FnOnce(&mut Instruction)) -> HloModule {
    let f32s = shape(PrimitiveType::F32, &[4]);
    let mut last = instruction(1, opcode, f32s.clone(), &[0]);
    fill(&mut last);
    module(vec![computation(0, vec![parameter(0, 0, f32s), last])])
}

fn refused(module: &HloModule) -> String {
    hlo::from_proto(module).unwrap_err().to_string()
}

#[test]
fn operations_without_a_counterpart_are_named() {
    let random = one("rng-bit-generator", |_| {});
    assert_eq!(
        refused(&random),
        "`rng-bit-generator` (rng-bit-generator.1): a generator whose numbers differ from device to \
         device cannot be read into a graph"
    );
    assert_eq!(
        refused(&one("fft", |_| {})),
        "`fft` (fft.1): this operation cannot be read into a graph"
    );
    let call = one("custom-call", |i| i.custom_call_target = "AwsNeuronGelu".to_owned());
    assert_eq!(
        refused(&call),
        "`custom-call` (custom-call.1): the call of `AwsNeuronGelu` cannot be read into a graph"
    );
    assert!(matches!(hlo::from_proto(&call), Err(ReadError::Unsupported { .. })));
}

#[test]
fn element_types_without_a_counterpart_are_named() {
    let complex = one("negate", |i| i.shape = Some(shape(PrimitiveType::C64, &[4])));
    assert_eq!(
        refused(&complex),
        "`negate` (negate.1): the element type C64 cannot be read into a graph"
    );
    let small = one("convert", |i| i.shape = Some(shape(PrimitiveType::S8, &[4])));
    assert_eq!(
        refused(&small),
        "`convert` (convert.1): the element type S8 cannot be read into a graph"
    );
}

#[test]
fn constants_beyond_32_bits_are_refused() {
    let long = |value| {
        one("constant", |i| {
            let scalar = shape(PrimitiveType::S64, &[]);
            (i.shape, i.operand_ids) = (Some(scalar.clone()), Vec::new());
            i.literal =
                Some(Literal { shape: Some(scalar), s64s: vec![value], ..Literal::default() });
        })
    };
    assert!(hlo::from_proto(&long(-5)).is_ok());
    assert_eq!(
        refused(&long(1 << 40)),
        "`constant` (constant.1): the 64-bit constant 1099511627776, which needs more than 32 bits, \
         cannot be read into a graph"
    );
}

#[test]
fn a_type_that_is_not_the_value_s_is_refused() {
    let wrong = one("negate", |i| i.shape = Some(shape(PrimitiveType::F32, &[5])));
    assert_eq!(refused(&wrong), "`negate` (negate.1) is declared as f32[5], but is f32[4]");
}

#[test]
fn loops_that_do_not_count_are_refused() {
    let state = || tuple(&[shape(PrimitiveType::F32, &[])]);
    let part = |id, of| instruction(id, "get-tuple-element", shape(PrimitiveType::F32, &[]), &[of]);
    let body = vec![
        parameter(0, 0, state()),
        part(1, 0),
        instruction(2, "cosine", shape(PrimitiveType::F32, &[]), &[1]),
        instruction(3, "tuple", state(), &[2]),
    ];
    let condition = vec![
        parameter(4, 0, state()),
        part(5, 4),
        Instruction {
            comparison_direction: "GT".to_owned(),
            ..instruction(6, "compare", shape(PrimitiveType::Pred, &[]), &[5, 5])
        },
    ];
    let entry = vec![
        parameter(7, 0, shape(PrimitiveType::F32, &[])),
        instruction(8, "tuple", state(), &[7]),
        Instruction {
            called_computation_ids: vec![0, 1],
            ..instruction(9, "while", state(), &[8])
        },
    ];
    let module =
        module(vec![computation(0, body), computation(1, condition), computation(2, entry)]);
    assert_eq!(
        refused(&module),
        "`while` (while.9): a loop that does not count to a bound cannot be read into a graph"
    );
}

#[test]
fn a_computation_that_calls_itself_ends() {
    let call = instruction(1, "call", shape(PrimitiveType::F32, &[]), &[0]);
    let call = Instruction { called_computation_ids: vec![0], ..call };
    let all = vec![parameter(0, 0, shape(PrimitiveType::F32, &[])), call];
    assert!(refused(&module(vec![computation(0, all)])).contains("64 computations deep"));
}

#[test]
fn calls_that_double_again_and_again_end() {
    let scalar = || shape(PrimitiveType::F32, &[]);
    let mut all = vec![computation(
        0,
        vec![parameter(0, 0, scalar()), instruction(1, "cosine", scalar(), &[0])],
    )];
    for id in 1..40 {
        let call = |n, of| Instruction {
            called_computation_ids: vec![id - 1],
            ..instruction(n, "call", scalar(), &[of])
        };
        all.push(computation(id, vec![parameter(0, 0, scalar()), call(1, 0), call(2, 1)]));
    }
    assert!(refused(&module(all)).contains("which is the limit"));
}

#[test]
fn what_is_no_module_is_an_error() {
    assert!(matches!(hlo::read(b"HloModule m"), Err(ReadError::Decode(_))));
    assert_eq!(hlo::read(&[]).unwrap_err().to_string(), "the module has no entry computation");
}

#[test]
fn tensors_that_no_machine_holds_are_refused() {
    let huge = shape(PrimitiveType::F32, &[1 << 20, 1 << 20, 0]);
    let module = module(vec![computation(0, vec![parameter(0, 0, huge)])]);
    assert!(refused(&module).contains("more than 2^31 elements"), "{}", refused(&module));
}
