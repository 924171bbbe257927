//! Two clouds of points in four dimensions, and a small classifier with a batch norm.

use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use neuron_random::{Rng, Stream};
use neuron_rt::graph::GraphError;
use neuron_rt::nn::{BatchNorm2d, Linear, Scope, functional};
use neuron_rt::{Device, Resident};
use neuron_train::checkpoint::load_safetensors;
use neuron_train::run_folder::{NewName, RunManifest, Runs};
use neuron_train::signals::Interrupt;
use neuron_train::trainer::{
    Batch, ClassificationJudge, Forward, Objective, Outcome, RunAccess, Silent, Summary,
    TrainError, Trainer, TrainerConfig,
};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

/// `count` points from `first` on; odd ones lie one away from even ones in every dimension.
pub(crate) struct Clouds {
    pub(crate) first: u64,
    pub(crate) count: usize,
}

impl Examples for Clouds {
    fn len(&self) -> usize {
        self.count
    }

    fn fields(&self) -> Vec<Field> {
        vec![
            Field { name: "point".into(), dtype: FieldType::F32, shape: vec![4] },
            Field { name: "label".into(), dtype: FieldType::I32, shape: vec![] },
        ]
    }

    fn load(
        &self,
        index: usize,
        _: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        let [Slot::F32(point), Slot::I32(label)] = slots else { return Err("two fields".into()) };
        let number = self.first + index as u64;
        let mut rng = Stream::new(3, "clouds").sample(number).rng();
        label[0] = (number % 2) as i32;
        point.fill_with(|| label[0] as f32 + rng.random_range(-0.9..0.9));
        Ok(())
    }
}

/// A linear layer, a norm over the batch where asked for, a rectifier, a linear layer.
pub(crate) struct Network {
    pub(crate) normed: bool,
}

impl Objective for Network {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward, GraphError> {
        let x = Linear::new(&scope.child("first"), 4, 8)?.forward(&batch["point"])?;
        let x = if self.normed {
            let rows = x.dim(0)?;
            let x = x.reshape([rows, 8, 1, 1])?;
            BatchNorm2d::new(&scope.child("norm"), 8)?.forward(&x)?.reshape([rows, 8])?
        } else {
            x
        };
        let logits = Linear::new(&scope.child("head"), 8, 2)?.forward(&x.relu()?)?;
        let losses = functional::cross_entropy(&logits, &batch["label"], 0.0)?;
        Ok(Forward { losses, outputs: vec![("logits".into(), logits)] })
    }
}

/// Numbers of each tensor of a model.
pub(crate) type Weights = BTreeMap<String, Vec<f32>>;

/// Trains on `train` points, validates on `validation` others; what it came to, and the weights.
pub(crate) fn train(
    folder: &Path,
    config: &TrainerConfig,
    normed: bool,
    counts: [usize; 2],
) -> Result<(Summary, Weights), TrainError> {
    train_from(Resident::new(), folder, config, normed, counts)
}

/// The same, with some weights to begin with.
pub(crate) fn train_from(
    start: Resident,
    folder: &Path,
    config: &TrainerConfig,
    normed: bool,
    [train, validation]: [usize; 2],
) -> Result<(Summary, Weights), TrainError> {
    let runs = Runs::new(folder, "test").unwrap();
    let name = NewName::Numbered { task: "clouds".into(), dataset: "points".into() };
    let run = runs.create(&name, "", &RunManifest::default()).unwrap();
    let trainer = Trainer {
        config,
        device: &Device::Cpu,
        objective: &Network { normed },
        judge: &ClassificationJudge::new(2),
        start,
        train: Arc::new(Clouds { first: 0, count: train }),
        validation: Arc::new(Clouds { first: 1000, count: validation }),
        run: RunAccess::Write(&run),
        interrupt: &Interrupt::default(),
        metadata: BTreeMap::new(),
    };
    let Outcome::Finished(summary) = trainer.fit(&mut Silent)? else { panic!("nobody stopped it") };
    let file = load_safetensors(&run.paths().model()).unwrap();
    let numbers = |bytes: &[u8]| {
        bytes.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect()
    };
    let named = file.tensors().iter().map(|(name, tensor)| (name.clone(), numbers(&tensor.bytes)));
    Ok((summary, named.collect()))
}

/// The largest difference of two models, in relation to the largest weight of a tensor.
pub(crate) fn difference(a: &Weights, b: &Weights) -> f32 {
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    let of = |(a, b): (&Vec<f32>, &Vec<f32>)| {
        assert_eq!(a.len(), b.len());
        let largest = a.iter().fold(1e-3f32, |most, v| most.max(v.abs()));
        a.iter().zip(b).fold(0.0f32, |worst, (a, b)| worst.max((a - b).abs() / largest))
    };
    a.values().zip(b.values()).map(of).fold(0.0, f32::max)
}
