//! Names, roles and aliases.

use neuron_rt::graph::{Builder, DType, Role, TensorType};
use neuron_rt::neuron::hlo;
use neuron_rt::neuron::hlo::proto::HloModule;

/// A step that replaces a weight, and a loss.
fn step() -> HloModule {
    let b = Builder::new();
    let ty = TensorType::new(DType::F32, [3]);
    let x = b.input("batch", ty.clone(), Role::Data).unwrap();
    let w = b.input("layer.weight", ty, Role::Parameter).unwrap();
    let loss = x.mul(&w).unwrap().sum_all().unwrap();
    let next = w.sub(&x).unwrap();
    let outputs = [("loss", &loss, None), ("layer.weight", &next, Some("layer.weight"))];
    hlo::lower(&b.finish_replacing(&outputs).unwrap(), "step").proto
}

#[test]
fn names_and_aliases_come_back() {
    let graph = hlo::from_proto(&step()).unwrap();
    let inputs: Vec<_> = graph.inputs().iter().map(|i| (i.name.as_str(), i.role)).collect();
    assert_eq!(inputs, [("batch", Role::Data), ("layer.weight", Role::State)]);
    let outputs: Vec<_> = graph.outputs().iter().map(|o| (o.name.as_str(), o.replaces)).collect();
    assert_eq!(outputs, [("loss", None), ("layer.weight", Some(1))]);
}

#[test]
fn without_attributes_the_program_names_inputs_and_outputs_are_numbered() {
    let mut module = step();
    for instruction in module.computations.iter_mut().flat_map(|c| &mut c.instructions) {
        instruction.frontend_attributes = None;
    }
    let graph = hlo::from_proto(&module).unwrap();
    let names = |module: &neuron_rt::graph::Graph| -> Vec<String> {
        module.inputs().iter().map(|input| input.name.clone()).collect()
    };
    assert_eq!(names(&graph), ["batch", "layer.weight"]);
    let outputs: Vec<_> = graph.outputs().iter().map(|o| (o.name.as_str(), o.replaces)).collect();
    assert_eq!(outputs, [("output0", None), ("output1", Some(1))]);

    module.host_program_shape = None;
    let graph = hlo::from_proto(&module).unwrap();
    assert_eq!(names(&graph), ["parameter.0", "parameter.1"]);
}

#[test]
fn equal_names_are_numbered() {
    let mut module = step();
    for instruction in module.computations.iter_mut().flat_map(|c| &mut c.instructions) {
        instruction.frontend_attributes = None;
    }
    let shape = module.host_program_shape.as_mut().unwrap();
    shape.parameter_names = vec!["x".to_owned(), "x".to_owned()];
    let graph = hlo::from_proto(&module).unwrap();
    let names: Vec<_> = graph.inputs().iter().map(|input| input.name.as_str()).collect();
    assert_eq!(names, ["x", "x.1"]);
}

#[test]
fn layers_come_back() {
    let b = Builder::new();
    let x = b.input("x", TensorType::new(DType::F32, [3]), Role::Data).unwrap();
    let layer = b.layer("encoder.0");
    let y = x.tanh().unwrap();
    drop(layer);
    let module = hlo::lower(&b.finish(&[("y", &y)]).unwrap(), "layers");
    let graph = hlo::read(&module.to_bytes()).unwrap();
    let node = graph.producer(graph.outputs()[0].value);
    assert_eq!(graph.layer(node), "encoder.0");
}

#[test]
fn numbers_of_64_bits_are_as_good_as_any() {
    let mut module = step();
    let expected = hlo::from_proto(&module).unwrap();
    let wide = |id: &mut i64| *id = (*id << 32) + 7;
    for computation in &mut module.computations {
        wide(&mut computation.id);
        wide(&mut computation.root_id);
        for instruction in &mut computation.instructions {
            wide(&mut instruction.id);
            instruction.operand_ids.iter_mut().for_each(wide);
            instruction.called_computation_ids.iter_mut().for_each(wide);
        }
    }
    wide(&mut module.entry_computation_id);
    assert_eq!(hlo::from_proto(&module).unwrap(), expected);
}
