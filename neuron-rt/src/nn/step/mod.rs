//! Whole graphs: a training step (forward, loss, backward, clipping, optimiser) and an evaluation.

mod accumulate;
mod discover;
mod evaluation;
mod inputs;
mod optimise;
mod options;
mod pass;
mod training;

pub use evaluation::{Evaluation, evaluation};
pub use options::{Ema, StepOptions};
pub use training::{TrainingStep, training_step};

use crate::graph::{Builder, Result, Tensor};
use std::collections::{BTreeMap, BTreeSet};

/// The tensors of a batch, by name.
pub type Fields = BTreeMap<String, Tensor>;

/// Tensors that a model gives out, by name.
pub type Outputs = Vec<(String, Tensor)>;

/// The field that says what each sample counts.
const SAMPLE_WEIGHT: &str = "sample_weight";

/// That no two outputs bear one name.
fn check_names<'a>(builder: &Builder, names: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            let what = format!("`{name}` is given out twice: names of outputs must differ");
            return Err(builder.mismatch("output", what));
        }
    }
    Ok(())
}
