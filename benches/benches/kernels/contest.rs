use anyhow::{Context, Result, ensure};
use criterion::{BenchmarkId, Criterion};
use neuron_benches::uniform;
use neuron_rt::graph::{self, Builder, DType, Role, Tensor, TensorType};
use neuron_rt::{Buffer, Device, compile};

/// Whether gradients are computed along.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Pass {
    /// The operation alone.
    Forward,
    /// The operation, and the gradients of all its float arguments.
    Backward,
}

/// Measures operations, both ways to run each.
pub(crate) struct Contest<'a> {
    criterion: &'a mut Criterion,
}

impl<'a> Contest<'a> {
    pub(crate) fn new(criterion: &'a mut Criterion) -> Self {
        Self { criterion }
    }

    /// Runs `operation` on noise of these types (classes in turn, where they are integers), with
    /// both executors, whose results have to agree.
    pub(crate) fn run(
        &mut self,
        name: &str,
        pass: Pass,
        types: &[TensorType],
        operation: impl Fn(&[Tensor]) -> graph::Result<Tensor>,
    ) -> Result<()> {
        let builder = Builder::new();
        let tensors = types
            .iter()
            .enumerate()
            .map(|(i, ty)| builder.input(&format!("x{i}"), ty.clone(), Role::Data));
        let tensors: Vec<Tensor> = tensors.collect::<graph::Result<_>>()?;
        let result = operation(&tensors)?;
        let mut outputs = vec![("result".to_owned(), result.clone())];
        if pass == Pass::Backward {
            // A sum alone would have a gradient of ones, which some kernels could take short cuts on.
            let loss = result.square()?.sum_all()?;
            let floats = tensors.iter().filter(|tensor| tensor.dtype() == DType::F32);
            let gradients = loss.gradients(&floats.collect::<Vec<_>>())?;
            for (i, gradient) in gradients.into_iter().enumerate() {
                outputs.push((format!("gradient {i}"), gradient.context("no gradient")?));
            }
        }
        let outputs: Vec<(&str, &Tensor)> = outputs.iter().map(|(n, t)| (n.as_str(), t)).collect();
        let graph = builder.finish(&outputs)?;
        let inputs: Vec<Buffer> = types.iter().enumerate().map(|(i, ty)| buffer(ty, i)).collect();
        let inputs: Vec<&Buffer> = inputs.iter().collect();
        let mut planned = compile(&graph, &Device::Cpu)?;
        let mut reference = compile(&graph, &Device::Reference)?;
        let results = planned.run_borrowed(&inputs)?;
        for (a, b) in results.iter().zip(reference.run_borrowed(&inputs)?) {
            agree(a.as_slice(), b.as_slice()).with_context(|| name.to_owned())?;
        }
        let name = match pass {
            Pass::Forward => name.to_owned(),
            Pass::Backward => format!("{name}, with gradients"),
        };
        let mut group = self.criterion.benchmark_group("kernels");
        for (which, executable) in [("planned", &mut planned), ("reference", &mut reference)] {
            group.bench_function(BenchmarkId::new(&name, which), |bencher| {
                bencher.iter(|| executable.run_borrowed(&inputs).expect("it ran once"));
            });
        }
        group.finish();
        Ok(())
    }
}

/// A tensor type of floats.
pub(crate) fn floats<const N: usize>(shape: [usize; N]) -> TensorType {
    TensorType::new(DType::F32, shape)
}

fn buffer(ty: &TensorType, number: usize) -> Buffer {
    let count = ty.shape.elements();
    if ty.dtype == DType::I32 {
        let ids: Vec<i32> = (0..count).map(|i| (i * 7919 % 1000) as i32).collect();
        return Buffer::from_slice(ty.clone(), &ids);
    }
    Buffer::from_slice(ty.clone(), &uniform(&number.to_string(), count, 1.0))
}

fn agree(a: &[f32], b: &[f32]) -> Result<()> {
    let size = b.iter().fold(0.0f32, |most, v| most.max(v.abs()));
    let apart = a.iter().zip(b).fold(0.0f32, |most, (a, b)| most.max((a - b).abs()));
    ensure!(apart <= 1e-4 * size, "the executors differ by {apart} where values go up to {size}");
    Ok(())
}
