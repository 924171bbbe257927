//! Comparing a model and its gradients with the numbers of PyTorch.

use crate::torch_values::{CASES, Row};
use crate::wave::{buffer, digest, literal};
use neuron_rt::graph::{Builder, DType, Graph, Result, Role, Tensor, TensorType};
use neuron_rt::nn::{Fields, Policy, Scope};
use neuron_rt::{Buffer, Device, compile};
use std::collections::BTreeMap;

/// Rows of a case.
pub(crate) fn expected(case: &str) -> &'static [Row] {
    let found = CASES.iter().find(|(name, _)| *name == case);
    found.unwrap_or_else(|| panic!("no case `{case}` in torch_values.rs")).1
}

/// Compares a result with a row of PyTorch's numbers.
pub(crate) fn compare(case: &str, row: &Row, found: &Buffer, tolerance: f64) {
    let (name, shape, expected) = row;
    assert_eq!(found.ty().shape.dims(), *shape, "{case}: shape of `{name}`");
    let found = digest(&found.to_literal().to_f64());
    let size = expected.iter().map(|v| v.abs()).fold(1.0, f64::max);
    for (i, (found, expected)) in found.iter().zip(expected).enumerate() {
        let difference = (found - expected).abs();
        assert!(
            difference <= tolerance * size,
            "{case}: `{name}`, number {i}: found {found}, PyTorch {expected}"
        );
    }
}

/// A model under test.
pub(crate) struct Case<'a> {
    name: &'static str,
    training: bool,
    /// Name, shape and scale of each wave that is read.
    inputs: &'a [(&'static str, &'static [usize], f64)],
    /// Further results that PyTorch's numbers name.
    more: &'a dyn Fn(&Scope) -> Vec<(String, Tensor)>,
}

impl<'a> Case<'a> {
    pub(crate) fn new(
        name: &'static str,
        inputs: &'a [(&'static str, &'static [usize], f64)],
    ) -> Self {
        Self { name, training: true, inputs, more: &|_| Vec::new() }
    }

    pub(crate) fn evaluated(mut self) -> Self {
        self.training = false;
        self
    }

    pub(crate) fn more(mut self, more: &'a dyn Fn(&Scope) -> Vec<(String, Tensor)>) -> Self {
        self.more = more;
        self
    }

    /// The model, its gradients by inputs and parameters, and every other result named.
    fn record(&self, policy: Policy, model: Model<'_>) -> (Graph, Vec<String>) {
        let builder = Builder::new();
        let scope = Scope::new(&builder, policy, self.training);
        let mut fields = Fields::new();
        for (name, shape, _) in self.inputs {
            let ty = TensorType::new(policy.compute, *shape);
            fields.insert((*name).to_owned(), builder.input(name, ty, Role::Data).unwrap());
        }
        let out = model(&scope, &fields).unwrap();
        let cotangent = builder.constant(literal("cotangent", out.ty(), 0.5));
        let sum = out.mul(&cotangent).unwrap().sum_all().unwrap();
        let parameters: Vec<String> = scope.parameters().into_iter().map(|p| p.name).collect();
        let mut leaves: Vec<(String, Tensor)> =
            fields.iter().map(|(name, t)| (name.clone(), t.clone())).collect();
        for name in &parameters {
            leaves.push((name.clone(), scope.master(name).unwrap()));
        }
        let by: Vec<&Tensor> = leaves.iter().map(|(_, leaf)| leaf).collect();
        let mut results = vec![("out".to_owned(), out)];
        for ((name, _), gradient) in leaves.iter().zip(sum.gradients(&by).unwrap()) {
            let gradient =
                gradient.unwrap_or_else(|| panic!("{}: no gradient of {name}", self.name));
            results.push((format!("grad {name}"), gradient));
        }
        results.extend((self.more)(&scope));
        let outputs: Vec<(&str, &Tensor)> =
            results.iter().map(|(name, value)| (name.as_str(), value)).collect();
        (builder.finish(&outputs).unwrap(), parameters)
    }

    /// Runs the model on both executors, in f64 and in f32, and compares every row.
    pub(crate) fn check(&self, model: Model<'_>) {
        let rows = expected(self.name);
        for (policy, tolerance) in [(Policy::F64, 1e-10), (Policy::F32, 2e-5)] {
            let (graph, parameters) = self.record(policy, model);
            // The same names in the same order: checkpoints map one to one.
            let gradients = rows.iter().filter_map(|row| row.0.strip_prefix("grad "));
            let is_input = |name: &&str| self.inputs.iter().any(|(input, ..)| input == name);
            let named: Vec<&str> = gradients.filter(|name| !is_input(name)).collect();
            assert_eq!(parameters, named, "{}: parameters", self.name);
            for device in [Device::Reference, Device::Cpu] {
                let results = self.run(&graph, &device);
                assert_eq!(results.len(), rows.len(), "{}: {:?}", self.name, results.keys());
                for row in rows {
                    compare(self.name, row, &results[row.0], tolerance);
                }
            }
        }
    }

    fn run(&self, graph: &Graph, device: &Device) -> BTreeMap<String, Buffer> {
        let inputs: Vec<Buffer> = graph
            .inputs()
            .iter()
            .map(|input| {
                let ty = graph.ty(input.value);
                let scale = self.inputs.iter().find(|(name, ..)| *name == input.name);
                let mut buffer = buffer(&input.name, ty, scale.map_or(0.5, |(.., scale)| *scale));
                if input.name.ends_with("running_var") {
                    add_one(&mut buffer);
                }
                buffer
            })
            .collect();
        let mut executable = compile(graph, device).unwrap();
        let results = executable.run_borrowed(&inputs.iter().collect::<Vec<_>>()).unwrap();
        graph.outputs().iter().map(|output| output.name.clone()).zip(results).collect()
    }
}

/// What is under test.
pub(crate) type Model<'a> = &'a dyn Fn(&Scope, &Fields) -> Result<Tensor>;

fn add_one(buffer: &mut Buffer) {
    match buffer.ty().dtype {
        DType::F64 => buffer.as_mut_slice::<f64>().iter_mut().for_each(|v| *v += 1.0),
        _ => buffer.as_mut_slice::<f32>().iter_mut().for_each(|v| *v += 1.0),
    }
}
