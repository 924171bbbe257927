//! What neuronx-cc is documented to refuse, one small module a rule.

use nrt_sim::hlo::proto::{
    AliasEntry, ConvolutionDimensionNumbers, DotDimensionNumbers, HloInputOutputAliasProto,
    HloInstructionProto, HloModuleProto, LiteralProto, Window, WindowDimension,
};
use nrt_sim::hlo::{ElementType, Module, Target};

use crate::draft::{
    array, bytes, combiner, computation, constant, f32s, instruction, integer, module, parameter,
    program, tuple,
};
use crate::evaluation::update;
use crate::faults::additions;

/// The codes of all refusals.
fn codes(module: &HloModuleProto, target: Target) -> Vec<&'static str> {
    let module = Module::parse(&bytes(module)).expect("a module");
    module.policy(target).iter().map(|refusal| refusal.code()).collect()
}

fn on_trn1(module: &HloModuleProto) -> Vec<&'static str> {
    codes(module, Target::Trn1)
}

#[test]
fn a_plain_step_is_taken_by_each_target() {
    for target in [Target::Inf2, Target::Trn1, Target::Trn1n, Target::Trn2, Target::Trn3] {
        assert_eq!(codes(&update(), target), [""; 0]);
    }
}

#[test]
fn ids_beyond_32_bits() {
    let wide = 1 << 31;
    let module =
        program(vec![parameter(0, 0, f32s(&[2])), instruction(wide, "negate", f32s(&[2]), &[0])]);
    assert_eq!(on_trn1(&module), ["SIM_ID_RANGE"]);
    let mut module = update();
    module.computations[0].id = wide;
    module.entry_computation_id = wide;
    assert_eq!(on_trn1(&module), ["SIM_ID_RANGE"]);
}

#[test]
fn doubles_and_wide_constants() {
    let doubles = || array(ElementType::F64, &[2]);
    let module =
        program(vec![parameter(0, 0, doubles()), instruction(1, "negate", doubles(), &[0])]);
    assert_eq!(on_trn1(&module), ["NCC_ESPP004", "NCC_ESPP004"]);
    let of = |value| {
        let shape = array(ElementType::U64, &[]);
        let literal = LiteralProto {
            shape: Some(shape.clone()),
            u64s: vec![value],
            ..LiteralProto::default()
        };
        let mut wide = instruction(0, "constant", shape.clone(), &[]);
        wide.literal = Some(literal);
        program(vec![wide, instruction(1, "copy", shape, &[0])])
    };
    assert_eq!(on_trn1(&of(1 << 32)), ["NCC_ESFH002"]);
    assert_eq!(on_trn1(&of((1 << 32) - 1)), [""; 0]);
}

#[test]
fn operations_that_no_document_names() {
    for opcode in ["erf", "logistic", "cbrt", "round-nearest-even"] {
        let module =
            program(vec![parameter(0, 0, f32s(&[2])), instruction(1, opcode, f32s(&[2]), &[0])]);
        assert_eq!(on_trn1(&module), ["NCC_EVRF001"], "{opcode}");
    }
    for opcode in ["tanh", "rsqrt", "exponential", "sign"] {
        let module =
            program(vec![parameter(0, 0, f32s(&[2])), instruction(1, opcode, f32s(&[2]), &[0])]);
        assert_eq!(on_trn1(&module), [""; 0], "{opcode}");
    }
}

#[test]
fn outputs_that_are_parameters() {
    let vector = || f32s(&[2]);
    let mut module = program(vec![
        parameter(0, 0, vector()),
        parameter(1, 1, vector()),
        instruction(2, "tuple", tuple(&[vector(), vector()]), &[0, 1]),
    ]);
    assert_eq!(on_trn1(&module), ["SIM_RAW_OUTPUT", "SIM_RAW_OUTPUT"]);
    let entry =
        AliasEntry { output_shape_index: vec![1], parameter_number: 1, ..AliasEntry::default() };
    module.input_output_alias = Some(HloInputOutputAliasProto { entries: vec![entry] });
    assert_eq!(on_trn1(&module), ["SIM_RAW_OUTPUT"]);
}

fn dimension(size: i64, stride: i64, base: i64, dilation: i64) -> WindowDimension {
    WindowDimension {
        size,
        stride,
        base_dilation: base,
        window_dilation: dilation,
        ..WindowDimension::default()
    }
}

#[test]
fn convolutions_that_dilate_too_much() {
    // Over 9 elements with a kernel of 3.
    let of = |stride, base, dilation, result| {
        let mut convolution = instruction(2, "convolution", f32s(&[1, 1, result]), &[0, 1]);
        convolution.window =
            Some(Window { dimensions: vec![dimension(3, stride, base, dilation)] });
        convolution.convolution_dimension_numbers = Some(ConvolutionDimensionNumbers {
            kernel_output_feature_dimension: 0,
            kernel_input_feature_dimension: 1,
            kernel_spatial_dimensions: vec![2],
            input_batch_dimension: 0,
            input_feature_dimension: 1,
            input_spatial_dimensions: vec![2],
            output_batch_dimension: 0,
            output_feature_dimension: 1,
            output_spatial_dimensions: vec![2],
        });
        on_trn1(&program(vec![
            parameter(0, 0, f32s(&[1, 1, 9])),
            parameter(1, 1, f32s(&[1, 1, 3])),
            convolution,
        ]))
    };
    assert_eq!(of(2, 1, 2, 3), [""; 0]);
    assert_eq!(of(1, 2, 1, 15), [""; 0]);
    assert_eq!(of(1, 2, 2, 13), ["NCC_EVRF010"]);
    assert_eq!(of(2, 2, 1, 8), ["NCC_EVRF011"]);
}

/// A window reduction of 9 elements.
fn window_reduction(window: WindowDimension, result: i64) -> HloModuleProto {
    let mut reduce = instruction(2, "reduce-window", f32s(&[result]), &[0, 1]);
    reduce.window = Some(Window { dimensions: vec![window] });
    reduce.called_computation_ids = vec![50];
    module(vec![
        combiner(50, "maximum", ElementType::F32),
        computation(60, "main", vec![parameter(0, 0, f32s(&[9])), constant(1, 0.0), reduce]),
    ])
}

#[test]
fn window_reductions_that_dilate() {
    assert_eq!(on_trn1(&window_reduction(dimension(3, 3, 1, 1), 3)), [""; 0]);
    assert_eq!(on_trn1(&window_reduction(dimension(3, 1, 2, 1), 15)), ["NCC_EVRF017"]);
    assert_eq!(on_trn1(&window_reduction(dimension(3, 1, 1, 2), 5)), ["NCC_EVRF018"]);
}

/// A reduction of 4 elements.
fn reduction(opcode: &str, start: HloInstructionProto) -> HloModuleProto {
    let element = ElementType::F32;
    let mut reduce = instruction(2, "reduce", array(element, &[]), &[0, 1]);
    reduce.dimensions = vec![0];
    reduce.called_computation_ids = vec![50];
    let main = vec![parameter(0, 0, array(element, &[4])), start, reduce];
    module(vec![combiner(50, opcode, element), computation(60, "main", main)])
}

#[test]
fn reductions_by_other_functions_or_from_a_variable() {
    assert_eq!(on_trn1(&reduction("maximum", constant(1, 0.0))), [""; 0]);
    assert_eq!(on_trn1(&reduction("subtract", constant(1, 0.0))), ["SIM_REDUCE_COMPUTATION"]);
    let from_input = reduction("add", parameter(1, 1, f32s(&[])));
    assert_eq!(on_trn1(&from_input), ["SIM_REDUCE_COMPUTATION"]);
}

#[test]
fn two_arrays_reduced_at_once() {
    let scalar = || f32s(&[]);
    let pair = || tuple(&[scalar(), scalar()]);
    let both = computation(
        50,
        "both",
        vec![
            parameter(50, 0, scalar()),
            parameter(51, 1, scalar()),
            parameter(52, 2, scalar()),
            parameter(53, 3, scalar()),
            instruction(54, "add", scalar(), &[50, 52]),
            instruction(55, "add", scalar(), &[51, 53]),
            instruction(56, "tuple", pair(), &[54, 55]),
        ],
    );
    let mut reduce = instruction(4, "reduce", pair(), &[0, 1, 2, 3]);
    reduce.dimensions = vec![0];
    reduce.called_computation_ids = vec![50];
    let main = vec![
        parameter(0, 0, f32s(&[4])),
        parameter(1, 1, f32s(&[4])),
        constant(2, 0.0),
        constant(3, 0.0),
        reduce,
    ];
    assert_eq!(
        on_trn1(&module(vec![both, computation(60, "main", main)])),
        ["SIM_VARIADIC_REDUCE"]
    );
}

#[test]
fn integers_where_the_device_computes_in_floats() {
    let ints = || array(ElementType::S32, &[2, 2]);
    let mut dot = instruction(2, "dot", ints(), &[0, 1]);
    dot.dot_dimension_numbers = Some(DotDimensionNumbers {
        lhs_contracting_dimensions: vec![1],
        rhs_contracting_dimensions: vec![0],
        ..DotDimensionNumbers::default()
    });
    let dot = program(vec![parameter(0, 0, ints()), parameter(1, 1, ints()), dot]);
    assert_eq!(on_trn1(&dot), [""; 0]);
    assert_eq!(codes(&dot, Target::Trn2), ["NCC_EVRF035"]);

    assert_eq!(on_trn1(&additions(ElementType::S32, "add")), ["NCC_EVRF016"]);
    assert_eq!(on_trn1(&additions(ElementType::F32, "add")), [""; 0]);
    let mut assignment = additions(ElementType::S32, "add");
    assignment.computations[0].instructions.pop();
    assignment.computations[0].root_id = 51;
    assert_eq!(on_trn1(&assignment), [""; 0]);
    assert_eq!(codes(&assignment, Target::Trn2), ["NCC_EVRF060"]);

    let wide = || array(ElementType::S64, &[2]);
    let binary = |opcode, shape: fn() -> nrt_sim::hlo::proto::ShapeProto| {
        program(vec![
            parameter(0, 0, shape()),
            parameter(1, 1, shape()),
            instruction(2, opcode, shape(), &[0, 1]),
        ])
    };
    assert_eq!(codes(&binary("power", wide), Target::Trn2), ["NCC_EVRF062"]);
    assert_eq!(on_trn1(&binary("shift-right-arithmetic", wide)), ["NCC_EVRF022"]);
    let narrow = || array(ElementType::U32, &[2]);
    assert_eq!(on_trn1(&binary("shift-right-arithmetic", narrow)), [""; 0]);

    for (opcode, code) in [("all-reduce", "NCC_EVRF061"), ("reduce-scatter", "NCC_EVRF063")] {
        let mut sum = instruction(1, opcode, ints(), &[0]);
        sum.called_computation_ids = vec![50];
        sum.dimensions = vec![0; usize::from(opcode != "all-reduce")];
        let main = computation(60, "main", vec![parameter(0, 0, ints()), sum]);
        let sum = module(vec![combiner(50, "add", ElementType::S32), main]);
        assert_eq!(on_trn1(&sum), [""; 0]);
        assert_eq!(codes(&sum, Target::Trn3), [code]);
    }
}

#[test]
fn the_greatest_values_of_integers_or_too_many_of_them() {
    let of = |element, extent, k: i64| {
        let result = tuple(&[array(element, &[k]), array(ElementType::U32, &[k])]);
        let mut call = instruction(1, "custom-call", result, &[0]);
        call.custom_call_target = "AwsNeuronTopK".to_owned();
        call.backend_config = k.to_string().into_bytes();
        on_trn1(&program(vec![parameter(0, 0, array(element, &[extent])), call]))
    };
    assert_eq!(of(ElementType::F32, 20_000, 16_384), [""; 0]);
    assert_eq!(of(ElementType::F32, 20_000, 16_385), ["NCC_EVRF014"]);
    assert_eq!(of(ElementType::S32, 10, 3), ["NCC_EVRF013"]);
}

#[test]
fn comparators_that_are_no_plain_comparison() {
    let of = |direction: &str| {
        let truth = array(ElementType::Pred, &[]);
        let mut compare = instruction(52, "compare", truth, &[50, 51]);
        compare.comparison_direction = direction.to_owned();
        let before = vec![parameter(50, 0, f32s(&[])), parameter(51, 1, f32s(&[])), compare];
        let mut sort = instruction(1, "sort", f32s(&[5]), &[0]);
        sort.dimensions = vec![0];
        sort.called_computation_ids = vec![50];
        on_trn1(&module(vec![
            computation(50, "before", before),
            computation(60, "main", vec![parameter(0, 0, f32s(&[5])), sort]),
        ]))
    };
    assert_eq!(of("GT"), [""; 0]);
    assert_eq!(of("NE"), ["SIM_SORT_COMPARATOR"]);
}

/// Adds a value to itself until a count reaches the bound.
fn counted(bound: HloInstructionProto) -> HloModuleProto {
    let count = || array(ElementType::S32, &[]);
    let state = || tuple(&[count(), f32s(&[2])]);
    let member = |id, index, shape, of| HloInstructionProto {
        tuple_index: index,
        ..instruction(id, "get-tuple-element", shape, &[of])
    };
    let mut compare = instruction(13, "compare", array(ElementType::Pred, &[]), &[11, 12]);
    compare.comparison_direction = "LT".to_owned();
    let condition = vec![
        parameter(10, 0, state()),
        member(11, 0, count(), 10),
        HloInstructionProto { id: 12, name: "bound".to_owned(), ..integer(12, 5) },
        compare,
    ];
    let body = vec![
        parameter(20, 0, state()),
        member(21, 0, count(), 20),
        member(22, 1, f32s(&[2]), 20),
        integer(23, 1),
        instruction(24, "add", count(), &[21, 23]),
        instruction(25, "add", f32s(&[2]), &[22, 22]),
        instruction(26, "tuple", state(), &[24, 25]),
    ];
    let mut repeat = instruction(33, "while", state(), &[32]);
    repeat.called_computation_ids = vec![2, 1];
    let main = vec![
        bound,
        parameter(31, 0, f32s(&[2])),
        instruction(32, "tuple", state(), &[30, 31]),
        repeat,
        member(34, 1, f32s(&[2]), 33),
    ];
    module(vec![
        computation(1, "condition", condition),
        computation(2, "body", body),
        computation(3, "main", main),
    ])
}

#[test]
fn loops_have_to_count_from_a_constant() {
    assert_eq!(on_trn1(&counted(integer(30, 0))), [""; 0]);
    let from_input = counted(parameter(30, 1, array(ElementType::S32, &[])));
    assert_eq!(on_trn1(&from_input), ["SIM_WHILE_TRIP_COUNT"]);
}

#[test]
fn a_refusal_names_the_layer() {
    let mut module = update();
    let copy = &mut module.computations[0].instructions[6];
    copy.opcode = "erf".to_owned();
    let op_name = "mlp/gelu".to_owned();
    copy.metadata = Some(nrt_sim::hlo::proto::OpMetadata { op_name, ..Default::default() });
    let module = Module::parse(&bytes(&module)).expect("a module");
    assert_eq!(
        module.policy(Target::Trn1)[0].to_string(),
        "[NCC_EVRF001] instruction `copy.6` (`mlp/gelu`): the operation `erf` is not among the \
         documented ones"
    );
}
