use crate::models::{Ensemble, Places};
use neuron_rt::graph::{GraphError, Result, Tensor};
use neuron_rt::nn::Scope;
use neuron_train::trainer::{Batch, Forward, Objective};

/// Heat maps of a classifier's decisions (Selvaraju et al., *Grad-CAM*, 2017): features of the last
/// stage, each weighted by the mean gradient of the likeliest class's score by it, summed, and cut at
/// zero. Of a transformer, the features are the tokens that its last block reads.
///
/// Its output is `heat`, `[batch, rows, columns]` of the features' grid.
#[derive(Clone, Copy, Debug)]
pub struct GradCam<'a>(
    /// The classifiers; maps of several are averaged, each brought to a largest value of 1.
    pub &'a Ensemble,
);

/// Keeps a map without any heat from being divided by zero.
const LEAST: f64 = 1e-12;

impl GradCam<'_> {
    /// The map of one model.
    fn one(&self, scope: &Scope, image: &Tensor) -> Result<Tensor> {
        let seen = self.0.model.seen(scope, image, self.0.shape)?;
        let score = seen.logits.max(&[1])?.sum_all()?;
        let gradient = score.gradients(&[&seen.features])?.pop().flatten();
        let gradient = gradient.ok_or_else(|| GraphError::Operands {
            layer: "grad-cam".to_owned(),
            op: "gradients",
            what: "the class scores do not depend on the features".to_owned(),
        })?;
        let batch = image.dim(0)?;
        match seen.places {
            Places::Grid => {
                let weights = gradient.mean_keep(&[2, 3])?;
                seen.features.mul(&weights)?.sum(&[1])?.relu()
            }
            Places::Tokens { leading, grid: [rows, columns] } => {
                let patches = |x: &Tensor| x.narrow(1, leading, leading + rows * columns);
                let weights = patches(&gradient)?.mean_keep(&[1])?;
                let heat = patches(&seen.features)?.mul(&weights)?.sum(&[2])?.relu()?;
                heat.reshape([batch, rows, columns])
            }
        }
    }
}

impl Objective for GradCam<'_> {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward> {
        let image = &batch["image"];
        if self.0.members == 1 {
            let heat = self.one(scope, image)?;
            return Ok(Forward {
                losses: heat.sum(&[1, 2])?,
                outputs: vec![("heat".into(), heat)],
            });
        }
        let mut sum: Option<Tensor> = None;
        for number in 0..self.0.members {
            let heat = self.one(&scope.child(format!("member.{number}")), image)?;
            let most = heat.max_keep(&[1, 2])?.add_scalar(LEAST)?;
            let heat = heat.div(&most)?;
            sum = Some(match sum {
                Some(others) => others.add(&heat)?,
                None => heat,
            });
        }
        let heat = sum.ok_or_else(|| GraphError::Operands {
            layer: "grad-cam".to_owned(),
            op: "members",
            what: "there is no model".to_owned(),
        })?;
        Ok(Forward { losses: heat.sum(&[1, 2])?, outputs: vec![("heat".into(), heat)] })
    }
}
