//! Bytes that are damaged give an error or a graph, and nothing else.

use neuron_rt::graph::{Builder, ConvSpec, DType, Role, TensorType, WindowSpec};
use neuron_rt::neuron::hlo;
use neuron_rt::neuron::hlo::proto::HloModule;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use prost::Message;

/// A module with operations of all kinds, and its gradient.
fn module() -> Vec<u8> {
    let b = Builder::new();
    let f32s = |dims: &[usize]| TensorType::new(DType::F32, dims.to_vec());
    let x = b.input("x", f32s(&[2, 3, 6, 6]), Role::Data).unwrap();
    let w = b.input("w", f32s(&[4, 3, 3, 3]), Role::Parameter).unwrap();
    let table = b.input("table", f32s(&[7, 4]), Role::Parameter).unwrap();
    let ids = b.input("ids", TensorType::new(DType::I32, [2]), Role::Data).unwrap();
    let spec = ConvSpec { stride: [2, 1], padding: [[1, 0], [1, 1]], ..ConvSpec::default() };
    let window = WindowSpec { size: [2; 2], stride: [1; 2], padding: [[0, 1]; 2] };
    let y = x.conv2d(&w, spec).unwrap().max_pool2d(window).unwrap().mean(&[2, 3]).unwrap();
    let y = y.add(&table.gather(&ids).unwrap()).unwrap();
    let (most, _) = table.top_k(2).unwrap();
    let loss = y.cumulative_sum(1).unwrap().log_sum_exp(1).unwrap().sum_all().unwrap();
    let loss = loss.add(&most.sum_all().unwrap()).unwrap();
    let gradients = loss.gradients(&[&w, &table]).unwrap();
    let scanned = b
        .scan(3, true, &[&y], &[], &[&table], |turn| {
            let state = turn.carries[0].matmul(&turn.constants[0].narrow(0, 0, 4)?)?;
            Ok(neuron_rt::graph::Turn {
                slices: vec![state.clone()],
                carries: vec![state],
                ..Default::default()
            })
        })
        .unwrap();
    let outputs = [
        ("loss", &loss),
        ("w", gradients[0].as_ref().unwrap()),
        ("table", gradients[1].as_ref().unwrap()),
        ("states", &scanned.sequences[0]),
    ];
    hlo::lower(&b.finish(&outputs).unwrap(), "module").to_bytes()
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn the_whole_module_is_read() {
    assert_eq!(hlo::read(&module()).unwrap().outputs().len(), 4);
}

#[test]
fn cut_off_it_is_an_error_or_a_smaller_module() {
    let bytes = module();
    for end in 0..bytes.len().min(2000) {
        drop(hlo::read(&bytes[..end]));
    }
}

#[test]
fn flipped_bytes_do_not_panic() {
    let bytes = module();
    let damage = vec((0..bytes.len(), any::<u8>()), 1..6);
    let read = |damage: Vec<(usize, u8)>| {
        let mut bytes = bytes.clone();
        for (at, byte) in damage {
            bytes[at] = byte;
        }
        drop(hlo::read(&bytes));
        Ok(())
    };
    runner(4096).run(&damage, read).unwrap();
}

/// One number of one instruction replaced.
#[derive(Debug, Clone)]
struct Change {
    instruction: usize,
    field: usize,
    element: usize,
    number: i64,
}

fn numbers() -> impl Strategy<Value = i64> {
    prop_oneof![
        -3i64..12,
        Just(i64::MIN),
        Just(i64::MAX),
        Just(i64::from(i32::MAX)),
        Just(1 << 31),
        Just(1 << 40),
        any::<i64>(),
    ]
}

fn change(module: &mut HloModule, change: &Change) {
    let mut all: Vec<_> =
        module.computations.iter_mut().flat_map(|c| &mut c.instructions).collect();
    let count = all.len();
    let i = &mut all[change.instruction % count];
    let mut fields: Vec<&mut i64> = Vec::new();
    if let Some(shape) = &mut i.shape {
        fields.extend(&mut shape.dimensions);
        fields.extend(shape.tuple_shapes.iter_mut().flat_map(|s| &mut s.dimensions));
    }
    fields.extend(i.literal.iter_mut().flat_map(|l| &mut l.shape).flat_map(|s| &mut s.dimensions));
    fields.extend(&mut i.dimensions);
    fields.extend(&mut i.operand_ids);
    fields.extend(&mut i.called_computation_ids);
    fields.extend([&mut i.tuple_index, &mut i.parameter_number]);
    fields.extend([&mut i.feature_group_count, &mut i.batch_group_count]);
    fields.extend(&mut i.gather_slice_sizes);
    fields.extend(&mut i.dynamic_slice_sizes);
    for s in &mut i.slice_dimensions {
        fields.extend([&mut s.start, &mut s.limit, &mut s.stride]);
    }
    for d in i.window.iter_mut().flat_map(|w| &mut w.dimensions) {
        fields.extend([&mut d.size, &mut d.stride, &mut d.padding_low, &mut d.padding_high]);
        fields.extend([&mut d.window_dilation, &mut d.base_dilation]);
    }
    for d in i.padding_config.iter_mut().flat_map(|p| &mut p.dimensions) {
        fields.extend([&mut d.edge_padding_low, &mut d.edge_padding_high, &mut d.interior_padding]);
    }
    if let Some(d) = &mut i.dot_dimension_numbers {
        fields.extend(&mut d.lhs_contracting_dimensions);
        fields.extend(&mut d.rhs_contracting_dimensions);
        fields.extend(&mut d.lhs_batch_dimensions);
        fields.extend(&mut d.rhs_batch_dimensions);
    }
    if let Some(d) = &mut i.convolution_dimension_numbers {
        fields.extend([
            &mut d.kernel_input_feature_dimension,
            &mut d.kernel_output_feature_dimension,
        ]);
        fields.extend([&mut d.input_batch_dimension, &mut d.input_feature_dimension]);
        fields.extend([&mut d.output_batch_dimension, &mut d.output_feature_dimension]);
        fields.extend(&mut d.kernel_spatial_dimensions);
        fields.extend(&mut d.input_spatial_dimensions);
        fields.extend(&mut d.output_spatial_dimensions);
    }
    if let Some(d) = &mut i.gather_dimension_numbers {
        fields.extend(&mut d.offset_dims);
        fields.extend(&mut d.collapsed_slice_dims);
        fields.extend(&mut d.start_index_map);
        fields.push(&mut d.index_vector_dim);
        fields.extend(&mut d.operand_batching_dims);
    }
    if let Some(d) = &mut i.scatter_dimension_numbers {
        fields.extend(&mut d.update_window_dims);
        fields.extend(&mut d.inserted_window_dims);
        fields.extend(&mut d.scatter_dims_to_operand_dims);
        fields.push(&mut d.index_vector_dim);
    }
    let count = fields.len();
    if let Some(field) = fields.get_mut((change.field + change.element) % count.max(1)) {
        **field = change.number;
    }
}

#[test]
fn numbers_that_are_not_possible_do_not_panic() {
    let bytes = module();
    let whole = HloModule::decode(&bytes[..]).unwrap();
    let changes = (any::<usize>(), 0..64usize, 0..8usize, numbers()).prop_map(
        |(instruction, field, element, number)| Change { instruction, field, element, number },
    );
    let read = |changes: Vec<Change>| {
        let mut module = whole.clone();
        changes.iter().for_each(|one| change(&mut module, one));
        drop(hlo::from_proto(&module));
        Ok(())
    };
    runner(8192).run(&vec(changes, 1..4), read).unwrap();
}
