use crate::parity::{compare, expected};
use crate::wave::{buffer, numbers};
use neuron_rt::graph::{DType, TensorType};
use neuron_rt::nn::{
    AdamW, Linear, Lion, Loss, Optimiser, Policy, Sgd, StepOptions, TrainingStep, losses,
    training_step,
};
use neuron_rt::{Buffer, Device, Resident, compile};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) fn fields(dtype: DType) -> Vec<(String, TensorType)> {
    [("x", [4, 3]), ("y", [4, 2])]
        .map(|(name, shape)| (name.to_owned(), TensorType::new(dtype, shape)))
        .to_vec()
}

fn linear_step(options: &StepOptions) -> TrainingStep {
    training_step(options, &fields(options.policy.compute), &|scope, batch| {
        let y = Linear::new(scope, 3, 2)?.forward(&batch["x"])?;
        Loss::mean(&losses::mse(&y, &batch["y"])?, None)
    })
    .unwrap()
}

/// The batch, and what a step is told beside it.
pub(crate) fn data(dtype: DType, rate: f64, step: u32) -> BTreeMap<String, Buffer> {
    let mut data: BTreeMap<String, Buffer> = fields(dtype)
        .into_iter()
        .map(|(name, ty)| {
            let scale = if name == "x" { 2.0 } else { 0.5 };
            let made = buffer(&name, &ty, scale);
            (name, made)
        })
        .collect();
    data.insert("learning_rate".to_owned(), numbers(DType::F32, &[], &[rate]));
    data.insert("step".to_owned(), numbers(DType::F32, &[], &[f64::from(step)]));
    data.insert("key".to_owned(), numbers(DType::U32, &[2], &[1.0, 2.0]));
    data
}

/// Weights as torch_values.py fills them, all else as at the beginning of a run.
pub(crate) fn resident(step: &TrainingStep) -> Resident {
    let mut resident = step.initial(0);
    for spec in &step.parameters {
        resident.insert(spec.name.clone(), buffer(&spec.name, &spec.ty(), 0.5));
    }
    resident
}

fn check(case: &'static str, optimiser: impl Optimiser + 'static, clip_norm: Option<f64>) {
    let optimiser: Arc<dyn Optimiser> = Arc::new(optimiser);
    for (policy, tolerance) in [(Policy::F64, 1e-6), (Policy::F32, 2e-5)] {
        let optimiser = optimiser.clone();
        let step = linear_step(&StepOptions { policy, optimiser, clip_norm, ..Default::default() });
        for device in [Device::Reference, Device::Cpu] {
            let mut executable = compile(&step.graph, &device).unwrap();
            let mut resident = resident(&step);
            let mut results = BTreeMap::new();
            for number in 0..3u32 {
                let data = data(policy.compute, 0.1 / f64::from(1 << number), number + 1);
                let made = executable.step(&mut resident, &data).unwrap();
                results.insert(format!("loss {number}"), made["loss"].clone());
                results.insert(format!("norm {number}"), made["gradient_norm"].clone());
            }
            for name in ["weight", "bias"] {
                results.insert(name.to_owned(), resident[name].clone());
            }
            for row in expected(case) {
                compare(case, row, &results[row.0], tolerance);
            }
        }
    }
}

// The learning rate is an f32 in every policy: 0.1 is exact to 1.5e-8 of itself alone.

#[test]
fn adamw() {
    let optimiser = AdamW { decay: 0.05, ..AdamW::default() };
    check("adamw", optimiser, None);
    check("adamw_clipped", optimiser, Some(0.3));
}

#[test]
fn sgd() {
    check("sgd", Sgd { decay: 0.05, ..Sgd::default() }, None);
    let momentum = Sgd { decay: 0.05, momentum: 0.9, nesterov: false };
    check("sgd_momentum", momentum, None);
    check("sgd_nesterov", Sgd { nesterov: true, ..momentum }, Some(0.3));
}

#[test]
fn lion() {
    check("lion", Lion { decay: 0.05, ..Lion::default() }, None);
}
