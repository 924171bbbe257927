//! An objective on a batch of real examples, recorded and run on the processor.

use neuron_data::examples::{Draw, Examples, FieldType, Slot};
use neuron_rt::graph::{Builder, DType, Role, Tensor, TensorType};
use neuron_rt::nn::{Policy, Scope};
use neuron_rt::{Buffer, Device, Resident, compile};
use neuron_train::trainer::{Batch, Objective};
use std::collections::BTreeMap;

/// The fields of the first examples, as buffers of a batch.
pub(crate) fn batch_of(examples: &dyn Examples, batch: usize) -> BTreeMap<String, Buffer> {
    let fields = examples.fields();
    let mut floats: Vec<Vec<f32>> = fields.iter().map(|_| Vec::new()).collect();
    let mut integers: Vec<Vec<i32>> = fields.iter().map(|_| Vec::new()).collect();
    for index in 0..batch {
        let mut f: Vec<Vec<f32>> = fields.iter().map(|one| vec![0.0; one.elements()]).collect();
        let mut i: Vec<Vec<i32>> = fields.iter().map(|one| vec![0; one.elements()]).collect();
        let mut slots: Vec<Slot<'_>> = fields
            .iter()
            .zip(f.iter_mut().zip(&mut i))
            .map(|(field, (f, i))| match field.dtype {
                FieldType::I32 => Slot::I32(i),
                _ => Slot::F32(f),
            })
            .collect();
        examples.load(index, Draw { seed: 1, epoch: 0, augment: false }, &mut slots).unwrap();
        for (all, one) in floats.iter_mut().zip(f) {
            all.extend(one);
        }
        for (all, one) in integers.iter_mut().zip(i) {
            all.extend(one);
        }
    }
    let mut buffers = BTreeMap::new();
    for ((field, f), i) in fields.iter().zip(floats).zip(integers) {
        let mut shape = vec![batch];
        shape.extend(&field.shape);
        let buffer = match field.dtype {
            FieldType::I32 => Buffer::from_slice(TensorType::new(DType::I32, shape), &i),
            _ => Buffer::from_slice(TensorType::new(DType::F32, shape), &f),
        };
        buffers.insert(field.name.clone(), buffer);
    }
    buffers
}

/// What `ask` makes of the recorded objective, by name, on these inputs with first weights.
pub(crate) fn run(
    inputs: &BTreeMap<String, Buffer>,
    training: bool,
    ask: impl Fn(&Scope, &Batch) -> Vec<(String, Tensor)>,
) -> BTreeMap<String, Vec<f32>> {
    let builder = Builder::new();
    let scope = Scope::new(&builder, Policy::F32, training);
    let batch: Batch = inputs
        .iter()
        .map(|(name, buffer)| {
            (name.clone(), builder.input(name, buffer.ty().clone(), Role::Data).unwrap())
        })
        .collect();
    let asked = ask(&scope, &batch);
    let outputs: Vec<(&str, &Tensor)> =
        asked.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
    let graph = builder.finish(&outputs).unwrap();
    let mut values = Resident::new();
    for input in graph.inputs() {
        let ty = graph.ty(input.value).clone();
        let count = ty.shape.elements();
        let buffer = match (inputs.get(&input.name), ty.dtype) {
            (Some(given), _) => given.clone(),
            (None, DType::U32) => Buffer::from_slice(ty, &vec![7u32; count]),
            (None, _) => {
                let specs = scope.parameters();
                let spec = specs.iter().find(|spec| spec.name == input.name);
                spec.map_or_else(|| Buffer::zeros(ty), |spec| spec.initial(3))
            }
        };
        values.insert(input.name.clone(), buffer);
    }
    let given: Vec<&Buffer> = graph.inputs().iter().map(|input| &values[&input.name]).collect();
    let results = compile(&graph, &Device::Cpu).unwrap().run_borrowed(&given).unwrap();
    let names = asked.iter().map(|(name, _)| name.clone());
    names.zip(results.iter().map(|buffer| buffer.to_literal().to_f32())).collect()
}

/// The gradient of the summed loss by each parameter.
pub(crate) fn gradients(
    objective: &dyn Objective,
    inputs: &BTreeMap<String, Buffer>,
) -> BTreeMap<String, Vec<f32>> {
    run(inputs, true, |scope, batch| {
        let losses = objective.forward(scope, batch).unwrap().losses;
        let names: Vec<String> = scope.parameters().into_iter().map(|spec| spec.name).collect();
        let parameters: Vec<Tensor> =
            names.iter().map(|name| scope.master(name).unwrap()).collect();
        let sum = losses.sum_all().unwrap();
        let made = sum.gradients(&parameters.iter().collect::<Vec<_>>()).unwrap();
        names.into_iter().zip(made.into_iter().map(|made| made.unwrap())).collect()
    })
}
