//! Trains a network of its own on data of its own: shapes in noise, made up in this file (SYNTHETIC).

use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use neuron_random::{Rng, Stream};
use neuron_rt::graph::GraphError;
use neuron_rt::nn::{Conv2d, Conv2dConfig, LayerNorm, Linear, Scope, functional};
use neuron_rt::{Device, DeviceRequest, Resident};
use neuron_train::run_folder::{NewName, RunManifest, Runs};
use neuron_train::signals::Interrupt;
use neuron_train::trainer::{
    Batch, ClassificationJudge, Forward, Objective, Outcome, RunAccess, Silent, Trainer,
    TrainerConfig,
};
use neuron_vision::augment::Augmentation;
use std::{error::Error, process::ExitCode, sync::Arc};

const SIDE: usize = 12;
const CLASSES: [&str; 4] = ["disc", "ring", "cross", "line"];

/// `count` pictures of shapes; the class of each is its number modulo four.
struct Shapes(&'static str, usize);

impl Examples for Shapes {
    fn len(&self) -> usize {
        self.1
    }

    fn fields(&self) -> Vec<Field> {
        let image =
            Field { name: "image".into(), dtype: FieldType::F32, shape: vec![1, SIDE, SIDE] };
        vec![image, Field { name: "label".into(), dtype: FieldType::I32, shape: vec![] }]
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        let [Slot::F32(image), Slot::I32(label)] = slots else { return Err("two fields".into()) };
        let class = index % CLASSES.len();
        let mut rng = Stream::new(0, self.0).sample(index as u64).rng();
        let centre: [f32; 2] = [rng.random_range(4.0..7.0), rng.random_range(4.0..7.0)];
        for (i, pixel) in image.iter_mut().enumerate() {
            let (y, x) = ((i / SIDE) as f32 - centre[0], (i % SIDE) as f32 - centre[1]);
            let (radius, across, along) = (y.hypot(x), y.abs().min(x.abs()), y.abs());
            let inside = [radius < 3.0, (2.5..4.0).contains(&radius), across < 0.7, along < 0.9];
            *pixel = f32::from(u8::from(inside[class])) + rng.random_range(-1.0..1.0);
        }
        if draw.augment {
            let symmetries = Augmentation { symmetries: true, ..Augmentation::default() };
            symmetries.apply(image, [1, SIDE, SIDE], draw, index as u64);
        }
        label[0] = class as i32;
        Ok(())
    }
}

/// Two convolutions, a norm and a linear layer.
struct Network;

impl Objective for Network {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward, GraphError> {
        let conv = Conv2dConfig::default().stride(2).padding(1);
        let first = Conv2d::new(&scope.child("first"), [1, 16], [3, 3], conv)?;
        let second = Conv2d::new(&scope.child("second"), [16, 32], [3, 3], conv)?;
        let x = second.forward(&first.forward(&batch["image"])?.relu()?)?.relu()?;
        let features = x.shape().elements() / x.dim(0)?;
        let x = x.reshape([x.dim(0)?, features])?;
        let x = LayerNorm::new(&scope.child("norm"), features)?.forward(&x)?;
        let logits = Linear::new(&scope.child("head"), features, CLASSES.len())?.forward(&x)?;
        let losses = functional::cross_entropy(&logits, &batch["label"], 0.0)?;
        Ok(Forward { losses, outputs: vec![("logits".into(), logits)] })
    }
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let (device, _) = Device::open(&"auto".parse::<DeviceRequest>()?)?;
    let name = NewName::Given("shapes".parse()?);
    let run = Runs::new(folder.path(), "shapes")?.create(&name, "", &RunManifest::default())?;
    let trainer = Trainer {
        config: &TrainerConfig { epochs: 6, batch_size: 32, ..TrainerConfig::default() },
        device: &device,
        objective: &Network,
        judge: &ClassificationJudge::new(CLASSES.len()),
        start: Resident::new(),
        train: Arc::new(Shapes("train", 2000)),
        validation: Arc::new(Shapes("validation", 500)),
        run: RunAccess::Write(&run),
        interrupt: &Interrupt::on_signals()?,
        metadata: [("synthetic".into(), "true".into())].into(),
    };
    let Outcome::Finished(summary) = trainer.fit(&mut Silent)? else {
        return Ok(ExitCode::from(75));
    };
    let accuracy = summary.best.map_or(f64::NAN, |(value, _)| value);
    let chance = 1.0 / CLASSES.len() as f64;
    println!("SYNTHETIC shapes: validation accuracy {accuracy:.3}, chance {chance:.3}");
    Ok(if accuracy > 0.8 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
