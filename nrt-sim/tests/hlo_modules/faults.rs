//! What goes wrong while a module runs.

use nrt_sim::hlo::proto::{GatherDimensionNumbers, HloModuleProto, ScatterDimensionNumbers};
use nrt_sim::hlo::{Budget, ElementType, Fault, Module, Tensor};

use crate::draft::{
    array, bytes, combiner, computation, f32s, instruction, module, parameter, program,
};
use crate::evaluation::update;

/// Rows of a table of 4 × 2 by three indices.
fn rows() -> HloModuleProto {
    let mut gather = instruction(2, "gather", f32s(&[3, 2]), &[0, 1]);
    gather.gather_slice_sizes = vec![1, 2];
    gather.gather_dimension_numbers = Some(GatherDimensionNumbers {
        offset_dims: vec![1],
        collapsed_slice_dims: vec![0],
        start_index_map: vec![0],
        index_vector_dim: 1,
        ..GatherDimensionNumbers::default()
    });
    program(vec![
        parameter(0, 0, f32s(&[4, 2])),
        parameter(1, 1, array(ElementType::S32, &[3])),
        gather,
    ])
}

/// Three rows added into a table of 4 × 2.
pub(crate) fn additions(element: ElementType, opcode: &str) -> HloModuleProto {
    let mut scatter = instruction(3, "scatter", array(element, &[4, 2]), &[0, 1, 2]);
    scatter.called_computation_ids = vec![50];
    scatter.scatter_dimension_numbers = Some(ScatterDimensionNumbers {
        update_window_dims: vec![1],
        inserted_window_dims: vec![0],
        scatter_dims_to_operand_dims: vec![0],
        index_vector_dim: 1,
        ..ScatterDimensionNumbers::default()
    });
    module(vec![
        combiner(50, opcode, element),
        computation(
            60,
            "main",
            vec![
                parameter(0, 0, array(element, &[4, 2])),
                parameter(1, 1, array(ElementType::S32, &[3])),
                parameter(2, 2, array(element, &[3, 2])),
                scatter,
            ],
        ),
    ])
}

#[test]
fn an_index_beyond_the_table_stops_the_device() {
    let table = Tensor::from_f32(&[4, 2], &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
    let gather = Module::parse(&bytes(&rows())).expect("a module");
    let run =
        |indices: [i32; 3]| gather.evaluate(&[table.clone(), Tensor::from_s32(&[3], &indices)]);
    let rows = run([3, 0, 3]).expect("rows");
    assert_eq!(rows, [Tensor::from_f32(&[3, 2], &[6.0, 7.0, 0.0, 1.0, 6.0, 7.0])]);
    for (indices, bad) in [([0, 4, 1], 4), ([0, 1, -1], -1)] {
        let detail = format!("index {bad} in dimension 0, expected 0 to 3");
        let instruction = "gather.2".to_owned();
        assert_eq!(run(indices), Err(Fault::OutOfBounds { instruction, detail }));
    }

    let scatter = Module::parse(&bytes(&additions(ElementType::F32, "add"))).expect("a module");
    let updates = Tensor::from_f32(&[3, 2], &[10.0, 20.0, 30.0, 40.0, 50.0, 60.0]);
    let run = |indices: [i32; 3]| {
        scatter.evaluate(&[table.clone(), Tensor::from_s32(&[3], &indices), updates.clone()])
    };
    let added = Tensor::from_f32(&[4, 2], &[0.0, 1.0, 62.0, 83.0, 34.0, 45.0, 6.0, 7.0]);
    assert_eq!(run([1, 2, 1]), Ok(vec![added]));
    assert!(matches!(run([1, 2, 9]), Err(Fault::OutOfBounds { .. })));
}

#[test]
fn inputs_have_to_fit() {
    let module = Module::parse(&bytes(&update())).expect("a module");
    let good = Tensor::from_f32(&[3], &[1.0; 3]);
    assert_eq!(
        module.evaluate(std::slice::from_ref(&good)),
        Err(Fault::InputCount { expected: 2, given: 1 })
    );
    let fault = module.evaluate(&[good.clone(), Tensor::from_f32(&[4], &[1.0; 4])]);
    assert_eq!(
        fault.expect_err("another size").to_string(),
        "input 1 (`input1`) takes f32[3] of 12 bytes, was given f32[4] of 16 bytes"
    );
    let short = Tensor::new(ElementType::F32, &[3], vec![0; 11]);
    assert!(matches!(module.evaluate(&[good, short]), Err(Fault::Input { index: 1, .. })));
}

/// Counts for ever.
fn endless() -> HloModuleProto {
    let scalar = || f32s(&[]);
    let truth = array(ElementType::Pred, &[]);
    let mut always = instruction(11, "compare", truth, &[10, 10]);
    always.comparison_direction = "EQ".to_owned();
    let mut repeat = instruction(31, "while", scalar(), &[30]);
    repeat.called_computation_ids = vec![2, 1];
    module(vec![
        computation(1, "condition", vec![parameter(10, 0, scalar()), always]),
        computation(
            2,
            "body",
            vec![parameter(20, 0, scalar()), instruction(21, "add", scalar(), &[20, 20])],
        ),
        computation(3, "main", vec![parameter(30, 0, scalar()), repeat]),
    ])
}

#[test]
fn work_and_memory_are_limited() {
    let module = Module::parse(&bytes(&endless())).expect("a module");
    let budget = Budget { work: 10_000, ..Budget::default() };
    let fault = module.evaluate_within(&[Tensor::from_f32(&[], &[1.0])], budget);
    assert!(matches!(fault, Err(Fault::Budget { what: "work", .. })), "{fault:?}");

    let module = Module::parse(&bytes(&update())).expect("a module");
    let inputs = [Tensor::from_f32(&[3], &[1.0; 3]), Tensor::from_f32(&[3], &[1.0; 3])];
    let budget = Budget { memory: 30, ..Budget::default() };
    let fault = module.evaluate_within(&inputs, budget);
    assert!(matches!(fault, Err(Fault::Budget { what: "memory", .. })), "{fault:?}");
}
